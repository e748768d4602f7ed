package dev.heddle.store;

/** What is wanted of the pairs of a {@link HashValue}. */
public enum HashPart {
  FIELD,
  VALUE,
  /** The field, followed by its value. */
  BOTH;

  /** Whether fields are wanted. */
  boolean field() {
    return this != VALUE;
  }

  /** Whether values are wanted. */
  boolean value() {
    return this != FIELD;
  }

  /** Elements for each pair. */
  public int width() {
    return this == BOTH ? 2 : 1;
  }
}
