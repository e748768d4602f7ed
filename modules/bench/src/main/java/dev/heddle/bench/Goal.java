package dev.heddle.bench;

/**
 * What Heddle aims at, as multiples of the rival's figures.
 *
 * @param throughput at least
 * @param cpu per request, at most
 */
record Goal(double throughput, double cpu) {
  private static final Goal SINGLE = new Goal(0.95, 1.3);
  private static final Goal PIPELINED = new Goal(1.2, 1.0);

  /** The goal for so many requests sent at once; between, nothing was set but the lower one. */
  static Goal at(int pipeline) {
    return pipeline >= 16 ? PIPELINED : SINGLE;
  }
}
