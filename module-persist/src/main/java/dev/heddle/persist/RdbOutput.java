package dev.heddle.persist;

import dev.heddle.store.Decimal;
import dev.heddle.store.Lzf;
import dev.heddle.store.StringValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes lengths, numbers and strings as {@link RdbInput} reads them, with a checksum. */
final class RdbOutput {
  private static final int BUFFER = 1 << 16;
  private static final int MIN_COMPRESSED = 21;
  private static final int LONGEST_INT32 = 11;

  /** A compressed string must save this much. */
  private static final int GAIN = 4;

  /** The array for compressed strings: its least size, and the largest that is kept. */
  private static final int FIRST_SCRATCH = 1 << 10;

  private static final int LAST_SCRATCH = 1 << 20;

  private final DiskFile file;
  private final RdbOptions options;
  private final byte[] buffer;
  private int size;
  private long written;
  private long crc;
  private @Nullable Lzf lzf; // until there is something to compress
  private byte[] scratch = {};

  RdbOutput(DiskFile file, RdbOptions options) {
    this(file, options, BUFFER);
  }

  /** With a buffer of a size of choice. */
  RdbOutput(DiskFile file, RdbOptions options, int bufferSize) {
    this.file = file;
    this.options = options;
    this.buffer = new byte[bufferSize];
  }

  void write(int b) throws IOException {
    if (size == buffer.length) {
      flush();
    }
    buffer[size++] = (byte) b;
  }

  void write(byte[] b, int len) throws IOException {
    write(b, 0, len);
  }

  private void write(byte[] b, int off, int len) throws IOException {
    for (int at = 0; at < len; ) {
      if (size == buffer.length) {
        flush();
      }
      int n = Math.min(buffer.length - size, len - at);
      System.arraycopy(b, off + at, buffer, size, n);
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
      bytes(value.array(), 0, value.length());
    } else {
      string(value.asLong());
    }
  }

  /** A string in its shortest form: as a number, compressed, or plain. */
  void string(byte[] b) throws IOException {
    string(b, 0, b.length);
  }

  /** As {@link #string(byte[])}, of a part of the array. */
  void string(byte[] a, int off, int len) throws IOException {
    if (len <= LONGEST_INT32 && Decimal.isLong(a, off, len)) {
      string(Decimal.parseLong(a, off, len));
    } else {
      bytes(a, off, len);
    }
  }

  /** The string that is a number's text. */
  void string(long n) throws IOException {
    if (n == (int) n) {
      number((int) n);
    } else {
      byte[] digits = Decimal.text(n);
      bytes(digits, 0, digits.length);
    }
  }

  void string(String text) throws IOException {
    string(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A string that is no number: the first bytes of the array, compressed or plain. */
  void packed(byte[] b, int len) throws IOException {
    bytes(b, 0, len);
  }

  /** A double. */
  void float64(double d) throws IOException {
    int64(Double.doubleToRawLongBits(d));
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

  private void bytes(byte[] a, int off, int len) throws IOException {
    if (!options.compress() || len < MIN_COMPRESSED || !compressed(a, off, len)) {
      length(len);
      write(a, off, len);
    }
  }

  private boolean compressed(byte[] a, int off, int len) throws IOException {
    if (scratch.length < len) {
      scratch = new byte[Math.max(len, FIRST_SCRATCH)];
    }
    byte[] source = off == 0 ? a : Arrays.copyOfRange(a, off, off + len);
    int n = lzf().compress(source, len, scratch, len - GAIN);
    if (n > 0) {
      write(RdbInput.SPECIAL | RdbFormat.LZF);
      length(n);
      length(len);
      write(scratch, n);
    }
    if (scratch.length > LAST_SCRATCH) {
      scratch = new byte[0];
    }
    return n > 0;
  }

  private Lzf lzf() {
    if (lzf == null) {
      lzf = new Lzf();
    }
    return lzf;
  }

  private void littleEndian(long n, int bytes) throws IOException {
    for (int shift = 0; shift < 8 * bytes; shift += 8) {
      write((int) (n >>> shift));
    }
  }
}
