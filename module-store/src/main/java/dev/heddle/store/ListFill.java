package dev.heddle.store;

/**
 * How much goes into one node of a list, from the setting {@code list-max-listpack-size}: so many
 * elements, as long as they are no more than 8 KB; or, from -1 to -5, 4, 8, 16, 32, 64 KB. Bytes
 * are those of the node as a listpack.
 */
final class ListFill {
  private static final int SMALLEST_SIZE = 4096;
  private static final int MOST_BYTES = 8192;
  private static final int LOWEST = -5;

  private ListFill() {}

  /** Whether a node would hold too much. */
  static boolean exceeds(int fill, long bytes, long elements) {
    return bytes > maxBytes(fill) || elements > maxElements(fill);
  }

  /**
   * Whether a node holds no more than half of what it may; what is counted has no limit in size.
   */
  static boolean isHalfEmpty(int fill, long bytes, long elements) {
    return fill < 0 ? bytes <= maxBytes(fill) / 2 : elements <= maxElements(fill) / 2;
  }

  /** Whether a text is larger than a node may become. */
  static boolean isLarge(int fill, int length) {
    return length > maxBytes(fill);
  }

  private static int maxBytes(int fill) {
    return fill < 0 ? SMALLEST_SIZE << (-1 - Math.max(fill, LOWEST)) : MOST_BYTES;
  }

  private static long maxElements(int fill) {
    return fill < 0 ? Long.MAX_VALUE : Math.max(fill, 1);
  }
}
