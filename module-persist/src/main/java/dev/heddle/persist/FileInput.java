package dev.heddle.persist;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a file from front to back, with a {@link Crc64} where asked; not thread safe. */
final class FileInput implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final DiskFile file;
  private final String name;
  private final long size;
  private final byte[] buffer;
  private int position;
  private int limit;

  /** The file's offset of the buffer's first byte. */
  private long start;

  private boolean summing;
  private long crc;

  /** What of the buffer is before this is in {@link #crc}. */
  private int summed;

  FileInput(DiskFile file, String name) throws IOException {
    this.file = file;
    this.name = name;
    this.size = file.size();
    this.buffer = new byte[(int) Math.min(size, BUFFER)];
  }

  String name() {
    return name;
  }

  long size() {
    return size;
  }

  long offset() {
    return start + position;
  }

  long remaining() {
    return size - offset();
  }

  /** The next byte, 0 to 255. */
  int next() throws IOException {
    if (position == limit) {
      refill();
    }
    return buffer[position++] & 0xff;
  }

  /** The next byte, to be read again; -1 at the end. */
  int peek() throws IOException {
    if (remaining() == 0) {
      return -1;
    }
    if (position == limit) {
      refill();
    }
    return buffer[position] & 0xff;
  }

  /** The next {@code n} bytes, which are allocated only if the file has them. */
  byte[] bytes(long n) throws IOException {
    if (n < 0 || n > remaining() || n > Integer.MAX_VALUE - 8) {
      throw new EOFException();
    }
    var bytes = new byte[(int) n];
    read(bytes);
    return bytes;
  }

  /** Whether these bytes come next; they are read again. */
  boolean startsWith(byte[] expected) throws IOException {
    if (remaining() < expected.length) {
      return false;
    }
    if (position == limit) {
      refill();
    }
    for (int i = 0; i < expected.length; i++) {
      if (position + i >= limit || buffer[position + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Begins a checksum with the next byte. */
  void startChecksum() {
    summing = true;
    summed = position;
    crc = 0;
  }

  /** Ends the checksum: the sum of all bytes since it began. */
  long endChecksum() {
    sum();
    summing = false;
    return crc;
  }

  private void read(byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      if (position == limit) {
        refill();
      }
      int n = Math.min(limit - position, bytes.length - at);
      System.arraycopy(buffer, position, bytes, at, n);
      position += n;
      at += n;
    }
  }

  private void refill() throws IOException {
    sum();
    start += limit;
    position = 0;
    limit = 0;
    summed = 0;
    var into = ByteBuffer.wrap(buffer, 0, (int) Math.min(size - start, buffer.length));
    while (into.hasRemaining()) {
      if (file.read(into, start + into.position()) < 0) {
        throw new EOFException(); // it has become shorter
      }
    }
    if (into.position() == 0) {
      throw new EOFException();
    }
    limit = into.position();
  }

  private void sum() {
    if (summing) {
      crc = Crc64.update(crc, buffer, summed, position - summed);
      summed = position;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
