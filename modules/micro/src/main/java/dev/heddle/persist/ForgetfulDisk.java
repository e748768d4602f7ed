package dev.heddle.persist;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A disk that takes everything, at once, and keeps the names only: what is opened is empty. */
public final class ForgetfulDisk implements Disk {
  private final Set<Path> names = ConcurrentHashMap.newKeySet();

  @Override
  public DiskFile open(Path file, Mode mode) {
    names.add(file);
    return new ForgetfulFile();
  }

  @Override
  public void rename(Path from, Path to) {
    names.remove(from);
    names.add(to);
  }

  @Override
  public void delete(Path file) {
    names.remove(file);
  }

  @Override
  public boolean exists(Path file) {
    return names.contains(file);
  }

  @Override
  public void makeDirectory(Path directory) {
    names.add(directory);
  }

  @Override
  public void forceDirectory(Path directory) {}

  /** A file of which only the size is known. */
  private static final class ForgetfulFile implements DiskFile {
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
      size = Math.min(size, newSize);
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
}
