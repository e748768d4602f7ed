package dev.heddle.persist;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Failures in a row: how long to wait before the next attempt, and what of them is logged. */
final class FailureLog {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(30);
  private static final int MAX_DOUBLINGS = 20;

  private final Environment env;
  private int inRow;
  private @Nullable String logged;
  private long loggedAt;

  FailureLog(Environment env) {
    this.env = env;
  }

  boolean isFailing() {
    return inRow > 0;
  }

  /** Nanoseconds to the next attempt: doubled with each failure. */
  long pause(AofSettings settings) {
    Duration doubled = settings.retryFirst().multipliedBy(1L << Math.min(inRow - 1, MAX_DOUBLINGS));
    Duration last = settings.retryLast();
    return (doubled.compareTo(last) < 0 ? doubled : last).toNanos();
  }

  /** Notes a failure; the same one is logged every half minute only. */
  void failed(String text) {
    inRow++;
    long now = env.nanoTime().getAsLong();
    if (!text.equals(logged) || now - loggedAt >= INTERVAL) {
      logged = text;
      loggedAt = now;
      env.log().warning(text);
    }
  }

  /** Notes a success after failures. */
  void healed() {
    inRow = 0;
    logged = null;
    env.log().warning("AOF write error looks solved. The server can write again.");
  }
}
