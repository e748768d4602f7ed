package dev.heddle.resp;

import java.nio.charset.StandardCharsets;

/**
 * Writes replies one behind the other into a growing buffer, in RESP2 or RESP3.
 *
 * <p>What RESP2 does not know is written as Redis writes it there: a map as an array of keys and
 * values, a set and a push as an array, a double, a big number and a verbatim text as a bulk
 * string, a boolean as 1 or 0.
 *
 * <p>An aggregate whose length is known only afterwards is started with {@link #open} and ended
 * with one of the {@code close} methods.
 */
public final class ReplyWriter {
  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] NIL_2 = ascii("$-1\r\n");
  private static final byte[] NIL_ARRAY_2 = ascii("*-1\r\n");
  private static final byte[] NIL_3 = ascii("_\r\n");
  private static final byte[] TRUE_3 = ascii("#t\r\n");
  private static final byte[] FALSE_3 = ascii("#f\r\n");

  private final WireBuffer out = new WireBuffer();
  private final byte[] numberText = new byte[Doubles.MAX_LENGTH];
  private boolean resp3;

  /** A writer of RESP2 that has written nothing. */
  public ReplyWriter() {}

  /** The protocol version, 2 or 3. */
  public int protocol() {
    return resp3 ? 3 : 2;
  }

  /** Chooses the protocol version, 2 or 3, of what is written from now on. */
  public void protocol(int version) {
    if (version != 2 && version != 3) {
      throw new IllegalArgumentException("no such protocol version: " + version);
    }
    resp3 = version == 3;
  }

  /** {@code +OK}. */
  public void ok() {
    raw(OK);
  }

  /** A simple string, one byte a character; line ends become blanks. */
  public void simple(String text) {
    out.line('+', text);
  }

  /** An error line without its dash, one byte a character; line ends become blanks. */
  public void error(String lineWithoutDash) {
    out.line('-', lineWithoutDash);
  }

  /** An integer. */
  public void integer(long value) {
    out.header(':', value);
  }

  /** A bulk string. */
  public void bulk(byte[] bytes) {
    out.bulk(bytes, 0, bytes.length);
  }

  /** A bulk string. */
  public void bulk(byte[] bytes, int offset, int length) {
    out.bulk(bytes, offset, length);
  }

  /** A bulk string in UTF-8. */
  public void bulk(String text) {
    bulk(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The absence of a value. */
  public void nil() {
    raw(resp3 ? NIL_3 : NIL_2);
  }

  /** The absence of an array. */
  public void nilArray() {
    raw(resp3 ? NIL_3 : NIL_ARRAY_2);
  }

  /** An array; so many replies must follow. */
  public void array(int n) {
    out.header('*', n);
  }

  /** A map; so many pairs of replies must follow. */
  public void map(int pairs) {
    out.header(resp3 ? '%' : '*', resp3 ? pairs : 2L * pairs);
  }

  /** A set; so many replies must follow. */
  public void set(int n) {
    out.header(resp3 ? '~' : '*', n);
  }

  /** A message that answers no request; so many replies must follow. */
  public void push(int n) {
    out.header(resp3 ? '>' : '*', n);
  }

  /** What is said about the next reply; so many pairs of replies must follow. RESP3 only. */
  public void attribute(int pairs) {
    out.header('|', pairs);
  }

  /** A double, in the shortest form that reads back as the same. */
  public void number(double value) {
    int length = Doubles.write(numberText, value);
    if (resp3) {
      typed(',', numberText, length);
    } else {
      bulk(numberText, 0, length);
    }
  }

  /** The text of a double, as {@link #number} writes it. */
  public static byte[] text(double value) {
    return ascii(Doubles.print(value));
  }

  /** A boolean. */
  public void bool(boolean value) {
    if (resp3) {
      raw(value ? TRUE_3 : FALSE_3);
    } else {
      integer(value ? 1 : 0);
    }
  }

  /** An integer of any size, given in decimal. */
  public void bigNumber(String decimal) {
    byte[] text = ascii(decimal);
    if (resp3) {
      typed('(', text, text.length);
    } else {
      bulk(text);
    }
  }

  /** A text for people, with its format in three characters, such as {@code txt}. */
  public void verbatim(String format3, byte[] text) {
    if (!resp3) {
      bulk(text);
      return;
    }
    if (format3.length() != 3) {
      throw new IllegalArgumentException("not three characters: " + format3);
    }
    out.header('=', text.length + 4L);
    raw(ascii(format3));
    raw(new byte[] {':'});
    raw(text);
    raw(new byte[] {'\r', '\n'});
  }

  /** Bytes that are in the protocol already. */
  public void raw(byte[] bytes, int offset, int length) {
    out.raw(bytes, offset, length);
  }

  /** Bytes written. */
  public int size() {
    return out.size;
  }

  /** Forgets what was written behind that many bytes. */
  public void truncate(int size) {
    if (size < 0 || size > out.size) {
      throw new IndexOutOfBoundsException(size + " of " + out.size + " bytes");
    }
    out.size = size;
  }

  /** The array that is written to; the first {@link #size} bytes count, until the next write. */
  public byte[] buffer() {
    return out.bytes;
  }

  /** Forgets what was written, and gives back an array over 16 KB. */
  public void reset() {
    out.reset();
  }

  /** Starts an aggregate whose length is not known yet; the mark is for closing it. */
  public int open() {
    return out.size;
  }

  /** Ends an aggregate as an array of the {@code n} replies written since its mark. */
  public void closeArray(int mark, int n) {
    out.insertHeader(mark, '*', n);
  }

  /** Ends an aggregate as a map of the pairs of replies written since its mark. */
  public void closeMap(int mark, int pairs) {
    out.insertHeader(mark, resp3 ? '%' : '*', resp3 ? pairs : 2L * pairs);
  }

  /** Ends an aggregate as a set of the {@code n} replies written since its mark. */
  public void closeSet(int mark, int n) {
    out.insertHeader(mark, resp3 ? '~' : '*', n);
  }

  private void typed(char type, byte[] text, int length) {
    byte[] b = out.room(length + 3L);
    int p = out.size;
    b[p++] = (byte) type;
    System.arraycopy(text, 0, b, p, length);
    p += length;
    b[p] = '\r';
    b[p + 1] = '\n';
    out.size = p + 2;
  }

  private void raw(byte[] bytes) {
    out.raw(bytes, 0, bytes.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
