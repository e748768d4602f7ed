package dev.heddle.resp;

import java.util.Arrays;

/** A growing array with the few shapes of which everything in RESP is made. */
final class WireBuffer {
  static final int SMALL = 1 << 10;
  static final int NORMAL = 16 << 10;
  private static final int MAX = Integer.MAX_VALUE - 8;
  private static final int MAX_HEADER = 1 + Decimal.MAX_LENGTH + 2;

  byte[] bytes = new byte[SMALL];
  int size;

  /** A type byte, a number, the end of the line. */
  void header(int type, long number) {
    byte[] b = room(MAX_HEADER);
    int p = size;
    b[p] = (byte) type;
    if (number >= 0 && number < 10) {
      b[p + 1] = (byte) ('0' + number);
      p += 2;
    } else {
      p = Decimal.write(b, p + 1, number);
    }
    b[p] = '\r';
    b[p + 1] = '\n';
    size = p + 2;
  }

  /** A length, that many bytes, the end of the line. */
  void bulk(byte[] from, int offset, int length) {
    header('$', length);
    byte[] b = room(length + 2L);
    System.arraycopy(from, offset, b, size, length);
    int p = size + length;
    b[p] = '\r';
    b[p + 1] = '\n';
    size = p + 2;
  }

  /** A type byte, a text of one byte a character in which line ends become blanks, the line end. */
  void line(int type, String text) {
    int length = text.length();
    byte[] b = room(length + 3L);
    int p = size;
    b[p++] = (byte) type;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      b[p++] = (byte) (c == '\r' || c == '\n' ? ' ' : c > 0xff ? '?' : c);
    }
    b[p] = '\r';
    b[p + 1] = '\n';
    size = p + 2;
  }

  /** Bytes as they are. */
  void raw(byte[] from, int offset, int length) {
    System.arraycopy(from, offset, room(length), size, length);
    size += length;
  }

  /** Puts a header in front of what was written since a mark. */
  void insertHeader(int mark, int type, long number) {
    int end = size;
    header(type, number); // behind the rest, to learn how long it is
    int length = size - end;
    byte[] head = Arrays.copyOfRange(bytes, end, size);
    System.arraycopy(bytes, mark, bytes, mark + length, end - mark);
    System.arraycopy(head, 0, bytes, mark, length);
  }

  /** The array, with room for so many more bytes. */
  byte[] room(long more) {
    if (bytes.length - size < more) {
      grow(size + more);
    }
    return bytes;
  }

  /** Empties it, and gives back an array that was needed for something unusually large. */
  void reset() {
    size = 0;
    if (bytes.length > NORMAL) {
      bytes = new byte[SMALL];
    }
  }

  private void grow(long needed) {
    if (needed > MAX) {
      throw new OutOfMemoryError("a message over 2 GB");
    }
    long doubled = Math.max(NORMAL, 2L * bytes.length);
    bytes = Arrays.copyOf(bytes, (int) Math.min(MAX, Math.max(needed, doubled)));
  }
}
