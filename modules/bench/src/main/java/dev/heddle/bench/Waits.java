package dev.heddle.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How long each request waited for its reply, in the order of the replies; not thread safe. */
final class Waits {
  /** Figures of some requests, in milliseconds; NaN when there were none. */
  record Summary(long requests, double p50, double p99, double p999, double max) {
    /** Of waits in nanoseconds, in any order. */
    static Summary of(long[] nanos) {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return new Summary(
          sorted.length, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1));
    }

    /** The least wait that so large a share of all does not exceed. */
    private static double at(long[] sorted, double share) {
      int rank = (int) Math.ceil(share * sorted.length);
      return rank == 0 ? Double.NaN : sorted[rank - 1] / 1e6;
    }
  }

  private long[] due = new long[1 << 16];
  private long[] waited = new long[1 << 16];
  private int size;

  /** A request that was due at a time of {@link System#nanoTime} was answered so much later. */
  void add(long dueNanos, long waitedNanos) {
    if (size == due.length) {
      due = Arrays.copyOf(due, 2 * size);
      waited = Arrays.copyOf(waited, 2 * size);
    }
    due[size] = dueNanos;
    waited[size++] = waitedNanos;
  }

  /** Those that were due from a time on and before another. */
  Summary between(long from, long to) {
    return Summary.of(
        IntStream.range(0, size)
            .filter(i -> due[i] - from >= 0 && due[i] - to < 0)
            .mapToLong(i -> waited[i])
            .toArray());
  }
}
