package dev.heddle.server.family;

import dev.heddle.persist.AofStatus;
import dev.heddle.store.Snapshot;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Files as commands see them. What does I/O is called outside the lock; the rest under it. */
public interface StorageControl {
  /** Writes the RDB file, outside the lock; false when that failed, which is logged. */
  boolean save();

  /** As {@link #save}; what is written in the background gives way. */
  boolean saveAtTheEnd();

  /**
   * Begins to write the RDB file in the background.
   *
   * @param schedule where that has to wait for a rewrite, let it; else it is an error
   * @return false when it will begin later
   */
  boolean backgroundSave(boolean schedule);

  /** Begins to rewrite the append-only file in the background; false when it will begin later. */
  boolean rewriteAppendOnlyFile();

  /** All databases were emptied: a snapshot of what was there before is worth nothing. */
  void flushed();

  /** Empties the keyspace, outside the lock, and loads the append-only file again. */
  void reloadAppendOnlyFile() throws IOException;

  /**
   * Loads the RDB file, outside the lock.
   *
   * @param emptying the keyspace is emptied first
   * @param replacing keys that are there already are replaced; else they are an error
   */
  void reloadRdb(boolean emptying, boolean replacing) throws IOException;

  SaveStatus saveStatus();

  RewriteStatus rewriteStatus();

  /** The snapshot that is being written, or null. */
  @Nullable Snapshot runningSnapshot();

  /** How far the files that are being loaded have been read; null: none is. */
  @Nullable LoadStatus loadStatus();

  /** Keys that were read from an RDB file by the last load. */
  long lastLoadKeys();

  /** Keys in an RDB file whose time was over when they were loaded last. */
  long lastLoadExpired();

  /** The journal's state, or null when there is no append-only file. */
  @Nullable AofStatus appendOnlyFile();
}
