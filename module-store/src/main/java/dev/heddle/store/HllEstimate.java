package dev.heddle.store;

/**
 * How many different elements a HyperLogLog has seen, from how many registers have which rank.
 *
 * <p>The improved raw estimator of O. Ertl, "New cardinality estimation algorithms for HyperLogLog
 * sketches", arXiv:1702.01284, algorithm 6.
 */
final class HllEstimate {
  private static final double ALPHA = 0.5 / Math.log(2);

  private HllEstimate() {}

  /** {@code ranks[k]} is the number of registers with the rank k. */
  static long of(int[] ranks) {
    double m = Hll.REGISTERS;
    double z = m * tau((m - ranks[Hll.RANK_BITS + 1]) / m);
    for (int k = Hll.RANK_BITS; k >= 1; k--) {
      z += ranks[k];
      z *= 0.5;
    }
    z += m * sigma(ranks[0] / m);
    return Math.round(ALPHA * m * m / z);
  }

  /** Corrects for registers that are still empty. */
  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (before != z);
    return z;
  }

  /** Corrects for registers that are full. */
  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (before != z);
    return z / 3;
  }
}
