package dev.heddle.persist;

import java.io.IOException;
import java.nio.file.Path;

/** Has another disk do all of it; those that do a part of it otherwise extend this one. */
public abstract class ForwardingDisk implements Disk {
  private final Disk real;

  protected ForwardingDisk(Disk real) {
    this.real = real;
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    return real.open(file, mode);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  @Override
  public boolean exists(Path file) {
    return real.exists(file);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    real.makeDirectory(directory);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    real.forceDirectory(directory);
  }
}
