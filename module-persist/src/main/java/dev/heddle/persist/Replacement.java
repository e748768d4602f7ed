package dev.heddle.persist;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts a file in the place of another one: written beside it, synced, renamed; what was there
 * before stays until the new one is whole.
 */
final class Replacement {
  /** What is written into the file. */
  @FunctionalInterface
  interface Content {
    void writeTo(DiskFile file) throws IOException;
  }

  private Replacement() {}

  /**
   * Writes a file and returns its size.
   *
   * @param extension of its name while it is not whole
   * @param incrementalFsync whether it is synced every few megabytes, see {@link SyncingFile}
   */
  static long write(
      Environment env, Path target, String extension, boolean incrementalFsync, Content content)
      throws IOException {
    Path temporary = target.resolveSibling(temporaryName(extension));
    try {
      long size = write(env, temporary, incrementalFsync, content);
      env.disk().rename(temporary, target);
      env.disk().forceDirectory(directory(target));
      return size;
    } catch (IOException | RuntimeException e) {
      discard(env, temporary, e);
      throw e;
    }
  }

  private static long write(Environment env, Path file, boolean incrementalFsync, Content content)
      throws IOException {
    try (var disk = env.disk().open(file, Disk.Mode.CREATE)) {
      content.writeTo(incrementalFsync ? new SyncingFile(disk) : disk);
      disk.force();
      return disk.size();
    }
  }

  /** Nobody else in this process writes a file of this name at this time. */
  private static String temporaryName(String extension) {
    return "temp-"
        + ProcessHandle.current().pid()
        + "-"
        + Thread.currentThread().threadId()
        + "."
        + extension;
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static void discard(Environment env, Path temporary, Exception cause) {
    try {
      env.disk().delete(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
