package dev.heddle.bench;

import java.util.Arrays;

/**
 * How one server does beside another.
 *
 * @param middle the ratio of the two figures that are reported
 * @param least of the rounds, each compared with the other server's in the same round
 * @param most of the rounds
 */
record Ratio(double middle, double least, double most) {

  /** From the reported figures and those of each round. */
  static Ratio of(double middle, double[] ours, double[] theirs) {
    double[] rounds = new double[Math.min(ours.length, theirs.length)];
    Arrays.setAll(rounds, i -> ours[i] / theirs[i]);
    return new Ratio(
        middle,
        Arrays.stream(rounds).min().orElse(Double.NaN),
        Arrays.stream(rounds).max().orElse(Double.NaN));
  }

  /** Middle and range. */
  String text() {
    return "%s (%s-%s)"
        .formatted(Figures.hundredths(middle), Figures.hundredths(least), Figures.hundredths(most));
  }
}
