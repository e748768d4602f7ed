package dev.heddle.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.family.CommandHarness;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CronTest {
  private static final int RATE = 500;

  private final CommandHarness redis = new CommandHarness();
  private final Semaphore rounds = new Semaphore(0);
  private final AtomicInteger work = new AtomicInteger();

  CronTest() {
    redis.config().with("enable-debug-command", "yes");
  }

  @Test
  void debugStopsPeriodicWorkAndHasItGoOn() throws InterruptedException {
    try (var cron =
        new Cron(redis.engine(), this::rate, (c, l, n) -> false, work::incrementAndGet)) {
      cron.start();
      pass(3);
      assertTrue(work.get() > 0);
      assertEquals("OK", redis.say("DEBUG PAUSE-CRON 1"));
      pass(2); // the one that is on its way may end
      int before = work.get();
      pass(5);
      assertEquals(before, work.get());
      assertEquals("OK", redis.say("DEBUG PAUSE-CRON 0"));
      pass(3);
      assertTrue(work.get() > before);
    }
  }

  /** Is asked at the beginning of each round. */
  private int rate() {
    rounds.release();
    return RATE;
  }

  private void pass(int more) throws InterruptedException {
    rounds.drainPermits();
    assertTrue(rounds.tryAcquire(more, 20, TimeUnit.SECONDS));
  }
}
