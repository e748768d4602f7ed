package dev.heddle.server.process;

import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.util.function.Consumer;

/** Starts a server, up to where its data are loaded. */
@FunctionalInterface
public interface ServerStarter {
  /**
   * Starts the server.
   *
   * @param listening is to be told when the server can be shut down, before it loads its data
   * @throws IOException when a file or socket cannot be had; the message is for the operator
   * @throws dev.heddle.server.config.ConfigFileException when a directive cannot be followed
   */
  RunningServer start(Config config, ServerLog log, Consumer<? super RunningServer> listening)
      throws IOException;
}
