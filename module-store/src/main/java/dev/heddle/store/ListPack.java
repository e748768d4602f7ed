package dev.heddle.store;

/**
 * A list of short texts in one array, in the format of Redis's listpack.
 *
 * <pre>
 * ListPack --> Total Count Entry* FF
 * Total    --> UInt32LE         bytes of all of it
 * Count    --> UInt16LE         entries; 65535: so many or more, they must be counted
 *
 * "a" "1024": 0D 00 00 00  02 00  81 61 02  C4 00 02  FF
 * </pre>
 *
 * <p>What an entry looks like says {@link ListPackEntry}. An entry is named by the position where
 * it begins; positions are good until the listpack changes. Arrays may be longer than {@code
 * Total}: what grows keeps some room. A method that changes a listpack returns the array that holds
 * it from then on, the same or another; a text that is put into it must not lie in that array.
 */
public final class ListPack {
  /** Bytes of a listpack that are no entries. */
  static final int OVERHEAD = 7;

  /** Where the first entry begins. */
  static final int HEADER = 6;

  private static final int UNKNOWN = 0xffff;

  /** A listpack does not become larger than this. */
  private static final int MAX_BYTES = 1 << 30;

  /** An array of up to so many bytes keeps what room it has. */
  private static final int ARRAY_HEADER = 12; // with compact object headers

  private static final int SMALL = 64;

  private ListPack() {}

  /** A listpack without entries. */
  public static byte[] empty() {
    return new byte[] {HEADER + 1, 0, 0, 0, 0, 0, ListPackEntry.END, 0};
  }

  /** Bytes that the listpack takes of its array. */
  public static int bytes(byte[] lp) {
    return (lp[0] & 0xff) | (lp[1] & 0xff) << 8 | (lp[2] & 0xff) << 16 | lp[3] << 24;
  }

  /** The number of entries; O(1) below 65535. */
  public static int count(byte[] lp) {
    int count = header(lp);
    if (count == UNKNOWN) {
      count = 0;
      for (int p = first(lp); p >= 0; p = next(lp, p)) {
        count++;
      }
    }
    return count;
  }

  /** Whether the listpack can take so many bytes of text more. */
  public static boolean hasRoom(byte[] lp, long more) {
    return bytes(lp) + more <= MAX_BYTES;
  }

  /** The first entry, or -1. */
  public static int first(byte[] lp) {
    return lp[HEADER] == ListPackEntry.END ? -1 : HEADER;
  }

  /** The last entry, or -1. */
  public static int last(byte[] lp) {
    return prev(lp, bytes(lp) - 1);
  }

  /** The entry that follows the one at {@code p}, or -1. */
  public static int next(byte[] lp, int p) {
    int next = ListPackEntry.next(lp, p);
    return lp[next] == ListPackEntry.END ? -1 : next;
  }

  /** The entry before the one at {@code p}, or -1. */
  public static int prev(byte[] lp, int p) {
    return p == HEADER ? -1 : ListPackEntry.prev(lp, p);
  }

  /** The entry of an index, which counts from the end when it is negative, or -1; O(n). */
  public static int seek(byte[] lp, int index) {
    int count = header(lp);
    if (count == UNKNOWN) {
      return index < 0 ? backward(lp, -1L - index) : forward(lp, index);
    }
    int fromHead = index < 0 ? index + count : index;
    if (fromHead < 0 || fromHead >= count) {
      return -1;
    }
    return fromHead <= count / 2 ? forward(lp, fromHead) : backward(lp, count - 1L - fromHead);
  }

  /** Whether the entry at {@code p} is kept as an integer. */
  public static boolean isNumber(byte[] lp, int p) {
    return ListPackEntry.isNumber(lp, p);
  }

  /** The integer at {@code p}, where {@link #isNumber}. */
  public static long number(byte[] lp, int p) {
    return ListPackEntry.number(lp, p);
  }

  /** Where in the array the text of the entry at {@code p} begins, where not {@link #isNumber}. */
  public static int offset(byte[] lp, int p) {
    return ListPackEntry.offset(lp, p);
  }

  /** Bytes of the text of the entry at {@code p}; of the decimal form, where it is a number. */
  public static int length(byte[] lp, int p) {
    return ListPackEntry.length(lp, p);
  }

  /** A fresh array of the text of the entry at {@code p}. */
  public static byte[] text(byte[] lp, int p) {
    return ListPackEntry.text(lp, p);
  }

  /** Hands the entry at {@code p} over. */
  public static void give(byte[] lp, int p, Elements out) {
    ListPackEntry.give(lp, p, out);
  }

  /** Whether the text of the entry at {@code p} is the one given. */
  public static boolean equals(byte[] lp, int p, byte[] a, int off, int len) {
    return ListPackEntry.equals(lp, p, a, off, len);
  }

  /**
   * The first entry from the one at {@code from} on whose text is the one given, or -1; after each
   * that is compared, {@code skip} are not.
   */
  public static int find(byte[] lp, int from, byte[] a, int off, int len, int skip) {
    boolean number = Decimal.isLong(a, off, len);
    long value = number ? Decimal.parseLong(a, off, len) : 0;
    int p = from;
    while (p >= 0 && lp[p] != ListPackEntry.END) {
      if (ListPackEntry.matches(lp, p, a, off, len, number, value)) {
        return p;
      }
      p = ListPackEntry.next(lp, p);
      for (int i = 0; i < skip && lp[p] != ListPackEntry.END; i++) {
        p = ListPackEntry.next(lp, p);
      }
    }
    return -1;
  }

  /** Adds a text at the end. */
  public static byte[] append(byte[] lp, byte[] a, int off, int len) {
    return insert(lp, bytes(lp) - 1, a, off, len);
  }

  /** Adds a text at the beginning. */
  public static byte[] prepend(byte[] lp, byte[] a, int off, int len) {
    return insert(lp, HEADER, a, off, len);
  }

  /** Adds a text before the entry at {@code p}; it is then at {@code p}. */
  public static byte[] insertBefore(byte[] lp, int p, byte[] a, int off, int len) {
    return insert(lp, p, a, off, len);
  }

  /** Adds a text after the entry at {@code p}, which stays there. */
  public static byte[] insertAfter(byte[] lp, int p, byte[] a, int off, int len) {
    return insert(lp, ListPackEntry.next(lp, p), a, off, len);
  }

  /** Puts a text into the place of the entry at {@code p}; it is then at {@code p}. */
  public static byte[] replace(byte[] lp, int p, byte[] a, int off, int len) {
    int old = ListPackEntry.next(lp, p) - p;
    byte[] result = resize(lp, p, old, ListPackEntry.size(a, off, len));
    ListPackEntry.write(result, p, a, off, len);
    return result;
  }

  /** Takes the entry at {@code p} out; then the one that followed is there, or the end. */
  public static byte[] remove(byte[] lp, int p) {
    return remove(lp, p, ListPackEntry.next(lp, p), 1);
  }

  /** Takes {@code count} entries out, or as many as there are, from that index on. */
  public static byte[] remove(byte[] lp, int index, int count) {
    int from = count <= 0 ? -1 : seek(lp, index);
    if (from < 0) {
      return lp;
    }
    int to = from;
    int removed = 0;
    while (removed < count && lp[to] != ListPackEntry.END) {
      to = ListPackEntry.next(lp, to);
      removed++;
    }
    return remove(lp, from, to, removed);
  }

  /** Whether the entry at {@code p} is none: all entries lie before. */
  public static boolean isEnd(byte[] lp, int p) {
    return lp[p] == ListPackEntry.END;
  }

  /** Whether the first {@code len} bytes are a listpack, down to each of its entries. */
  public static boolean isValid(byte[] a, int len) {
    if (len <= HEADER || len > a.length || bytes(a) != len || a[len - 1] != ListPackEntry.END) {
      return false;
    }
    int count = 0;
    int p = HEADER;
    while (p >= 0 && p < len - 1) {
      p = ListPackEntry.validEnd(a, p, len - 1);
      count++;
    }
    return p == len - 1 && (header(a) == UNKNOWN || header(a) == count);
  }

  /** The listpack of these {@code count} entries. */
  static byte[] of(byte[] entries, int from, int to, int count) {
    int length = to - from;
    byte[] lp = new byte[HEADER + length + 1];
    System.arraycopy(entries, from, lp, HEADER, length);
    lp[lp.length - 1] = ListPackEntry.END;
    header(lp, lp.length, Math.min(count, UNKNOWN));
    return lp;
  }

  private static int header(byte[] lp) {
    return (lp[4] & 0xff) | (lp[5] & 0xff) << 8;
  }

  static void header(byte[] lp, int bytes, int count) {
    lp[0] = (byte) bytes;
    lp[1] = (byte) (bytes >> 8);
    lp[2] = (byte) (bytes >> 16);
    lp[3] = (byte) (bytes >> 24);
    lp[4] = (byte) count;
    lp[5] = (byte) (count >> 8);
  }

  private static int forward(byte[] lp, int entries) {
    int p = first(lp);
    for (int left = entries; left > 0 && p >= 0; left--) {
      p = next(lp, p);
    }
    return p;
  }

  private static int backward(byte[] lp, long entries) {
    int p = last(lp);
    for (long left = entries; left > 0 && p >= 0; left--) {
      p = prev(lp, p);
    }
    return p;
  }

  private static byte[] insert(byte[] lp, int at, byte[] a, int off, int len) {
    byte[] result = resize(lp, at, 0, ListPackEntry.size(a, off, len));
    ListPackEntry.write(result, at, a, off, len);
    int count = header(result);
    header(result, bytes(result), count == UNKNOWN ? UNKNOWN : count + 1);
    return result;
  }

  private static byte[] remove(byte[] lp, int from, int to, int entries) {
    byte[] result = resize(lp, from, to - from, 0);
    int count = header(result);
    header(result, bytes(result), count == UNKNOWN ? UNKNOWN : count - entries);
    return result;
  }

  /** Makes {@code size} bytes of the {@code old} ones at {@code at}; what follows them moves. */
  private static byte[] resize(byte[] lp, int at, int old, int size) {
    int bytes = bytes(lp);
    int wanted = Math.addExact(bytes, size - old);
    byte[] result = lp;
    boolean wasteful = lp.length > SMALL && wanted <= lp.length / 2;
    if (wanted > lp.length || wasteful) {
      result = new byte[capacity(wanted)];
      System.arraycopy(lp, 0, result, 0, at);
    }
    System.arraycopy(lp, at + old, result, at + size, bytes - at - old);
    header(result, wanted, header(result));
    return result;
  }

  /**
   * A little room to grow: while it is small, what fills the array's last eight bytes on the heap.
   */
  private static int capacity(int bytes) {
    long onHeap = ARRAY_HEADER + (bytes + (bytes >> 4) + 7L) & -8;
    return (int) Math.min(onHeap - ARRAY_HEADER, Integer.MAX_VALUE - 8);
  }
}
