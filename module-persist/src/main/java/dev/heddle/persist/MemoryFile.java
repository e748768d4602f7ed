package dev.heddle.persist;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A file in memory, written from front to back. */
final class MemoryFile implements DiskFile {
  private byte[] content;
  private int size;

  /** An empty file. */
  MemoryFile() {
    this(new byte[0], 0);
  }

  /** The first bytes of an array, which is only read. */
  MemoryFile(byte[] content, int size) {
    this.content = content;
    this.size = size;
  }

  /** What was written, in an array of its own. */
  byte[] bytes() {
    return Arrays.copyOf(content, size);
  }

  @Override
  public int read(ByteBuffer into, long position) {
    int n = (int) Math.min(into.remaining(), size - position);
    if (n <= 0) {
      return -1;
    }
    into.put(content, (int) position, n);
    return n;
  }

  @Override
  public int write(ByteBuffer from, long position) {
    int n = from.remaining();
    int at = Math.toIntExact(position);
    if (content.length - at < n) {
      content = Arrays.copyOf(content, capacity(at, n));
    }
    from.get(content, at, n);
    size = Math.max(size, at + n);
    return n;
  }

  private int capacity(int at, int more) {
    long wanted = Math.max((long) at + more, Math.min(2L * content.length, Integer.MAX_VALUE - 8));
    return Math.toIntExact(wanted);
  }

  @Override
  public void truncate(long newSize) {
    size = (int) Math.min(size, newSize);
  }

  @Override
  public void force() {}

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() {}
}
