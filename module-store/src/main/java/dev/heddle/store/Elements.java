package dev.heddle.store;

/**
 * Takes the elements of a collection, one after the other: as text, or as a number where they are
 * kept as one and their text is that number's.
 */
public interface Elements {
  /** A text; the array is only to be read, and only now. */
  void text(byte[] a, int off, int len);

  /** A text that is the decimal form of this number. */
  void number(long value);
}
