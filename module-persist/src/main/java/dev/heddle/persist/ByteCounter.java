package dev.heddle.persist;

import java.nio.ByteBuffer;

/** In the place of a file, for a measure of what would be written. */
final class ByteCounter implements DiskFile {
  private long size;

  @Override
  public int read(ByteBuffer into, long position) {
    return -1;
  }

  @Override
  public int write(ByteBuffer from, long position) {
    int n = from.remaining();
    from.position(from.limit());
    size = Math.max(size, position + n);
    return n;
  }

  @Override
  public void truncate(long newSize) {
    size = newSize;
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
