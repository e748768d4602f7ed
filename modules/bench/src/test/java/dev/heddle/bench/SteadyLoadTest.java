package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {
  private static final int PER_SECOND = 2000;
  private static final int STALL_MILLIS = 100;
  private static final int ENOUGH = 100; // requests of a phase that are answered before the end
  private static final int PATIENCE_SECONDS = 30;
  private static final List<Request> SETS = List.of(Request.of(Request.SET, 1000));

  private final long created = System.nanoTime(); // before any request is due
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final AtomicLong answered = new AtomicLong();

  /** A server for one client, which answers each command once it is no longer stalled. */
  private ServerSocket serve(String reply) throws IOException {
    var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> answer(server, reply));
    return server;
  }

  private void answer(ServerSocket server, String reply) {
    try (var socket = server.accept();
        InputStream in = socket.getInputStream()) {
      int b = in.read();
      begun.countDown();
      stalled.await();
      for (; b >= 0; b = in.read()) {
        if (b == '*') { // each command begins so, and no argument has one
          socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
          answered.incrementAndGet();
        }
      }
    } catch (IOException | InterruptedException e) {
      // the test is over
    }
  }

  /** Lets requests come due for a while, at the end of which the server begins to answer. */
  private void stall(SteadyLoad load) throws InterruptedException {
    awaitFirst();
    load.lastFor(STALL_MILLIS * 1_000_000L);
    stalled.countDown();
  }

  /** Requests are due from when the load's thread begins, which may be late. */
  private void awaitFirst() throws InterruptedException {
    assertTrue(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** As many requests as may have come due so far, or a few more. */
  private long due() {
    return (System.nanoTime() - created) * PER_SECOND / 1_000_000_000 + 1;
  }

  private void awaitAnswers(long many) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (answered.get() < many) {
      assertTrue(System.nanoTime() - limit < 0, () -> answered.get() + " answers");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void waitsAreCountedFromWhenTheRequestsWereDue() throws Exception {
    try (var server = serve("+OK\r\n");
        var load = new SteadyLoad(server.getLocalPort(), 1, PER_SECOND, SETS)) {
      var phase = load.phase();
      long before = due();
      stall(load);
      awaitAnswers(before + ENOUGH);
      load.end();
      var waits = phase.waits().summary();
      // all that came due in the stall have waited for its end, not only the first
      assertTrue(waits.requests() >= ENOUGH, waits::toString);
      assertTrue(waits.max() > STALL_MILLIS / 2.0, waits::toString);
      assertTrue(waits.p99() > STALL_MILLIS / 10.0, waits::toString);
      assertTrue(phase.pauseMillis() > STALL_MILLIS / 2.0, () -> phase.json().toString());
    }
  }

  @Test
  void requestsBelongToThePhaseInWhichTheyWereDue() throws Exception {
    try (var server = serve("+OK\r\n");
        var load = new SteadyLoad(server.getLocalPort(), 1, PER_SECOND, SETS)) {
      var first = load.phase();
      awaitFirst();
      load.lastFor(STALL_MILLIS * 500_000L);
      var second = load.phase();
      long before = due();
      stall(load);
      awaitAnswers(before + ENOUGH);
      load.end();
      // those of the first phase were answered in the second, at the end of the stall
      assertTrue(first.waits().requests() > 0, () -> first.json().toString());
      assertTrue(first.waits().summary().p50() > STALL_MILLIS / 4.0, () -> first.json().toString());
      assertTrue(second.waits().requests() > 0, () -> second.json().toString());
    }
  }

  @Test
  void whatIsNeverAnsweredIsCountedInTheEnd() throws Exception {
    try (var server = serve("");
        var load = new SteadyLoad(server.getLocalPort(), 1, PER_SECOND, SETS)) {
      var phase = load.phase();
      long before = due();
      stall(load);
      awaitAnswers(before + ENOUGH);
      load.end();
      var waits = phase.waits().summary();
      assertTrue(waits.requests() >= ENOUGH, waits::toString);
      assertTrue(waits.max() > STALL_MILLIS / 2.0, waits::toString);
    }
  }

  @Test
  void withoutARateEachClientHasOneRequestOnItsWay() throws Exception {
    try (var server = serve("+OK\r\n");
        var load = new SteadyLoad(server.getLocalPort(), 1, 0, SETS)) {
      var phase = load.phase();
      stall(load);
      awaitAnswers(ENOUGH);
      load.end();
      var waits = phase.waits().summary();
      assertTrue(waits.requests() >= ENOUGH - 1, waits::toString);
      assertTrue(waits.p50() < STALL_MILLIS / 2.0, waits::toString); // one waited for the stall
    }
  }

  @Test
  void anErrorEndsTheLoad() throws Exception {
    try (var server = serve("-OOM command not allowed\r\n")) {
      var load = new SteadyLoad(server.getLocalPort(), 1, PER_SECOND, SETS);
      stalled.countDown();
      var failure = assertThrows(Failure.class, () -> awaitFailure(load));
      assertEquals(failure.line(), assertThrows(Failure.class, load::end).line());
      assertTrue(failure.getMessage().contains("OOM command not allowed"), failure.getMessage());
    }
  }

  private static void awaitFailure(SteadyLoad load) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() - limit < 0) {
      load.check();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
