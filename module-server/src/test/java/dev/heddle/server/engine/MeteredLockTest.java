package dev.heddle.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class MeteredLockTest {
  private static final long MILLIS = 50;
  private static final long SAMPLE = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerStats stats = new ServerStats();
  private final MeteredLock lock = new MeteredLock(stats);

  @Test
  void aHoldIsCountedWhenItEnds() {
    lock.lock();
    spend();
    assertEquals(0, stats.lockHolds());
    lock.unlock();
    assertEquals(1, stats.lockHolds());
    assertTrue(stats.lockMicros() >= TimeUnit.MILLISECONDS.toMicros(MILLIS));
  }

  @Test
  void whoHasItAndTakesItOnceMoreIsInTheSameHold() {
    lock.lock();
    lock.lock();
    spend();
    lock.unlock();
    assertEquals(0, stats.lockHolds());
    lock.unlock();
    assertEquals(1, stats.lockHolds());
    assertTrue(stats.lockMicros() >= TimeUnit.MILLISECONDS.toMicros(MILLIS));
  }

  @Test
  void whoWaitsForAConditionDoesNotHoldIt() throws InterruptedException {
    long began = System.nanoTime();
    lock.lock();
    Condition condition = lock.newCondition();
    lock.await(condition, MILLIS);
    lock.unlock();
    long took = System.nanoTime() - began;
    assertEquals(2, stats.lockHolds());
    assertTrue(stats.lockMicros() * 1000 <= took - TimeUnit.MILLISECONDS.toNanos(MILLIS - 1));
  }

  @Test
  void whoIsSignalledHoldsItFromThenOn() throws InterruptedException {
    lock.lock();
    Condition condition = lock.newCondition();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              lock.lock();
              condition.signal();
              lock.unlock();
            });
    lock.await(condition);
    long before = stats.lockMicros();
    spend();
    lock.unlock();
    other.join();
    assertEquals(3, stats.lockHolds());
    assertTrue(stats.lockMicros() - before >= TimeUnit.MILLISECONDS.toMicros(MILLIS));
  }

  @Test
  void theShareIsThatOfTheLastSamples() {
    long now = SAMPLE;
    stats.sample(now);
    for (int i = 0; i < 100; i++) {
      stats.lockHeld(SAMPLE / 4);
      stats.sample(now += SAMPLE);
    }
    assertEquals(25, stats.lockPercent(), 0.01);
    for (int i = 0; i < 100; i++) {
      stats.sample(now += SAMPLE);
    }
    assertEquals(0, stats.lockPercent(), 0.01);
  }

  private static void spend() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
    for (long left; (left = end - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }
}
