package dev.heddle.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OutsideTest {
  private final ReplyWriter reply = new ReplyWriter();

  @Test
  void whatComputesRunsOnAPlatformThreadAndWritesTheReply() throws Exception {
    var ran = new AtomicReference<Thread>();
    Outside.computing(
            out -> {
              ran.set(Thread.currentThread());
              out.integer(42);
            })
        .run(reply);
    assertFalse(ran.get().isVirtual());
    assertEquals(":42\r\n", written());
  }

  @Test
  void itsErrorsAreThoseOfTheCommand() {
    RuntimeException error = Err.SYNTAX;
    Outside failing =
        Outside.computing(out -> {
          throw error;
        });
    assertSame(error, assertThrows(CommandError.class, () -> failing.run(reply)));
    Outside exhausted =
        Outside.computing(out -> {
          throw new OutOfMemoryError("for a test");
        });
    assertThrows(OutOfMemoryError.class, () -> exhausted.run(reply));
  }

  @Test
  void whoIsInterruptedStopsItAndLeavesAfterItsEnd() throws Exception {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Outside endless =
        Outside.computing(out -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.countDown();
          }
        });
    var endedBefore = new AtomicReference<Boolean>();
    Thread client =
        Thread.ofVirtual()
            .start(() -> {
              assertThrows(InterruptedException.class, () -> endless.run(reply));
              endedBefore.set(ended.getCount() == 0);
            });
    begun.await();
    client.interrupt();
    client.join();
    assertTrue(endedBefore.get());
  }

  private String written() {
    byte[] bytes = Arrays.copyOf(reply.buffer(), reply.size());
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
