package dev.heddle.persist;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that is made durable each time so much was written to it. The sync at the end of a large
 * file would else have all of it to write, and hold up every other sync of the disk for as long.
 */
final class SyncingFile extends ForwardingFile {
  /** As much as in Redis. */
  static final int INTERVAL = 4 << 20;

  private long unsynced;

  SyncingFile(DiskFile file) {
    super(file);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    int n = super.write(from, position);
    unsynced += n;
    if (unsynced >= INTERVAL) {
      force();
    }
    return n;
  }

  @Override
  public void force() throws IOException {
    super.force();
    unsynced = 0;
  }
}
