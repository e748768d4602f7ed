package dev.heddle.store;

import java.util.Arrays;

/**
 * The sparse registers of a HyperLogLog: runs of equal ones, from the first to the last.
 *
 * <pre>
 * Run --> 00llllll            ZERO   l+1 registers are 0, up to 64
 *       | 01llllll llllllll   XZERO  l+1 registers are 0, up to 16384
 *       | 1rrrrrll            VAL    l+1 registers have the rank r+1, up to 4 and 32
 * </pre>
 *
 * <p>Example: {@code 46 6d 80 79 90} is 1646 empty registers, one of rank 1, 14737 empty ones.
 * Which runs a register is found in depends on the order in which registers were raised; it is the
 * same here as in Redis, so equal sequences of commands give equal bytes.
 */
final class HllSparse {
  /** What {@link #raise} did. */
  enum Outcome {
    UNCHANGED,
    RAISED,
    /** The rank or the length does not fit: nothing was changed. */
    NO_ROOM
  }

  private static final int XZERO = 0x40;
  private static final int VAL = 0x80;
  private static final int MOST_ZEROS = 64; // in a ZERO
  private static final int MOST_VALUES = 4; // in a VAL
  private static final int MOST_RANK = 32;
  private static final int LONGEST = 5; // XZERO VAL XZERO
  private static final int ROOM = 32; // bytes behind a copy, for more to come
  private static final int MERGED = 5; // runs that are looked at after a change

  private final byte[] fresh = new byte[LONGEST];
  private byte[] bytes;
  private int length;
  private boolean owned;

  /** Begins with a HyperLogLog of this length; the array is copied before a change if not owned. */
  HllSparse(byte[] bytes, int length, boolean owned) {
    this.bytes = bytes;
    this.length = length;
    this.owned = owned;
  }

  /** The array that begins with the HyperLogLog now; it may be longer. */
  byte[] bytes() {
    return bytes;
  }

  /** The length of the HyperLogLog now. */
  int length() {
    return length;
  }

  /** Writes the registers of an empty one behind a header. */
  static void clear(byte[] a) {
    putZeros(a, Hll.HEADER, Hll.REGISTERS);
  }

  // ---- reading

  private static boolean isVal(byte run) {
    return (run & VAL) != 0;
  }

  private static boolean isXZero(byte run) {
    return (run & (VAL | XZERO)) == XZERO;
  }

  private static int rank(byte run) {
    return isVal(run) ? (run >>> 2 & 0x1f) + 1 : 0;
  }

  private static int size(byte run) {
    return isXZero(run) ? 2 : 1;
  }

  /** How many registers a run is; the second byte of an XZERO that is cut off counts as 0. */
  private static int count(byte[] a, int length, int p) {
    if (isVal(a[p])) {
      return (a[p] & 0x3) + 1;
    }
    if (!isXZero(a[p])) {
      return (a[p] & 0x3f) + 1;
    }
    return ((a[p] & 0x3f) << 8 | (p + 1 < length ? a[p + 1] & 0xff : 0)) + 1;
  }

  /** Raises registers, one a byte, to what is higher here. */
  static void raise(byte[] a, int length, byte[] registers) {
    int register = 0;
    for (int p = Hll.HEADER; p < length; p += size(a[p])) {
      int n = count(a, length, p);
      if (register + n > Hll.REGISTERS) {
        throw new CorruptHllException();
      }
      int rank = rank(a[p]);
      for (int i = register; rank > 0 && i < register + n; i++) {
        registers[i] = (byte) Math.max(registers[i], rank);
      }
      register += n;
    }
    requireAll(register);
  }

  /** Counts how many registers have which rank. */
  static void count(byte[] a, int length, int[] ranks) {
    int register = 0;
    for (int p = Hll.HEADER; p < length; p += size(a[p])) {
      int n = count(a, length, p);
      ranks[rank(a[p])] += n;
      register += n;
      if (register > Hll.REGISTERS) {
        throw new CorruptHllException();
      }
    }
    requireAll(register);
  }

  private static void requireAll(int registers) {
    if (registers != Hll.REGISTERS) {
      throw new CorruptHllException();
    }
  }

  /** The runs as a text, such as {@code Z:4168 v:2,1 z:30}. */
  static String describe(byte[] a, int length) {
    var text = new StringBuilder();
    for (int p = Hll.HEADER; p < length; p += size(a[p])) {
      text.append(text.isEmpty() ? "" : " ");
      int n = count(a, length, p);
      if (isVal(a[p])) {
        text.append("v:").append(rank(a[p])).append(',').append(n);
      } else {
        text.append(isXZero(a[p]) ? "Z:" : "z:").append(n);
      }
    }
    return text.toString();
  }

  // ---- changing

  /** Gives a register this rank if it has a lower one and the result is not over the limit. */
  Outcome raise(int register, int rank, long limit) {
    if (rank > MOST_RANK) {
      return Outcome.NO_ROOM;
    }
    int previous = Hll.HEADER;
    int p = Hll.HEADER;
    int first = 0;
    int n = 0;
    while (p < length) {
      n = count(bytes, length, p);
      if (register < first + n) {
        break;
      }
      previous = p;
      p += size(bytes[p]);
      first += n;
    }
    if (p >= length) {
      throw new CorruptHllException();
    }
    if (rank(bytes[p]) >= rank) {
      return Outcome.UNCHANGED;
    }
    if (!replace(
        p, split(rank(bytes[p]), register - first, rank, first + n - 1 - register), limit)) {
      return Outcome.NO_ROOM;
    }
    merge(previous);
    return Outcome.RAISED;
  }

  /** Makes the runs: so many registers of the old rank, one of the new, so many of the old. */
  private int split(int old, int before, int rank, int after) {
    int at = putRun(0, old, before);
    fresh[at++] = val(rank, 1);
    return putRun(at, old, after);
  }

  private int putRun(int at, int rank, int n) {
    if (n == 0) {
      return at;
    }
    if (rank > 0) {
      fresh[at] = val(rank, n);
      return at + 1;
    }
    return putZeros(fresh, at, n);
  }

  private static int putZeros(byte[] a, int at, int n) {
    if (n <= MOST_ZEROS) {
      a[at] = (byte) (n - 1);
      return at + 1;
    }
    a[at] = (byte) (XZERO | (n - 1) >>> 8);
    a[at + 1] = (byte) (n - 1);
    return at + 2;
  }

  private static byte val(int rank, int n) {
    return (byte) (VAL | (rank - 1) << 2 | n - 1);
  }

  /**
   * Puts the new runs in place of the one at p; false if that would be too long. Of an XZERO that
   * is cut off the new runs lose as much.
   */
  private boolean replace(int p, int size, long limit) {
    int old = size(bytes[p]);
    int longer = length + size - old;
    if (size > old && longer > limit) {
      return false;
    }
    if (!owned || longer >= bytes.length) {
      bytes = Arrays.copyOf(bytes, longer + ROOM);
      owned = true;
    }
    System.arraycopy(bytes, p + old, bytes, p + size, Math.max(0, length - p - old));
    System.arraycopy(fresh, 0, bytes, p, size);
    length = longer;
    return true;
  }

  /** Joins neighbours of one rank, from the run at {@code from} on. */
  private void merge(int from) {
    int p = from;
    for (int i = 0; i < MERGED && p < length; i++) {
      boolean pair = p + 1 < length && isVal(bytes[p]) && isVal(bytes[p + 1]);
      int n = pair ? count(bytes, length, p) + count(bytes, length, p + 1) : 0;
      if (pair && rank(bytes[p]) == rank(bytes[p + 1]) && n <= MOST_VALUES) {
        bytes[p + 1] = val(rank(bytes[p]), n);
        System.arraycopy(bytes, p + 1, bytes, p, length - p - 1);
        length--;
      } else {
        p += size(bytes[p]);
      }
    }
  }
}
