package dev.heddle.server;

import dev.heddle.persist.Disk;
import dev.heddle.server.config.Config;
import dev.heddle.server.log.FileSink;
import dev.heddle.server.log.LogSink;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;

/**
 * A running server.
 *
 * <pre>{@code
 * try (var server = Heddle.start(HeddleConfig.create())) {
 *   connect("127.0.0.1", server.port());
 * }
 * }</pre>
 *
 * <p>Any number of servers run in one JVM; they share nothing. Closing releases every thread,
 * socket and file.
 */
public final class Heddle implements AutoCloseable {
  private final Server server;

  private Heddle(Server server) {
    this.server = server;
  }

  /**
   * Starts a server and returns when it accepts connections, its data loaded.
   *
   * @throws IOException when an address is in use, or data cannot be read or is damaged
   */
  public static Heddle start(HeddleConfig config) throws IOException {
    Config settings = config.settings();
    var log = new ServerLog(sink(settings), settings.process, config.clock);
    var server =
        new Server(settings, config.clock, config.random, config.anyPort, log, Disk.real());
    server.start(listening -> {});
    return new Heddle(server);
  }

  /** Standard error, or the file that the setting {@code logfile} names. */
  private static LogSink sink(Config settings) {
    String file = settings.process.logFile.value();
    return file.isEmpty() ? System.err::writeBytes : new FileSink(settings.path(file));
  }

  /** The TCP port, or -1 when the server listens at a UNIX socket only. */
  public int port() {
    return server.port();
  }

  /** Saves what the configuration says is to be saved and stops; idempotent. */
  @Override
  public void close() {
    server.close();
  }

  /** Waits until a client has shut the server down or it was closed. */
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }
}
