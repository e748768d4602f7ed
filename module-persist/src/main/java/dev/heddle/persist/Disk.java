package dev.heddle.persist;

import java.io.IOException;
import java.nio.file.Path;

/** The file operations persistence needs, and nothing more. */
public interface Disk {
  /** How a file is opened. */
  enum Mode {
    /** An existing file, for reading. */
    READ,
    /** For reading and writing, as it is; created when missing. */
    WRITE,
    /** For reading and writing, emptied; created when missing. */
    CREATE
  }

  /** The machine's own file system. */
  static Disk real() {
    return new RealDisk();
  }

  DiskFile open(Path file, Mode mode) throws IOException;

  /** Gives a file another name in one step, replacing what had it. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file when it is there. */
  void delete(Path file) throws IOException;

  /** Whether a file is there, or may be there and cannot be looked at. */
  boolean exists(Path file);

  /** Makes a directory unless it is there. */
  void makeDirectory(Path directory) throws IOException;

  /** Makes the names in a directory durable. */
  void forceDirectory(Path directory) throws IOException;
}
