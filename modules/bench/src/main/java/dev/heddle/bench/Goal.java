package dev.heddle.bench;

/**
 * What Heddle aims at, as multiples of the rival's figures.
 *
 * @param throughput at least
 * @param cpu per request, at most
 */
record Goal(double throughput, double cpu) {
  private static final int USUAL_CLIENTS = 50;
  private static final double ANY_CLIENTS = 0.9;

  private static final Goal SINGLE = new Goal(1.0, 1.15);
  private static final Goal PIPELINED = new Goal(1.3, 1.0);

  /** How a report says it. */
  static String verdict(boolean met) {
    return met ? "met" : "MISSED";
  }

  /** The goal under a load; between the pipelines nothing was set but the lower one. */
  static Goal at(Load load) {
    var goal = load.pipeline() >= 16 ? PIPELINED : SINGLE;
    return load.clients() == USUAL_CLIENTS ? goal : new Goal(ANY_CLIENTS, goal.cpu());
  }
}
