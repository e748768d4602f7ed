package dev.heddle.server.process;

import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that tells others the id of this process; without it the server runs all the same. */
final class PidFile {
  private static final String DEFAULT = "/var/run/heddle.pid";

  private final ServerLog log;
  private @Nullable Path file;

  PidFile(ServerLog log) {
    this.log = log;
  }

  /** Writes the file if one is asked for; a daemon has one anyway. */
  void create(Config config) {
    String name = config.process.pidFile.value();
    if (name.isEmpty() && !config.process.daemonize.value()) {
      return;
    }
    Path wanted = config.path(name.isEmpty() ? DEFAULT : name);
    try {
      Files.writeString(wanted, content());
      file = wanted;
    } catch (IOException e) {
      log.warning("Failed to write PID file '" + wanted + "': " + Failures.reason(e));
    }
  }

  private static String content() {
    return ProcessHandle.current().pid() + "\n";
  }

  void remove() {
    if (file == null) {
      return;
    }
    try {
      // Another server may have been told to use the same file since.
      if (Files.exists(file) && Files.readString(file).equals(content())) {
        log.notice("Removing the pid file.");
        Files.delete(file);
      }
    } catch (IOException e) {
      log.warning("Failed to remove PID file '" + file + "': " + Failures.reason(e));
    }
  }
}
