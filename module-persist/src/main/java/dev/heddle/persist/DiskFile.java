package dev.heddle.persist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file; positions are explicit, so that a failed write is repeated where it began. */
public interface DiskFile extends Closeable {
  /** Reads at least one byte, or returns -1 at the end. */
  int read(ByteBuffer into, long position) throws IOException;

  /** Writes some of the bytes and returns how many; fewer than all is not an error. */
  int write(ByteBuffer from, long position) throws IOException;

  /** Cuts the file. */
  void truncate(long size) throws IOException;

  /** Makes what was written durable. */
  void force() throws IOException;

  long size() throws IOException;

  /** Writes all bytes. */
  default void writeFully(ByteBuffer from, long position) throws IOException {
    for (long at = position; from.hasRemaining(); ) {
      int n = write(from, at);
      if (n <= 0) {
        throw new IOException("Short write");
      }
      at += n;
    }
  }
}
