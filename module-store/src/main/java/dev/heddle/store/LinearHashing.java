package dev.heddle.store;

/**
 * The arithmetic of linear hashing, by which a table grows and shrinks by one bucket at a time, so
 * that no operation ever waits for a rehash, however large the table is.
 *
 * <p>W. Litwin: Linear hashing: a new tool for file and table addressing, 1980. With {@code n}
 * buckets and {@code low} the largest power of two not above {@code n}, a key whose hash is {@code
 * h} is in bucket {@code h mod 2*low} if there is such a bucket, else in {@code h mod low}:
 *
 * <pre>
 *   bucket    0 .. n-low-1      n-low .. low-1      low .. n-1
 *             split already     not yet split       split off 0 .. n-low-1
 *   depth     log2(low) + 1     log2(low)           log2(low) + 1     bits of the hash
 * </pre>
 *
 * <p>A table gets a bucket, split off bucket {@code n-low}, by an insertion that leaves more
 * elements than it wants buckets for, and loses up to four by a removal that leaves fewer than one
 * element for four buckets.
 *
 * <p>A scan's cursor is a position among the 32 low bits of all hashes, <em>read backwards</em>. In
 * that order a bucket of depth {@code d} holds exactly one aligned interval of length {@code
 * 2^(32-d)}; splitting a bucket cuts its interval in two halves and merging joins them again. What
 * is before the cursor was delivered and what is behind it was not, whatever the table did in the
 * meantime: an element that stays in the table is delivered exactly once.
 */
final class LinearHashing {
  static final int FEWEST = 4;
  static final int MOST = 1 << 30;

  /** Merges after one removal, at most. */
  static final int MERGES = 4;

  private static final int POSITION_BITS = 32;
  private static final long POSITIONS = 1L << POSITION_BITS;

  private LinearHashing() {}

  /** The bucket, of so many, of a key with this hash. */
  static int bucket(long h, int count) {
    int low = Integer.highestOneBit(count);
    int bucket = (int) h & (2 * low - 1);
    return bucket < count ? bucket : bucket - low;
  }

  /** Whether so many elements are too few for so many buckets. */
  static boolean sparse(long elements, int count) {
    return count > FEWEST && elements * 4 < count;
  }

  /** Where a scan meets a key with this hash: it was delivered when the cursor is behind. */
  static long position(long h) {
    return Integer.toUnsignedLong(Integer.reverse((int) h));
  }

  /** The position of a cursor, which may be any number. */
  static long ofCursor(long cursor) {
    return cursor & (POSITIONS - 1);
  }

  /** The bucket, of so many, in which a position is. */
  static int bucketAt(long position, int count) {
    return bucket(Integer.reverse((int) position), count);
  }

  /** The first position of the bucket in which a position is. */
  static long start(long position, int count) {
    return position & -width(position, count);
  }

  /** The first position behind that bucket; 0 behind the last. */
  static long next(long position, int count) {
    return (start(position, count) + width(position, count)) & (POSITIONS - 1);
  }

  private static long width(long position, int count) {
    return POSITIONS >>> depth(bucketAt(position, count), count);
  }

  private static int depth(int bucket, int count) {
    int low = Integer.highestOneBit(count);
    boolean split = bucket < count - low || bucket >= low;
    return Integer.numberOfTrailingZeros(low) + (split ? 1 : 0);
  }
}
