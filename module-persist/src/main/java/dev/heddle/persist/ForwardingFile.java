package dev.heddle.persist;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Has another file do all of it; those that do a part of it otherwise extend this one. */
public abstract class ForwardingFile implements DiskFile {
  private final DiskFile real;

  protected ForwardingFile(DiskFile real) {
    this.real = real;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return real.read(into, position);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return real.write(from, position);
  }

  @Override
  public void truncate(long size) throws IOException {
    real.truncate(size);
  }

  @Override
  public void force() throws IOException {
    real.force();
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
