package dev.heddle.persist;

import java.time.Duration;

/**
 * What the journal may be told while it runs.
 *
 * @param fsync {@code appendfsync}
 * @param timestamps {@code aof-timestamp-enabled}: a {@code #TS:} line before the first effect of
 *     each second
 * @param keepHistory {@code aof-disable-auto-gc}: files that a rewrite has replaced stay
 * @param bufferLimit bytes waiting to be written from which on the journal is congested
 * @param unsyncedLimit bytes written and not yet synced, kept for writing them anew after a failed
 *     fsync; more than this forces an fsync
 * @param linger how long the writer lets effects gather when nobody waits for them
 * @param retryFirst pause after the first failure, doubled with each further one
 * @param retryLast longest pause between two attempts
 */
public record AofSettings(
    FsyncPolicy fsync,
    boolean timestamps,
    boolean keepHistory,
    int bufferLimit,
    int unsyncedLimit,
    Duration linger,
    Duration retryFirst,
    Duration retryLast) {
  public static final AofSettings DEFAULTS =
      new AofSettings(
          FsyncPolicy.EVERYSEC,
          /* timestamps= */ false,
          /* keepHistory= */ false,
          /* bufferLimit= */ 32 << 20,
          /* unsyncedLimit= */ 64 << 20,
          Duration.ofMillis(2),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  /** The same with another policy. */
  public AofSettings withFsync(FsyncPolicy policy) {
    return new AofSettings(
        policy, timestamps, keepHistory, bufferLimit, unsyncedLimit, linger, retryFirst, retryLast);
  }

  /** The same with {@code #TS:} lines on or off. */
  public AofSettings withTimestamps(boolean on) {
    return new AofSettings(
        fsync, on, keepHistory, bufferLimit, unsyncedLimit, linger, retryFirst, retryLast);
  }

  /** The same with replaced files kept or deleted. */
  public AofSettings withKeptHistory(boolean keep) {
    return new AofSettings(
        fsync, timestamps, keep, bufferLimit, unsyncedLimit, linger, retryFirst, retryLast);
  }
}
