package dev.heddle.server.net;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the poller looks again and again before it sleeps.
 *
 * <p>To sleep and to be woken takes two threads of the system, longer than a client on this machine
 * takes to ask its next question. Where a few clients ask and ask, and each time so soon, the
 * poller therefore stays awake: that is faster and takes less of the processor, too. With many
 * clients it would take more, since they are served together after a sleep, or a {@linkplain Naps
 * nap}.
 */
final class Patience {
  private static final int LOOKS = 2; // whoever talks
  private static final int FEW = 16; // clients
  private static final int IN_A_ROW = 16; // so many requests by those few, and they are waited for
  private static final long LONGEST_NANOS = 60_000;

  /** A sleep no longer than this, being woken included, was for less than the longest wait. */
  private static final long SHORT_SLEEP_NANOS = 100_000;

  private final LongSupplier nanos;
  private final @Nullable Object[] speakers;
  private int next;
  private int inARow;
  private int fruitless;
  private long silentSince;
  private boolean worthwhile;

  /** With one processor it would keep those from asking who ask on the same machine. */
  Patience(LongSupplier nanos, int processors) {
    this.nanos = nanos;
    speakers = new Object[processors > 1 ? FEW : 0];
  }

  /** A client has said something. */
  void heard(Object who) {
    for (Object speaker : speakers) {
      if (who.equals(speaker)) {
        inARow++;
        return;
      }
    }
    if (speakers.length > 0) {
      speakers[next] = who;
      next = (next + 1) % speakers.length;
    }
    inARow = 0;
  }

  /** Whether to look once more rather than sleep. */
  boolean lasts() {
    if (fruitless < LOOKS) {
      return true;
    }
    if (!worthwhile || inARow < IN_A_ROW) {
      return false;
    }
    worthwhile = nanos.getAsLong() - silentSince < LONGEST_NANOS;
    inARow = worthwhile ? inARow : 0;
    return worthwhile;
  }

  /** It has looked, and so many had something. */
  void looked(int ready) {
    if (ready > 0) {
      fruitless = 0;
    } else if (fruitless++ == 0) {
      silentSince = nanos.getAsLong();
    }
  }

  /** It has slept so many nanoseconds, until so many had something. */
  void slept(int ready, long time) {
    worthwhile = time < SHORT_SLEEP_NANOS;
    looked(ready);
  }
}
