package dev.heddle.persist;

import org.jspecify.annotations.Nullable;

/**
 * The journal at one moment, for {@code INFO persistence}.
 *
 * @param lastWriteError why the last write failed; null: it was stored ({@code
 *     aof_last_write_status})
 * @param currentSize bytes in all files of the directory ({@code aof_current_size})
 * @param baseSize bytes of the base file at the start ({@code aof_base_size})
 * @param bufferLength bytes appended and not yet written ({@code aof_buffer_length})
 * @param pendingFsync fsyncs under way ({@code aof_pending_bio_fsync})
 * @param delayedFsync fsyncs that held the file for two seconds and more ({@code
 *     aof_delayed_fsync})
 * @param appendedOffset the stream's end
 * @param writtenOffset the stream's part given to the operating system
 * @param syncedOffset the stream's part known to be on the disk
 */
public record AofStatus(
    FsyncPolicy fsync,
    @Nullable String lastWriteError,
    long currentSize,
    long baseSize,
    long bufferLength,
    int pendingFsync,
    long delayedFsync,
    long appendedOffset,
    long writtenOffset,
    long syncedOffset) {
  /** {@code ok} or {@code err}. */
  public String lastWriteStatus() {
    return lastWriteError == null ? "ok" : "err";
  }
}
