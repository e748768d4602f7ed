package dev.heddle.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long requests waited for their replies: a histogram, whose size does not depend on how many
 * there are; not thread safe.
 *
 * <p>Waits up to 255 ns have a bucket each; above, each power of two is cut into 128 buckets, so a
 * figure is too high by less than a hundredth. The longest wait is exact.
 */
final class Waits {
  /** Figures of some requests, in milliseconds; NaN when there were none. */
  record Summary(long requests, double p50, double p99, double p999, double p9999, double max) {
    Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("requests", requests);
      json.put("p50_ms", p50);
      json.put("p99_ms", p99);
      json.put("p99.9_ms", p999);
      json.put("p99.99_ms", p9999);
      json.put("max_ms", max);
      return json;
    }
  }

  private static final int FINE_BITS = 7;
  private static final int BUCKETS = (Long.SIZE - FINE_BITS) << FINE_BITS;

  private final long[] counts = new long[BUCKETS];
  private long requests;
  private long longest;

  /** A request was answered after so long. */
  void add(long nanos) {
    counts[bucket(nanos)]++;
    requests++;
    longest = Math.max(longest, nanos);
  }

  /** All that others have counted. */
  void add(Waits others) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += others.counts[i];
    }
    requests += others.requests;
    longest = Math.max(longest, others.longest);
  }

  /** How many were counted. */
  long requests() {
    return requests;
  }

  /** The figures of all that were counted. */
  Summary summary() {
    return new Summary(requests, at(0.5), at(0.99), at(0.999), at(0.9999), at(1));
  }

  /** The least wait, in milliseconds, that so large a share of all does not exceed. */
  private double at(double share) {
    long rank = (long) Math.ceil(share * (double) requests);
    long passed = 0;
    for (int i = 0; i < BUCKETS && rank > 0; i++) {
      passed += counts[i];
      if (passed >= rank) {
        return (double) Math.min(longest, highest(i)) / 1e6;
      }
    }
    return Double.NaN;
  }

  /** The bucket of a wait; one below zero, which no clock should give, counts as none. */
  static int bucket(long nanos) {
    long wait = Math.max(0, nanos);
    int shift = Math.max(0, Long.SIZE - 1 - FINE_BITS - Long.numberOfLeadingZeros(wait));
    return (shift << FINE_BITS) + (int) (wait >>> shift);
  }

  /** The longest wait that belongs to a bucket. */
  static long highest(int bucket) {
    int shift = Math.max(0, (bucket >> FINE_BITS) - 1);
    return ((bucket - (shift << FINE_BITS) + 1L) << shift) - 1;
  }
}
