package dev.heddle.store;

import java.util.Arrays;

/**
 * One entry of a listpack: a text, or an integer where the text is the decimal form of one.
 *
 * <pre>
 * Entry    --> Content Back
 * Content  --> 0vvvvvvv                          unsigned, 7 bits
 *            | 110vvvvv vvvvvvvv                 signed, 13 bits, high byte first
 *            | F1 v{2} | F2 v{3} | F3 v{4} | F4 v{8}    signed, little endian
 *            | 10llllll Byte{l}                  text of up to 63 bytes
 *            | 1110llll llllllll Byte{l}         text of up to 4095 bytes, high byte first
 *            | F0 l{4} Byte{l}                   text, length little endian
 * Back     --> 0bbbbbbb (1bbbbbbb){0,4}          bytes of Content, high bits first
 *
 * "hi": 82 68 69 03      5: 05 01      -1: DF FF 02      1000: C3 E8 02      5000: F1 88 13 03
 * </pre>
 *
 * <p>{@code Back} is read from its end: it leads from an entry to the one before. A number takes
 * the shortest form that holds it. A {@code Back} one below a power of 128 above 128 is written as
 * if it were that power; this is how Redis writes it, and it finds the next entry by it.
 *
 * <p>Nearly all entries have one byte before a text of up to 63, or are such a byte. What finds its
 * way in a listpack treats those alone and leaves the others to a method of its own, so that the
 * compiler has little to put into each place that walks.
 */
final class ListPackEntry {
  /** Stands where an entry would begin; no entry begins with it. */
  static final byte END = (byte) 0xff;

  /** {@code Content} before a text is at most so long. */
  private static final int MAX_HEAD = 5;

  private static final int MAX_BACK = 5;

  private static final int TEXT_32 = 0xf0;
  private static final int INT_16 = 0xf1;
  private static final int INT_24 = 0xf2;
  private static final int INT_32 = 0xf3;
  private static final int INT_64 = 0xf4;

  private static final int MAX_TEXT_6 = (1 << 6) - 1;
  private static final int MAX_TEXT_12 = (1 << 12) - 1;

  private ListPackEntry() {}

  /** Whether the entry at {@code p} is kept as an integer. */
  static boolean isNumber(byte[] a, int p) {
    int head = a[p];
    return head >= 0 || (head & 0xe0) == 0xc0 || (head & 0xff) > TEXT_32;
  }

  /** The integer at {@code p}, where {@link #isNumber}. */
  static long number(byte[] a, int p) {
    return a[p] >= 0 ? a[p] : longNumber(a, p);
  }

  private static long longNumber(byte[] a, int p) {
    int head = a[p] & 0xff;
    if (head < 0xe0) {
      int signed = (head << 8 | (a[p + 1] & 0xff)) << 19 >> 19;
      return signed;
    }
    int bytes = numberBytes(head);
    long value = a[p + bytes];
    for (int i = bytes - 1; i > 0; i--) {
      value = value << 8 | (a[p + i] & 0xff);
    }
    return value;
  }

  /** Where the text of the entry at {@code p} begins. */
  static int offset(byte[] a, int p) {
    int head = a[p] & 0xff;
    return p + (head < 0xe0 ? 1 : head < TEXT_32 ? 2 : MAX_HEAD);
  }

  /** Bytes of the text of the entry at {@code p}, or of the decimal form of its number. */
  static int length(byte[] a, int p) {
    return isNumber(a, p) ? Decimal.length(number(a, p)) : textLength(a, p);
  }

  /** Bytes of the text at {@code p}, where not {@link #isNumber}. */
  static int textLength(byte[] a, int p) {
    return isSmallText(a[p]) ? a[p] & MAX_TEXT_6 : longTextLength(a, p);
  }

  private static int longTextLength(byte[] a, int p) {
    int head = a[p] & 0xff;
    return head < TEXT_32 ? (head & 0xf) << 8 | (a[p + 1] & 0xff) : int32(a, p + 1);
  }

  private static boolean isSmallText(byte head) {
    return (head & 0xc0) == 0x80;
  }

  /** A fresh array of the text at {@code p}. */
  static byte[] text(byte[] a, int p) {
    if (isNumber(a, p)) {
      return Decimal.text(number(a, p));
    }
    int from = offset(a, p);
    return Arrays.copyOfRange(a, from, from + textLength(a, p));
  }

  /** Hands the entry at {@code p} over. */
  static void give(byte[] a, int p, Elements out) {
    if (isNumber(a, p)) {
      out.number(number(a, p));
    } else {
      out.text(a, offset(a, p), textLength(a, p));
    }
  }

  /** Whether the text at {@code p} is the one given. */
  static boolean equals(byte[] a, int p, byte[] text, int off, int len) {
    boolean number = Decimal.isLong(text, off, len);
    long value = number ? Decimal.parseLong(text, off, len) : 0;
    return matches(a, p, text, off, len, number, value);
  }

  /** Whether the text at {@code p} is the one given, of which is known whether it is a number. */
  static boolean matches(
      byte[] a, int p, byte[] text, int off, int len, boolean number, long value) {
    if (isNumber(a, p)) {
      return number && number(a, p) == value;
    }
    int from = offset(a, p);
    return textLength(a, p) == len && Arrays.equals(a, from, from + len, text, off, off + len);
  }

  /** Where the entry that follows the one at {@code p} begins. */
  static int next(byte[] a, int p) {
    byte head = a[p];
    if (head >= 0) {
      return p + 2; // itself, and Back
    }
    return isSmallText(head) ? p + 2 + (head & MAX_TEXT_6) : longNext(a, p);
  }

  private static int longNext(byte[] a, int p) {
    int content = contentBytes(a, p);
    return p + content + backBytes(content);
  }

  /** Where the entry that ends before {@code end} begins. */
  static int prev(byte[] a, int end) {
    int at = end - 1;
    int content = a[at] & 0x7f;
    for (int shift = 7; a[at] < 0; shift += 7) {
      at--;
      content |= (a[at] & 0x7f) << shift;
    }
    return at - content;
  }

  /** Bytes that the entry of this text takes. */
  static int size(byte[] text, int off, int len) {
    int content =
        Decimal.isLong(text, off, len)
            ? numberContent(Decimal.parseLong(text, off, len))
            : textHead(len) + len;
    return content + backBytes(content);
  }

  /** Writes the entry of this text from {@code at} on and returns where it ends. */
  static int write(byte[] into, int at, byte[] text, int off, int len) {
    if (!Decimal.isLong(text, off, len)) {
      return writeText(into, at, text, off, len);
    }
    int end = writeNumber(into, at, Decimal.parseLong(text, off, len));
    return writeBack(into, end, end - at);
  }

  /** As {@link #write}, of what is kept as text. */
  static int writeText(byte[] into, int at, byte[] text, int off, int len) {
    int end = writeTextContent(into, at, text, off, len);
    return writeBack(into, end, end - at);
  }

  /** Writes the entry of this {@code Content} from {@code at} on and returns where it ends. */
  static int writeContent(byte[] into, int at, byte[] content, int off, int len) {
    System.arraycopy(content, off, into, at, len);
    return writeBack(into, at + len, len);
  }

  /**
   * Where the entry at {@code p} ends if it is whole and ends before or at {@code limit}, else -1.
   */
  static int validEnd(byte[] a, int p, int limit) {
    if (a[p] >= 0 || isSmallText(a[p])) {
      int end = next(a, p);
      return end <= limit && a[end - 1] == end - 1 - p ? end : -1;
    }
    return validLongEnd(a, p, limit);
  }

  private static int validLongEnd(byte[] a, int p, int limit) {
    int head = a[p] & 0xff;
    if (head > INT_64 || p + headBytes(head) > limit) {
      return -1;
    }
    long content =
        isNumber(a, p)
            ? contentBytes(a, p)
            : headBytes(head) + Integer.toUnsignedLong(textLength(a, p));
    if (content > limit - p) {
      return -1;
    }
    byte[] back = new byte[MAX_BACK];
    int bytes = writeBack(back, 0, (int) content);
    int end = p + (int) content + bytes;
    boolean whole = end <= limit && Arrays.equals(a, end - bytes, end, back, 0, bytes);
    return whole ? end : -1;
  }

  /** The one length of all these texts; -1 when they are not such, or longer than 63 bytes. */
  static int uniformWidth(byte[] a, int start, int end, int count) {
    byte head = a[start];
    int width = head & MAX_TEXT_6;
    int step = width + 2; // head and back are one byte each
    if ((head & 0xc0) != 0x80 || end - start != count * step) {
      return -1;
    }
    for (int p = start; p < end; p += step) {
      if (a[p] != head) {
        return -1;
      }
    }
    return width;
  }

  /** Bytes of the {@code Content} at {@code p}. */
  static int contentBytes(byte[] a, int p) {
    int head = a[p] & 0xff;
    if (head < 0x80) {
      return 1;
    }
    if (head < 0xc0) {
      return 1 + (head & MAX_TEXT_6);
    }
    if (head < 0xe0) {
      return 2;
    }
    return head > TEXT_32 ? 1 + numberBytes(head) : headBytes(head) + textLength(a, p);
  }

  private static int headBytes(int head) {
    return head < 0xc0 ? 1 : head < TEXT_32 ? 2 : head == TEXT_32 ? MAX_HEAD : 1;
  }

  private static int numberBytes(int head) {
    return switch (head) {
      case INT_16 -> 2;
      case INT_24 -> 3;
      case INT_32 -> 4;
      default -> 8;
    };
  }

  static int numberContent(long v) {
    if (v >= 0 && v < 1 << 7) {
      return 1;
    }
    return fits(v, 13) ? 2 : 1 + numberBytes(wideHead(v));
  }

  private static int wideHead(long v) {
    return fits(v, 16) ? INT_16 : fits(v, 24) ? INT_24 : fits(v, 32) ? INT_32 : INT_64;
  }

  private static boolean fits(long v, int bits) {
    return v << (64 - bits) >> (64 - bits) == v;
  }

  static int writeNumber(byte[] into, int at, long v) {
    if (v >= 0 && v < 1 << 7) {
      into[at] = (byte) v;
      return at + 1;
    }
    if (fits(v, 13)) {
      into[at] = (byte) (0xc0 | (v >> 8 & 0x1f));
      into[at + 1] = (byte) v;
      return at + 2;
    }
    int head = wideHead(v);
    into[at] = (byte) head;
    return writeLittle(into, at + 1, v, numberBytes(head));
  }

  private static int textHead(int len) {
    return len <= MAX_TEXT_6 ? 1 : len <= MAX_TEXT_12 ? 2 : MAX_HEAD;
  }

  private static int writeTextContent(byte[] into, int at, byte[] text, int off, int len) {
    int from = at + textHead(len);
    if (len <= MAX_TEXT_6) {
      into[at] = (byte) (0x80 | len);
    } else if (len <= MAX_TEXT_12) {
      into[at] = (byte) (0xe0 | len >> 8);
      into[at + 1] = (byte) len;
    } else {
      into[at] = (byte) TEXT_32;
      writeLittle(into, at + 1, len, 4);
    }
    System.arraycopy(text, off, into, from, len);
    return from + len;
  }

  private static int writeLittle(byte[] into, int at, long v, int bytes) {
    for (int i = 0; i < bytes; i++) {
      into[at + i] = (byte) (v >> (8 * i));
    }
    return at + bytes;
  }

  private static int int32(byte[] a, int p) {
    return (a[p] & 0xff) | (a[p + 1] & 0xff) << 8 | (a[p + 2] & 0xff) << 16 | a[p + 3] << 24;
  }

  /** Bytes of the {@code Back} behind so many bytes of {@code Content}. */
  static int backBytes(int content) {
    if (content < 1 << 7) {
      return 1;
    }
    int bytes = 2;
    for (int shift = 14; shift < 35 && content >= (1L << shift) - 1; shift += 7) {
      bytes++;
    }
    return bytes;
  }

  static int writeBack(byte[] into, int at, int content) {
    int bytes = backBytes(content);
    into[at] = (byte) (content >> (7 * (bytes - 1)));
    for (int i = 1; i < bytes; i++) {
      into[at + i] = (byte) (0x80 | content >> (7 * (bytes - 1 - i)));
    }
    return at + bytes;
  }
}
