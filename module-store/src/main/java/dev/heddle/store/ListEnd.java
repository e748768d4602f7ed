package dev.heddle.store;

/** An end of a list. */
public enum ListEnd {
  /** Where index 0 is. */
  LEFT,
  /** Where index -1 is. */
  RIGHT
}
