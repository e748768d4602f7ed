package dev.heddle.server.family;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. */
public final class MovableClock implements InstantSource {
  /** Where every such clock starts, in epoch milliseconds. */
  public static final long START = 1_700_000_000_000L;

  private final AtomicLong now = new AtomicLong(START);

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now.get());
  }

  @Override
  public long millis() {
    return now.get();
  }

  public void advance(long millis) {
    now.addAndGet(millis);
  }

  public void advance(Duration time) {
    advance(time.toMillis());
  }
}
