package dev.heddle.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program: reads the command line, measures, and leaves nothing running. */
public final class Main {
  private final PrintStream out;
  private final PrintStream err;
  private volatile boolean abandoned;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Exits with 0 after a measurement, whatever it shows, and 1 when there was none. */
  public static void main(String[] args) {
    System.exit(new Main(System.out, System.err).run(args));
  }

  /** The exit code. */
  int run(String... args) {
    try {
      var line = CommandLine.parse(args);
      if (line.has(Option.HELP)) {
        out.print(Help.text());
      } else {
        measure(line);
      }
      return 0;
    } catch (Failure e) {
      complain(e.line());
    } catch (IOException e) {
      complain(e.toString());
    }
    return 1;
  }

  private void complain(String what) {
    if (!abandoned) {
      err.println("heddle bench: " + what);
    }
  }

  private void measure(CommandLine line) throws IOException {
    var contenders = Contender.list(line);
    try (var workspace = new Workspace(Path.of(line.text(Option.OUT)))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(workspace)));
      var session = new Session(line, contenders, workspace, new Transcript(out));
      switch (line.mode()) {
        case THROUGHPUT -> throughput(session);
        case MEMORY -> new Memory(session).run();
        case STARTUP -> new Startup(session).run();
        case LOAD -> new LoadTime(session).run();
        case SNAPSHOT -> new SaveCost(session).run();
      }
    }
  }

  /** At the end, and on Ctrl-C: the servers go, too, which is no news then. */
  private void abandon(Workspace workspace) {
    abandoned = true;
    try {
      workspace.close();
    } catch (IOException e) {
      err.println("heddle bench: " + e);
    }
  }

  private static void throughput(Session session) throws IOException {
    var line = session.line();
    var plan = Plan.of(line);
    IdleClients.check(plan.idle(), plan.clients(), session.contenders().size());
    var generator = new LoadGenerator(generator(line), session.workspace(), plan);
    var setting = session.setting(plan.describe());
    session.begin(setting);
    var report = new ThroughputReport(setting, session.transcript());
    var servers = new ArrayList<ServerProcess>();
    for (var contender : session.contenders()) {
      servers.add(session.start(contender));
    }
    new Throughput(plan, List.copyOf(servers), generator, report).run();
    report.end();
    var files = new ThroughputFiles(setting, plan, report.results());
    session.save("svg", files.picture());
    session.save(files.json());
  }

  private static String generator(CommandLine line) {
    String program = line.text(Option.BENCHMARK);
    var path = Contender.find(program);
    if (path == null) {
      throw new Failure(
          "no '"
              + program
              + "' on the PATH to drive the servers with: install Redis's tools, or"
              + " give another with "
              + Option.BENCHMARK.word());
    }
    return path.toString();
  }
}
