package dev.heddle.server;

import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import dev.heddle.server.process.Launcher;
import dev.heddle.server.process.Terminal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** The program {@code heddle-server}. */
public final class Main {
  private Main() {}

  /** Runs a server until it is shut down. */
  public static void main(String[] arguments) throws InterruptedException {
    int code = new Launcher(Terminal.own(), Main::start).run(List.of(arguments));
    System.out.flush();
    // The orderly end is over; the runtime's own takes noticeably longer after socket I/O.
    Runtime.getRuntime().halt(code);
  }

  private static Server start(Config config, ServerLog log) throws IOException {
    return Server.start(
        config, InstantSource.system(), Chance.unpredictable(), /* anyPort= */ false, log);
  }
}
