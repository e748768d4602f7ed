package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, not for a time. */
final class Await {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(5);

  private Await() {}

  static void until(String what, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + MOST.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > deadline) {
          fail("waited " + MOST.toSeconds() + " s in vain until " + what);
        }
        Thread.sleep(STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted while waiting until " + what);
    } catch (RuntimeException | AssertionError e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("while waiting until " + what, e);
    }
  }
}
