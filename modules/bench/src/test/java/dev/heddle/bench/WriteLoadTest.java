package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WriteLoadTest {
  private static final int PER_SECOND = 2000;
  private static final int STALL_MILLIS = 100;
  private static final int WRITES = 100; // that are answered before the end

  private final CountDownLatch answered = new CountDownLatch(WRITES);

  /** A server for one client, which answers each command after having stalled once. */
  private ServerSocket serve(String reply) throws IOException {
    var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> answer(server, reply));
    return server;
  }

  private void answer(ServerSocket server, String reply) {
    try (var socket = server.accept();
        InputStream in = socket.getInputStream()) {
      Thread.sleep(STALL_MILLIS);
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '*') { // each command begins so, and no argument has one
          socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
          answered.countDown();
        }
      }
    } catch (IOException | InterruptedException e) {
      // the test is over
    }
  }

  @Test
  void waitsAreCountedFromWhenTheWritesWereDue() throws Exception {
    long began = System.nanoTime();
    try (var server = serve("+OK\r\n");
        var load = new WriteLoad(server.getLocalPort(), 1, PER_SECOND, 1000)) {
      assertTrue(answered.await(30, TimeUnit.SECONDS));
      load.check();
      var waits = load.end();
      var stalled = waits.between(began, began + STALL_MILLIS * 1_000_000L);
      // all that came due in the stall have waited for its end, not only the first
      assertTrue(stalled.requests() > 1, stalled::toString);
      assertTrue(stalled.p50() > STALL_MILLIS / 10.0, stalled::toString);
    }
  }

  @Test
  void anErrorEndsTheLoad() throws Exception {
    try (var server = serve("-OOM command not allowed\r\n")) {
      var load = new WriteLoad(server.getLocalPort(), 1, PER_SECOND, 1000);
      var failure = assertThrows(Failure.class, () -> awaitFailure(load));
      assertEquals(failure.line(), assertThrows(Failure.class, load::end).line());
      assertTrue(failure.getMessage().contains("answered with an error"), failure.getMessage());
    }
  }

  private static void awaitFailure(WriteLoad load) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() - limit < 0) {
      load.check();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
