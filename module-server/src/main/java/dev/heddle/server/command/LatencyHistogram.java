package dev.heddle.server.command;

/**
 * Counts of durations in buckets whose width grows with the duration: 16 for each power of two, so
 * that a percentile is right within 6 %.
 *
 * <p>The counts are allocated with the first record; guarded by the server's lock.
 */
public final class LatencyHistogram {
  private static final int SUB_BITS = 4;
  private static final int SUB = 1 << SUB_BITS;
  private static final int MOST_BITS = 40; // 2^40 ns are 18 minutes
  private static final int BUCKETS = (MOST_BITS - SUB_BITS + 1) * SUB;

  private static final int LEAST_POWER = 10; // about a microsecond

  private int[] counts = {};
  private long total;

  void record(long nanos) {
    if (counts.length == 0) {
      counts = new int[BUCKETS];
    }
    counts[bucket(nanos)]++;
    total++;
  }

  /** How many durations were recorded. */
  public long total() {
    return total;
  }

  /**
   * The duration in microseconds under which {@code percent} of all records lie; 0 when there is
   * none.
   */
  public double percentileMicros(double percent) {
    long wanted = Math.max(1, (long) Math.ceil(total * percent / 100));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return upperBound(i) / 1000.0;
      }
    }
    return 0;
  }

  /** Takes how many durations were at most so many microseconds. */
  @FunctionalInterface
  public interface Cumulative {
    void count(long micros, long durations);
  }

  /**
   * Tells how many durations lay below each power of two of nanoseconds, from 2^10 on, where the
   * number grows.
   *
   * @return how often it has told
   */
  public int eachPower(Cumulative out) {
    int told = 0;
    long seen = 0;
    long before = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      int power = i / SUB + SUB_BITS - 1;
      boolean last = i % SUB == SUB - 1;
      if (last && power + 1 >= LEAST_POWER && seen > before) {
        out.count(edgeMicros(power + 1), seen);
        told++;
        before = seen;
      }
    }
    return told;
  }

  /**
   * The microseconds that Redis gives for a power of two of nanoseconds, which are those of the
   * last duration that it counts with it: 2^-7 more.
   */
  private static long edgeMicros(int power) {
    return ((1L << power) + (1L << (power - 7)) - 1) / 1000;
  }

  void reset() {
    counts = new int[0];
    total = 0;
  }

  private static int bucket(long nanos) {
    long n = Math.max(0, Math.min(nanos, (1L << MOST_BITS) - 1));
    if (n < SUB) {
      return (int) n;
    }
    int power = 63 - Long.numberOfLeadingZeros(n);
    int shift = power - SUB_BITS;
    return (shift + 1) * SUB + (int) ((n >>> shift) & (SUB - 1));
  }

  private static long upperBound(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return ((long) (SUB + bucket % SUB + 1) << shift) - 1;
  }
}
