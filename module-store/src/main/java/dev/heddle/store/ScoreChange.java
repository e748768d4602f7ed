package dev.heddle.store;

/** What came of setting the score of a member. */
public enum ScoreChange {
  /** The member is new. */
  ADDED,
  /** The member has another score. */
  UPDATED,
  /** The member had this score. */
  UNCHANGED,
  /** The rule did not allow it; nothing was changed. */
  REFUSED,
  /** The sum is not a number; nothing was changed. */
  NOT_A_NUMBER
}
