package dev.heddle.persist;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that is made durable each time so much was written to it. The sync at the end of a large
 * file would else have all of it to write, and hold up every other sync of the disk for as long.
 */
final class SyncingFile implements DiskFile {
  /** As much as in Redis. */
  static final int INTERVAL = 4 << 20;

  private final DiskFile file;
  private long unsynced;

  SyncingFile(DiskFile file) {
    this.file = file;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return file.read(into, position);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    int n = file.write(from, position);
    unsynced += n;
    if (unsynced >= INTERVAL) {
      force();
    }
    return n;
  }

  @Override
  public void truncate(long size) throws IOException {
    file.truncate(size);
  }

  @Override
  public void force() throws IOException {
    file.force();
    unsynced = 0;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
