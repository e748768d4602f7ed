package dev.heddle.persist;

/** When the append-only file is forced to the disk: {@code appendfsync}. */
public enum FsyncPolicy {
  /** Before an effect is acknowledged. */
  ALWAYS,
  /** Once a second. */
  EVERYSEC,
  /** When the operating system likes to, and at close. */
  NO
}
