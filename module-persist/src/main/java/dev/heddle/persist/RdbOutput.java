package dev.heddle.persist;

import dev.heddle.store.Lzf;
import dev.heddle.store.StringValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes lengths, numbers and strings as {@link RdbInput} reads them, with a checksum. */
final class RdbOutput {
  private static final int BUFFER = 1 << 16;
  private static final int MIN_COMPRESSED = 21;
  private static final int LONGEST_INT32 = 11;

  /** A compressed string must save this much. */
  private static final int GAIN = 4;

  private final DiskFile file;
  private final RdbOptions options;
  private final byte[] buffer = new byte[BUFFER];
  private int size;
  private long written;
  private long crc;
  private final Lzf lzf = new Lzf();
  private byte[] scratch = new byte[1 << 12];

  RdbOutput(DiskFile file, RdbOptions options) {
    this.file = file;
    this.options = options;
  }

  void write(int b) throws IOException {
    if (size == BUFFER) {
      flush();
    }
    buffer[size++] = (byte) b;
  }

  void write(byte[] b, int len) throws IOException {
    for (int at = 0; at < len; ) {
      if (size == BUFFER) {
        flush();
      }
      int n = Math.min(BUFFER - size, len - at);
      System.arraycopy(b, at, buffer, size, n);
      size += n;
      at += n;
    }
  }

  void int64(long n) throws IOException {
    littleEndian(n, 8);
  }

  /** A length, in the shortest form. */
  void length(long n) throws IOException {
    if (n >= 0 && n < 1 << 6) {
      write((int) n);
    } else if (n >= 0 && n < 1 << 14) {
      write((int) (n >> 8) | 0x40);
      write((int) n);
    } else if (n >= 0 && n <= 0xffff_ffffL) {
      write(RdbInput.LENGTH_32);
      littleEndian(Integer.toUnsignedLong(Integer.reverseBytes((int) n)), 4);
    } else {
      write(RdbInput.LENGTH_64);
      littleEndian(Long.reverseBytes(n), 8);
    }
  }

  void string(StringValue value) throws IOException {
    if (!value.isLong()) {
      bytes(value.array(), value.length());
    } else if (value.asLong() == (int) value.asLong()) {
      number((int) value.asLong());
    } else {
      byte[] digits = value.bytes();
      bytes(digits, digits.length);
    }
  }

  /** A string in its shortest form: as a number, compressed, or plain. */
  void string(byte[] b) throws IOException {
    if (isInt32(b)) {
      number(Integer.parseInt(new String(b, StandardCharsets.US_ASCII)));
    } else {
      bytes(b, b.length);
    }
  }

  void string(String text) throws IOException {
    string(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empties the buffer and returns the sum of all bytes so far. */
  long flush() throws IOException {
    if (options.checksum()) {
      crc = Crc64.update(crc, buffer, 0, size);
    }
    file.writeFully(ByteBuffer.wrap(buffer, 0, size), written);
    written += size;
    size = 0;
    return crc;
  }

  private void number(int n) throws IOException {
    if (n == (byte) n) {
      write(RdbInput.SPECIAL | RdbFormat.INT8);
      write(n);
    } else if (n == (short) n) {
      write(RdbInput.SPECIAL | RdbFormat.INT16);
      littleEndian(n, 2);
    } else {
      write(RdbInput.SPECIAL | RdbFormat.INT32);
      littleEndian(n, 4);
    }
  }

  private void bytes(byte[] b, int len) throws IOException {
    if (!options.compress() || len < MIN_COMPRESSED || !compressed(b, len)) {
      length(len);
      write(b, len);
    }
  }

  private boolean compressed(byte[] b, int len) throws IOException {
    byte[] target = scratch.length >= len ? scratch : new byte[len];
    int n = lzf.compress(b, len, target, len - GAIN);
    if (n == 0) {
      return false;
    }
    write(RdbInput.SPECIAL | RdbFormat.LZF);
    length(n);
    length(len);
    write(target, n);
    if (target.length <= 1 << 20) {
      scratch = target;
    }
    return true;
  }

  /** Whether these are the digits that a 32-bit number would be printed as. */
  private static boolean isInt32(byte[] b) {
    if (b.length == 0 || b.length > LONGEST_INT32) {
      return false;
    }
    int first = b[0] == '-' ? 1 : 0;
    if (first == b.length || (b[first] == '0' && b.length > 1)) {
      return false;
    }
    long n = 0;
    for (int i = first; i < b.length; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return false;
      }
      n = n * 10 + b[i] - '0';
    }
    return n <= (first == 0 ? Integer.MAX_VALUE : 1L << 31);
  }

  private void littleEndian(long n, int bytes) throws IOException {
    for (int shift = 0; shift < 8 * bytes; shift += 8) {
      write((int) (n >>> shift));
    }
  }
}
