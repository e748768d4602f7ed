package dev.heddle.server.family;

import dev.heddle.persist.AofStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Files as commands see them; all methods but the getters do I/O and are called outside the lock.
 */
public interface StorageControl {
  /** Writes the RDB file; false when that failed, which is logged. */
  boolean save();

  /** Empties the keyspace and loads the append-only file again. */
  void reloadAppendOnlyFile() throws IOException;

  /**
   * Loads the RDB file.
   *
   * @param emptying the keyspace is emptied first
   * @param replacing keys that are there already are replaced; else they are an error
   */
  void reloadRdb(boolean emptying, boolean replacing) throws IOException;

  /** Epoch seconds of the last successful save, or of the start. */
  long lastSave();

  boolean lastSaveSucceeded();

  /** Successful saves since the start. */
  long saves();

  /** Keys that were read from an RDB file by the last load. */
  long lastLoadKeys();

  /** Keys in an RDB file whose time was over when they were loaded last. */
  long lastLoadExpired();

  /** The journal's state, or null when there is no append-only file. */
  @Nullable AofStatus appendOnlyFile();
}
