package dev.heddle.persist;

import dev.heddle.store.Lzf;
import dev.heddle.store.StringValue;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Lengths, numbers and strings as they stand in RDB files; the source of every value's codec.
 *
 * <pre>
 * Length  --> 00 llllll                        6 bits
 *           | 01 llllll llllllll               14 bits, big endian
 *           | 10 000000 UInt32BE | 10 000001 UInt64BE
 *           | 11 kkkkkk                        no length: a special encoding k follows
 * String  --> Length byte{length}
 *           | 11 000000 Int8 | 11 000001 Int16LE | 11 000010 Int32LE     the text of a number
 *           | 11 000011 Length Length byte{first}    LZF; the second is the length it becomes
 * </pre>
 *
 * <p>Nothing is allocated that the file could not hold.
 */
final class RdbInput {
  static final int SPECIAL = 0b1100_0000;
  static final int LENGTH_32 = 0x80;
  static final int LENGTH_64 = 0x81;

  private final FileInput in;

  RdbInput(FileInput in) {
    this.in = in;
  }

  int next() throws IOException {
    return in.next();
  }

  /** A length or count, never negative. */
  long length() throws IOException {
    long n = unsigned();
    if (n < 0) {
      throw bad("length " + Long.toUnsignedString(n) + " is too large");
    }
    return n;
  }

  /** The number of elements that follow, each of which takes at least so many bytes. */
  long count(int leastBytes) throws IOException {
    long n = length();
    if (n > in.remaining() / leastBytes) {
      throw new EOFException();
    }
    return n;
  }

  /** Any 64 bits written as a length. */
  long unsigned() throws IOException {
    int b = in.next();
    if (b >= SPECIAL) {
      throw bad("a special encoding where a length should be");
    }
    return length(b);
  }

  long int64() throws IOException {
    return littleEndian(8);
  }

  int int32() throws IOException {
    return (int) littleEndian(4);
  }

  double float64() throws IOException {
    return Double.longBitsToDouble(int64());
  }

  /** A string's bytes. */
  byte[] string() throws IOException {
    int b = in.next();
    if (b < SPECIAL) {
      return plain(length(b));
    }
    return b == (SPECIAL | RdbFormat.LZF)
        ? compressed()
        : Long.toString(number(b)).getBytes(StandardCharsets.US_ASCII);
  }

  StringValue stringValue() throws IOException {
    int b = in.next();
    if (b < SPECIAL) {
      return StringValue.of(plain(length(b)));
    }
    return b == (SPECIAL | RdbFormat.LZF)
        ? StringValue.of(compressed())
        : StringValue.of(number(b));
  }

  /** So many bytes. */
  byte[] bytes(int n) throws IOException {
    return in.bytes(n);
  }

  RdbFormatException bad(String reason) {
    return new RdbFormatException(reason, in.name(), in.offset());
  }

  private long length(int first) throws IOException {
    return switch (first >> 6) {
      case 0 -> first & 63;
      case 1 -> (first & 63) << 8 | in.next();
      default ->
          switch (first) {
            case LENGTH_32 -> Integer.toUnsignedLong(Integer.reverseBytes(int32()));
            case LENGTH_64 -> Long.reverseBytes(int64());
            default -> throw bad("unknown length encoding " + first);
          };
    };
  }

  private long number(int first) throws IOException {
    return switch (first ^ SPECIAL) {
      case RdbFormat.INT8 -> (byte) in.next();
      case RdbFormat.INT16 -> (short) littleEndian(2);
      case RdbFormat.INT32 -> int32();
      default -> throw bad("unknown string encoding " + (first ^ SPECIAL));
    };
  }

  private byte[] plain(long n) throws IOException {
    checkLength(n);
    return in.bytes(n);
  }

  private byte[] compressed() throws IOException {
    long from = length();
    long to = length();
    checkLength(to);
    if (from > in.remaining()) {
      throw new EOFException();
    }
    if (to > from * Lzf.MAX_RATIO) {
      throw bad("compressed string of " + from + " bytes cannot become " + to);
    }
    byte[] source = in.bytes(from);
    var target = new byte[(int) to];
    if (!Lzf.decompress(source, target)) {
      throw bad("invalid LZF compressed string");
    }
    return target;
  }

  private void checkLength(long n) throws IOException {
    if (n < 0 || n > StringValue.MAX_LENGTH) {
      throw bad(
          "string of "
              + Long.toUnsignedString(n)
              + " bytes is longer than "
              + StringValue.MAX_LENGTH);
    }
  }

  private long littleEndian(int bytes) throws IOException {
    long n = 0;
    for (int shift = 0; shift < 8 * bytes; shift += 8) {
      n |= (long) in.next() << shift;
    }
    return n;
  }
}
