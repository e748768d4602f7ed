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
      Files.writeString(wanted, ProcessHandle.current().pid() + "\n");
      file = wanted;
    } catch (IOException e) {
      log.warning("Failed to write PID file '" + wanted + "': " + Failures.reason(e));
    }
  }

  void remove() {
    if (file == null) {
      return;
    }
    log.notice("Removing the pid file.");
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warning("Failed to remove PID file '" + file + "': " + Failures.reason(e));
    }
  }
}
