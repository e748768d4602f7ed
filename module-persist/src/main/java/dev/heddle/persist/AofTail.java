package dev.heddle.persist;

import dev.heddle.persist.Manifest.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The increment that is being written, and what of it the disk may not have yet.
 *
 * <pre>
 *   |......... trusted ........|... unsynced: kept in memory ...|      position
 * </pre>
 *
 * <p>A failed write is cut off and repeated at the same position. Used by the writer's thread only.
 */
final class AofTail {
  private final Environment env;
  private final EffectQueue queue;
  private AofFile file;
  private final ArrayDeque<Chunk> unsynced = new ArrayDeque<>();
  private long unsyncedBytes;

  /** Where {@link #unsynced} begins in the file; behind the last sync when none is asked for. */
  private long trusted;

  private long syncedPosition;
  private long position;

  /** Goes on with an increment that is synced up to its end; what is stored goes to the queue. */
  AofTail(Environment env, EffectQueue queue, AofFile file) {
    this.env = env;
    this.queue = queue;
    this.file = file;
    goOnAt(file.size());
  }

  Entry entry() {
    return file.entry();
  }

  /** Where the next write begins. */
  long position() {
    return position;
  }

  /** The file's length up to which it is either synced, or was never to be. */
  long trusted() {
    return trusted;
  }

  boolean isSynced() {
    return position == syncedPosition;
  }

  /** Bytes that are kept in memory for writing them anew. */
  long unsyncedBytes() {
    return unsyncedBytes;
  }

  /** Bytes before those kept in memory that may be lost with a failed fsync. */
  long unverified() {
    return trusted - syncedPosition;
  }

  void write(Chunk chunk) throws IOException {
    try {
      file.file().writeFully(chunk.content(), position);
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
    position += chunk.length();
    unsynced.add(chunk);
    unsyncedBytes += chunk.length();
  }

  /** A part of a chunk must not stay at the file's end: who loads it would find it unfinished. */
  private void cutBack(IOException cause) {
    try {
      file.file().truncate(position);
    } catch (IOException e) {
      cause.addSuppressed(e); // the repeated write begins at the same position
    }
  }

  void force() throws IOException {
    file.file().force();
  }

  /** All that was written is durable. */
  void synced() {
    syncedPosition = position;
    forgetUnsynced();
  }

  /** No sync is asked for: nothing is kept for one that fails. */
  void forgetUnsynced() {
    queue.recycle(unsynced);
    unsyncedBytes = 0;
    trusted = position;
  }

  /** Cuts the file to what is certain. */
  void cut() throws IOException {
    file.file().truncate(trusted);
    file.file().force();
  }

  /** Writes what is not synced to the beginning of another file, and returns its length. */
  long copyUnsynced(DiskFile target) throws IOException {
    long at = 0;
    if (!unsynced.isEmpty()) {
      byte[] prologue = unsynced.getFirst().prologue();
      target.writeFully(ByteBuffer.wrap(prologue), at);
      at += prologue.length;
    }
    for (Chunk chunk : unsynced) {
      target.writeFully(chunk.content(), at);
      at += chunk.length();
    }
    return at;
  }

  /** Goes on with another increment, which is synced up to its end. */
  void replace(AofFile next, long size) {
    close();
    file = next;
    goOnAt(size);
  }

  private void goOnAt(long size) {
    position = size;
    synced();
  }

  /** Uses another handle of the same file. */
  void reopened(DiskFile fresh) {
    close();
    file = new AofFile(file.entry(), fresh, file.size());
  }

  void close() {
    try {
      file.file().close();
    } catch (IOException e) {
      env.log().warning("Error closing the AOF file: " + DiskError.reason(e));
    }
  }
}
