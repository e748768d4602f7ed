package dev.heddle.server.process;

import dev.heddle.server.config.SignalShutdown;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that behaves as heddle-server does, but for having no server. */
final class FakeProgram {
  private FakeProgram() {}

  /**
   * Runs until a signal arrives. The port says what happens: 1 cannot be listened at; at 2 the
   * first shutdown is refused; at 3 it never ends; at 4 it never has started.
   */
  public static void main(String[] arguments) throws InterruptedException {
    ServerStarter starter =
        (config, log, listening) -> {
          if (config.network.port.value() == 1) {
            throw new IOException("Could not listen at port 1");
          }
          var server = new FakeServer(config.network.port.intValue());
          boolean starts = config.network.port.value() != 4;
          if (starts) {
            listening.accept(server); // first: a signal may follow the log's line at once
          }
          log.notice("Ready to accept connections");
          log.flush();
          if (!starts) {
            forever();
          }
          return server;
        };
    Runtime.getRuntime().halt(new Launcher(Terminal.own(), starter).run(List.of(arguments)));
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class FakeServer implements RunningServer {
    private final int port;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    FakeServer(int port) {
      this.port = port;
    }

    @Override
    public boolean shutdown(Set<SignalShutdown> options) {
      if (port == 2 && asked.getAndIncrement() == 0) {
        return false;
      }
      if (port != 3) {
        ended.countDown();
      }
      return true;
    }

    @Override
    public int awaitTermination() throws InterruptedException {
      ended.await();
      return 0;
    }
  }
}
