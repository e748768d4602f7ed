package dev.heddle.server.net;

/**
 * Whether the poller's carrier naps before it looks for requests.
 *
 * <p>To sleep in the selector and to be woken takes two threads of the system, and often there are
 * just a few requests then. A nap of the carrier itself, for some tenth of a millisecond, is
 * cheaper, and after it there are more, which are served together; but the first of them have
 * waited for it. With many clients that is less work and a higher rate, with a few, who soon all
 * wait for the same nap, a lower one. So it is tried: time goes in epochs, and at the beginning of
 * each cycle some have naps and some have none, which shows what the others shall have.
 *
 * <pre>
 *   epoch    0-3    4-7    8-11   12-15   16 ... 255              0-3    4-7
 *   naps     none   naps   none   naps    as the rate was better  none   naps ...
 * </pre>
 *
 * <p>The first epoch of four is not counted: it still has what the one before has left undone.
 */
final class Naps {
  private static final int SEGMENT = 4; // epochs
  private static final int TRIAL = 4 * SEGMENT;
  private static final int CYCLE = 16 * TRIAL;
  private static final int TRIALS_AT_ONCE = 4; // as many count, the latest the most

  /** Where a nap gathers fewer, it would only keep them waiting. */
  private static final int FEWEST = 4;

  private static final long USUAL_NANOS = 100_000;

  /** Some systems wake a thread only each millisecond, or later. */
  private static final long LONGEST_NANOS = 300_000;

  /** Of the rate without naps: so much may be lost for the work that is saved. */
  private static final double WORTHWHILE = 0.97;

  private static final double MOST = 1.25; // which one trial can say, and its reciprocal the least
  private static final int QUIET = 8; // epochs, after which the next load is a new one

  private static final class Rate {
    long requests;
    long nanos;

    double rate() {
      return (double) requests / Math.max(1, nanos);
    }
  }

  // This epoch:
  private long began;
  private boolean naps;
  private boolean fruitless;
  private long heard;

  // This cycle:
  private int epoch;
  private Rate with = new Rate();
  private Rate without = new Rate();
  private int taken;
  private long takenNanos;

  // This load:
  private int quiet;
  private int trials;
  private double ratio;

  /** Whether to nap before the next look. */
  boolean worthwhile() {
    return naps && !fruitless;
  }

  /** It has looked, and so many had something. */
  void looked(int ready) {
    heard += ready;
  }

  /** It has napped for so many nanoseconds and then looked, and so many had something. */
  void napped(int ready, long nanos) {
    looked(ready);
    fruitless = ready == 0;
    taken++;
    takenNanos += nanos;
  }

  /** An epoch, of some milliseconds, ends, and the next begins. */
  void epoch(long now) {
    long nanos = now - began;
    began = now;
    boolean tried = naps && epoch < TRIAL; // then it may be for the naps that few were heard
    if (tried || heard * USUAL_NANOS >= FEWEST * nanos) {
      quiet = 0;
      count(nanos);
    } else if (++quiet > QUIET) {
      trials = 0;
      beginCycle();
    }
    naps = epoch < TRIAL ? inTurn() : ratio > WORTHWHILE;
    heard = 0;
    fruitless = false;
  }

  private void count(long nanos) {
    if (epoch < TRIAL && epoch % SEGMENT > 0) {
      Rate rate = inTurn() ? with : without;
      rate.requests += heard;
      rate.nanos += nanos;
    }
    epoch++;
    if (epoch == TRIAL || (epoch == 2 * SEGMENT && sample() < 1 / MOST)) {
      conclude();
    } else if (epoch == CYCLE) {
      beginCycle();
    }
  }

  private void conclude() {
    trials = Math.min(trials + 1, TRIALS_AT_ONCE);
    ratio += (Math.clamp(sample(), 1 / MOST, MOST) - ratio) / trials;
    if (trials < TRIALS_AT_ONCE) {
      beginCycle();
    } else {
      epoch = TRIAL;
    }
  }

  private boolean inTurn() {
    return epoch / SEGMENT % 2 == 1;
  }

  private double sample() {
    return takenNanos > taken * LONGEST_NANOS ? 0 : with.rate() / without.rate();
  }

  private void beginCycle() {
    epoch = 0;
    with = new Rate();
    without = new Rate();
    taken = 0;
    takenNanos = 0;
  }
}
