package dev.heddle.store;

/**
 * Neighbours in a sorted set, by rank: 0 is the lowest member. Whatever range a command names comes
 * down to one of these.
 *
 * @param from the rank of the first
 * @param to the rank behind the last, not below {@code from}
 */
public record Ranks(int from, int to) {
  /** No member. */
  public static final Ranks NONE = new Ranks(0, 0);

  public Ranks {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("ranks from " + from + " to " + to);
    }
  }

  /**
   * From {@code start} to {@code stop}, which belongs to it, among {@code size} members; negative
   * ones count from the end.
   */
  public static Ranks between(long start, long stop, int size) {
    long from = Math.max(start < 0 ? start + size : start, 0);
    long to = Math.min(stop < 0 ? stop + size : stop, size - 1L) + 1;
    return from < to ? new Ranks((int) from, (int) to) : NONE;
  }

  /** How many members. */
  public int size() {
    return to - from;
  }

  public boolean isEmpty() {
    return from == to;
  }

  /** The same ranks counted from the highest of {@code size} members. */
  public Ranks fromTop(int size) {
    return new Ranks(size - to, size - from);
  }

  /**
   * What is left without the first {@code offset} members, at most {@code count} of them; a
   * negative count means all, a negative offset leaves nothing.
   *
   * @param reverse whether the highest member is the first
   */
  public Ranks limit(long offset, long count, boolean reverse) {
    if (offset < 0 || offset >= size()) {
      return NONE;
    }
    int skipped = (int) offset;
    int left = size() - skipped;
    int n = count < 0 || count > left ? left : (int) count;
    return reverse
        ? new Ranks(to - skipped - n, to - skipped)
        : new Ranks(from + skipped, from + skipped + n);
  }
}
