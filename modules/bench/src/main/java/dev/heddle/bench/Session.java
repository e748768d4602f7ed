package dev.heddle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** One run of the program: what is asked, of whom, and where the answer goes. */
record Session(
    CommandLine line, List<Contender> contenders, Workspace workspace, Transcript transcript) {

  /** The same question to others. */
  Session with(List<Contender> others) {
    return new Session(line, others, workspace, transcript);
  }

  /** All servers, with nothing in them. */
  List<ServerProcess> startAll() throws IOException {
    var servers = new ArrayList<ServerProcess>();
    for (var contender : contenders) {
      servers.add(start(contender));
    }
    return List.copyOf(servers);
  }

  /** A server with nothing in it. */
  ServerProcess start(Contender contender) throws IOException {
    var aof = line.constant(Option.AOF, Aof.class);
    return ServerProcess.start(contender, aof, workspace);
  }

  /** Who is measured, where and when; each server is started once to say its version. */
  Setting setting(String conditions) throws IOException {
    var versions = new ArrayList<String>();
    for (var contender : contenders) {
      try (var server = start(contender)) {
        versions.add(server.version());
      }
    }
    return new Setting(
        contenders.stream().map(Contender::name).toList(),
        versions,
        line.has(Option.CALIBRATE),
        conditions,
        Machine.describe(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Shows who is measured. */
  void begin(Setting setting) {
    transcript.line(setting.title());
    setting.lines().forEach(transcript::line);
    transcript.line("");
  }

  /** Keeps what was shown, and the figures. */
  void save(String json) throws IOException {
    save("json", json);
    var text = workspace.file(line.mode().word() + ".txt");
    transcript.line("Results are in " + text.getParent());
    transcript.save(text);
  }

  /** Keeps a file of the measure's name. */
  void save(String extension, String content) throws IOException {
    Files.writeString(workspace.file(line.mode().word() + "." + extension), content);
  }
}
