package dev.heddle.persist;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A stretch of the stream of effects: whole appends, never a part of one. */
final class Chunk {
  /** A chunk of this length gets no further appends: so no large array grows by copying. */
  static final int FULL = 1 << 20;

  private static final int FIRST_SIZE = 1 << 14;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /** The database selected at the beginning, -1: none. */
  private int db;

  /** The stream's offset behind this chunk. */
  private long end;

  /** Empties the chunk for effects that follow a selection of {@code database}. */
  void begin(int database) {
    db = database;
    length = 0;
  }

  int length() {
    return length;
  }

  int capacity() {
    return bytes.length;
  }

  long end() {
    return end;
  }

  void end(long offset) {
    end = offset;
  }

  boolean hasRoom(int n) {
    return length + (long) n <= FULL;
  }

  void add(byte[] b, int off, int len) {
    if (bytes.length - length < len) {
      bytes = Arrays.copyOf(bytes, Math.max(length + len, Math.min(FULL, 2 * bytes.length)));
    }
    System.arraycopy(b, off, bytes, length, len);
    length += len;
  }

  ByteBuffer content() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** What must stand before this chunk where it begins a file. */
  byte[] prologue() {
    return db < 0 ? new byte[0] : select(db);
  }

  /** The command that selects a database. */
  static byte[] select(int db) {
    String digits = Integer.toString(db);
    return ("*2\r\n$6\r\nSELECT\r\n$" + digits.length() + "\r\n" + digits + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
