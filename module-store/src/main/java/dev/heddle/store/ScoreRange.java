package dev.heddle.store;

/** An interval of scores; either end belongs to it or not. */
public record ScoreRange(double min, boolean minExcluded, double max, boolean maxExcluded) {
  /** Whether a score lies before the interval. */
  public boolean isBelow(double score) {
    return score < min || (minExcluded && score == min);
  }

  /** Whether a score lies behind the interval. */
  public boolean isAbove(double score) {
    return score > max || (maxExcluded && score == max);
  }
}
