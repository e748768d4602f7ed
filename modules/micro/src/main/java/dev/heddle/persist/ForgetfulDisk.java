package dev.heddle.persist;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A disk that takes everything, at once, and keeps the names only: what is opened is empty. */
public final class ForgetfulDisk implements Disk {
  private final Set<Path> names = ConcurrentHashMap.newKeySet();

  @Override
  public DiskFile open(Path file, Mode mode) {
    names.add(file);
    return new ByteCounter();
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
}
