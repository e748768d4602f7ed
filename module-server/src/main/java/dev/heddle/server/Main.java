package dev.heddle.server;

import dev.heddle.server.config.Config;
import dev.heddle.server.log.LogSink;
import dev.heddle.server.process.Launcher;
import dev.heddle.server.process.RunningServer;
import dev.heddle.server.process.Terminal;
import java.io.IOException;
import java.util.List;

/** The program {@code heddle-server}. */
public final class Main {
  private Main() {}

  /** Runs a server until it is shut down. */
  public static void main(String[] arguments) throws InterruptedException {
    var terminal = new Terminal(System.in, System.out, System.err, System.getenv());
    int code = new Launcher(terminal, Main::start).run(List.of(arguments));
    System.out.flush();
    // The orderly end is over; the runtime's own takes noticeably longer after socket I/O.
    Runtime.getRuntime().halt(code);
  }

  private static RunningServer start(Config config, LogSink log) throws IOException {
    return new Running(Heddle.start(HeddleConfig.of(config, log)));
  }

  private record Running(Heddle server) implements RunningServer {
    @Override
    public boolean shutdown(String signal) {
      return server.shutdown(signal);
    }

    @Override
    public void awaitTermination() throws InterruptedException {
      server.awaitTermination();
    }
  }
}
