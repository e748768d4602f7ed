package dev.heddle.store;

/**
 * Takes members of a sorted set, one after the other, with their scores. As with {@link Elements},
 * a member is a text, or a number where it is kept as one.
 */
public interface Scored {
  /** A member; the array is only to be read, and only now. */
  void text(byte[] a, int off, int len, double score);

  /** A member that is the decimal form of this number. */
  void number(long member, double score);
}
