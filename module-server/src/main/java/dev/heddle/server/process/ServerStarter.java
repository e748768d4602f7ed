package dev.heddle.server.process;

import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;

/** Starts a server, up to where it accepts connections. */
@FunctionalInterface
public interface ServerStarter {
  /**
   * Starts the server.
   *
   * @throws IOException when a file or socket cannot be had; the message is for the operator
   * @throws dev.heddle.server.config.ConfigFileException when a directive cannot be followed
   */
  RunningServer start(Config config, ServerLog log) throws IOException;
}
