package dev.heddle.server;

import dev.heddle.persist.Disk;
import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import dev.heddle.server.process.Launcher;
import dev.heddle.server.process.RunningServer;
import dev.heddle.server.process.Terminal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

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

  private static Server start(
      Config config, ServerLog log, Consumer<? super RunningServer> listening) throws IOException {
    var server =
        new Server(
            config,
            InstantSource.system(),
            Chance.unpredictable(),
            /* anyPort= */ false,
            log,
            Disk.real());
    server.start(listening);
    return server;
  }
}
