package dev.heddle.store;

/**
 * How a score is to be set.
 *
 * @param ifAbsent only for a new member
 * @param ifPresent only for a member that is there
 * @param ifGreater a member that is there only gets a greater score
 * @param ifLess a member that is there only gets a lesser score
 * @param increment what is given is added to the score that is there
 */
public record ScoreRule(
    boolean ifAbsent, boolean ifPresent, boolean ifGreater, boolean ifLess, boolean increment) {
  /** Sets the score. */
  public static final ScoreRule SET = new ScoreRule(false, false, false, false, false);

  /** Adds to the score. */
  public static final ScoreRule ADD = new ScoreRule(false, false, false, false, true);

  /** The score that a member with the score {@code old} is to have. */
  double wanted(double old, double given) {
    return increment ? old + given : given;
  }

  /**
   * What becomes of a member with the score {@code old} that is to have the score {@code fresh}.
   */
  ScoreChange change(double old, double fresh) {
    if (ifAbsent) {
      return ScoreChange.REFUSED;
    }
    if (Double.isNaN(fresh)) {
      return ScoreChange.NOT_A_NUMBER;
    }
    if ((ifGreater && fresh <= old) || (ifLess && fresh >= old)) {
      return ScoreChange.REFUSED;
    }
    return fresh == old ? ScoreChange.UNCHANGED : ScoreChange.UPDATED;
  }
}
