package dev.heddle.persist;

/**
 * How RDB files are written.
 *
 * @param compress {@code rdbcompression}: LZF for strings over 20 bytes
 * @param checksum {@code rdbchecksum}: a CRC64 at the end, else zero
 * @param access what is recorded beside each key, by the eviction policy
 * @param aofBase the file is the base of an append-only directory
 * @param incrementalFsync {@code rdb-save-incremental-fsync}, or that of rewrites: it is synced
 *     every few megabytes
 */
public record RdbOptions(
    boolean compress, boolean checksum, Access access, boolean aofBase, boolean incrementalFsync) {
  /** What of a key's use is recorded. */
  public enum Access {
    NONE,
    IDLE_TIME,
    FREQUENCY
  }

  public static final RdbOptions DEFAULTS =
      new RdbOptions(
          /* compress= */ true,
          /* checksum= */ true,
          Access.NONE,
          /* aofBase= */ false,
          /* incrementalFsync= */ true);

  /** For a single value, which goes into no file. */
  static RdbOptions ofValue(boolean compress, boolean checksum) {
    return new RdbOptions(compress, checksum, Access.NONE, false, false);
  }
}
