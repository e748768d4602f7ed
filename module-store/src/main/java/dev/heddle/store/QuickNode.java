package dev.heddle.store;

import java.util.function.LongPredicate;

/** A node of a {@link QuickList}: a run of its elements. */
abstract sealed class QuickNode
    permits PackedNode, DenseNode, UniformNode, PlainNode, CompressedNode {
  /** A node is not compressed when it has fewer bytes. */
  static final int LEAST_COMPRESSED = 41;

  /** A node is not compressed when that saves less. */
  static final int LEAST_SAVED = 9;

  QuickNode() {}

  /** The number of elements. */
  abstract int count();

  /** Bytes that the node has as a listpack, or some less. */
  abstract int leastBytes();

  /** Bytes of the array, in steps of eight. */
  abstract int arrayBytes();

  /** The node as one that can be changed, or the plain one. */
  abstract QuickNode expanded();

  /** Hands over up to {@code n} elements from the one at {@code index} on. */
  abstract void give(int index, int n, Elements out);

  /**
   * Tells the indexes of the elements with this text among the {@code most} first ones from an end,
   * in the order from there, until {@code found} is false; whether it never was.
   *
   * @param base the index of the first element
   */
  abstract boolean search(ListEnd from, Needle needle, int most, long base, LongPredicate found);

  final boolean contains(Needle needle) {
    return !search(ListEnd.LEFT, needle, count(), 0, index -> false);
  }

  /** A node equal to this that no change of this reaches. */
  abstract QuickNode copy();

  static int rounded(int length) {
    return (length + 7) & -8;
  }
}
