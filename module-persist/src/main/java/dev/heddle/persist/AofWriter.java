package dev.heddle.persist;

import dev.heddle.persist.Manifest.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The thread that owns the append-only file: takes what was appended, writes it, syncs it.
 *
 * <pre>
 *   file   |......... synced ........|... unsynced: kept in memory ...|      position
 *   stream                                                            |... unwritten ...|... queue
 * </pre>
 *
 * <p>A failed write is cut off and repeated at the same position. After a failed fsync nothing that
 * was written since the last good one is trusted, since the operating system may have dropped it
 * and will not say so again: it is written and synced in a new increment, the old one is cut to
 * what is certain, and then the manifest takes the new one over.
 */
final class AofWriter implements Runnable {
  private static final long SYNC_INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final long DELAYED = TimeUnit.SECONDS.toNanos(2);

  private final Environment env;
  private final AofDirectory directory;
  private final EffectQueue queue;
  private final DurableGate gate;
  private volatile AofSettings settings;

  // The thread's own.
  private AofFile file;
  private final ArrayDeque<Chunk> unwritten = new ArrayDeque<>();
  private final ArrayDeque<Chunk> unsynced = new ArrayDeque<>();
  private long unsyncedBytes;

  /** Where {@link #unsynced} begins in the file. */
  private long trusted;

  private long syncedPosition;
  private long lastSync;
  private long position;
  private long otherFiles;
  private long slowSyncs;
  private boolean suspect;
  private boolean wrote;
  private final FailureLog failures;

  // Written by the thread, read by those who ask for the status.
  private volatile long currentSize;
  private volatile int pendingFsync;
  private volatile long delayedFsync;

  /** Set by those who want a sync whatever the policy. */
  private volatile long wantedSync;

  /** In the order of their offsets. */
  private final Queue<FileTask<?>> tasks = new ConcurrentLinkedQueue<>();

  private volatile long baseSize;
  private volatile boolean closed;

  AofWriter(
      Environment env,
      AofDirectory directory,
      AofFile file,
      EffectQueue queue,
      DurableGate gate,
      AofSettings settings)
      throws IOException {
    this.env = env;
    this.directory = directory;
    this.file = file;
    this.queue = queue;
    this.gate = gate;
    this.settings = settings;
    this.failures = new FailureLog(env);
    this.position = file.size();
    this.trusted = position;
    this.syncedPosition = position;
    this.currentSize = directory.totalSize();
    this.otherFiles = currentSize - position;
    this.baseSize = currentSize;
    this.lastSync = now();
  }

  /** Has what follows this offset of the stream go to a new increment, which is the result. */
  CompletableFuture<Entry> switchAt(long offset) {
    return submit(offset, this::switchFile);
  }

  /** Has a base take the place of all files before an increment. */
  CompletableFuture<Entry> adoptBase(Entry base, long first) {
    return submit(
        0,
        () -> {
          directory.adoptBase(base, first);
          directory.deleteHistory();
          currentSize = directory.totalSize();
          otherFiles = currentSize - position;
          baseSize = currentSize;
          return base;
        });
  }

  private <T> CompletableFuture<T> submit(long offset, FileTask.Work<T> work) {
    var done = new CompletableFuture<T>();
    tasks.add(new FileTask<>(offset, work, done));
    queue.poke();
    if (closed) {
      refuseTasks();
    }
    return done;
  }

  private void refuseTasks() {
    for (FileTask<?> task; (task = tasks.poll()) != null; ) {
      task.refuse();
    }
  }

  /** Bytes in all files when the last base was taken over, or at the start. */
  long baseSize() {
    return baseSize;
  }

  AofSettings settings() {
    return settings;
  }

  void settings(AofSettings next) {
    settings = next;
    queue.poke();
  }

  /** Asks for a sync of the stream up to here. */
  void wantSync(long offset) {
    wantedSync = offset;
    queue.poke();
  }

  long currentSize() {
    return currentSize;
  }

  int pendingFsync() {
    return pendingFsync;
  }

  long delayedFsync() {
    return delayedFsync;
  }

  @Override
  public void run() {
    boolean last;
    do {
      awaitWork();
      last = queue.closing();
      unwritten.addAll(queue.take());
      attempt(last);
    } while (!last);
    if (failures.isFailing()) {
      attempt(/* last= */ true);
    }
    close();
  }

  private void awaitWork() {
    if (failures.isFailing()) {
      queue.pause(failures.pause(settings));
    } else if (wrote && settings.fsync() != FsyncPolicy.ALWAYS) {
      queue.linger(settings.linger().toNanos());
    }
    if (!failures.isFailing()) {
      queue.awaitWork(untilSync());
    }
  }

  private void attempt(boolean last) {
    try {
      store(last);
      if (failures.isFailing()) {
        gate.failure(null);
        failures.healed();
      }
    } catch (IOException e) {
      failed(DiskError.reason(e), String.valueOf(e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError e) {
      failed(e.toString(), e.toString());
    }
  }

  private void store(boolean last) throws IOException {
    if (suspect) {
      startAnew();
    }
    wrote = !unwritten.isEmpty();
    runTasks();
    for (Chunk chunk; (chunk = unwritten.peek()) != null; runTasks()) {
      write(chunk);
      unsynced.add(unwritten.remove());
      unsyncedBytes += chunk.length();
      gate.written(chunk.end());
      if (settings.fsync() == FsyncPolicy.NO) {
        forgetUnsynced();
      } else if (unsyncedBytes >= settings.unsyncedLimit()) {
        sync();
      }
    }
    if (isSyncDue(last)) {
      sync();
    }
  }

  private void runTasks() throws IOException {
    for (FileTask<?> task; (task = tasks.peek()) != null && task.offset() <= gate.written(); ) {
      tasks.remove().run();
      if (suspect) {
        startAnew();
      }
    }
  }

  private Entry switchFile() throws IOException {
    if (position != syncedPosition) {
      sync();
    }
    AofFile next = directory.draftIncrement();
    try {
      directory.adopt(next);
    } catch (IOException e) {
      closeAfter(e, next.file());
      throw e;
    }
    goOnIn(next, 0);
    return next.entry();
  }

  /** Writes to this increment from now on, which is synced up to its end. */
  private void goOnIn(AofFile next, long size) {
    otherFiles += position;
    closeQuietly(file.file());
    file = next;
    position = size;
    currentSize = otherFiles + position;
    lastSync = now();
    allSynced();
  }

  private void write(Chunk chunk) throws IOException {
    try {
      file.file().writeFully(chunk.content(), position);
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
    position += chunk.length();
    currentSize = otherFiles + position;
  }

  /** A part of a chunk must not stay at the file's end: who loads it would find it unfinished. */
  private void cutBack(IOException cause) {
    try {
      file.file().truncate(position);
    } catch (IOException e) {
      cause.addSuppressed(e); // the repeated write begins at the same position
    }
  }

  private boolean isSyncDue(boolean last) {
    return position != syncedPosition && (last || wantedSync > gate.synced() || untilSync() == 0);
  }

  /** Nanoseconds until the policy asks for a sync. */
  private long untilSync() {
    if (position == syncedPosition) {
      return EffectQueue.FOREVER;
    }
    return switch (settings.fsync()) {
      case ALWAYS -> 0;
      case EVERYSEC -> Math.max(0, lastSync + SYNC_INTERVAL - now());
      case NO -> EffectQueue.FOREVER;
    };
  }

  private void sync() throws IOException {
    long start = now();
    pendingFsync = 1;
    try {
      file.file().force();
    } catch (IOException e) {
      suspect = true;
      throw e;
    } finally {
      pendingFsync = 0;
    }
    lastSync = now();
    if (lastSync - start >= DELAYED) {
      delayedFsync = ++slowSyncs;
    }
    allSynced();
  }

  private void allSynced() {
    syncedPosition = position;
    forgetUnsynced();
    gate.synced(gate.written());
  }

  private void forgetUnsynced() {
    queue.recycle(unsynced);
    unsyncedBytes = 0;
    trusted = position;
  }

  private void startAnew() throws IOException {
    AofFile next = directory.draftIncrement();
    long size;
    try {
      size = copyUnsynced(next.file());
      next.file().force();
      file.file().truncate(trusted);
      file.file().force();
      directory.adopt(next);
    } catch (IOException e) {
      closeAfter(e, next.file());
      throw e;
    }
    if (trusted > syncedPosition) {
      env.log().warning(unverified(trusted - syncedPosition));
    }
    suspect = false;
    position = trusted;
    goOnIn(next, size);
    env.log().warning("Written anew after the failed fsync: AOF incr file " + next.entry().file());
  }

  private long copyUnsynced(DiskFile target) throws IOException {
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

  private String unverified(long bytes) {
    return bytes
        + " bytes written to "
        + file.entry().file()
        + " while appendfsync was no are not kept in memory and may be damaged: rewrite the AOF";
  }

  private void failed(String reason, String details) {
    gate.failure(reason);
    failures.failed(
        (suspect ? "Fail to fsync the AOF file: " : "Error writing to the AOF file: ") + details);
  }

  private void close() {
    closeQuietly(file.file());
    closed = true;
    refuseTasks();
    gate.close();
  }

  private void closeQuietly(DiskFile old) {
    try {
      old.close();
    } catch (IOException e) {
      env.log().warning("Error closing the AOF file: " + DiskError.reason(e));
    }
  }

  private static void closeAfter(IOException cause, DiskFile draft) {
    try {
      draft.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private long now() {
    return env.nanoTime().getAsLong();
  }
}
