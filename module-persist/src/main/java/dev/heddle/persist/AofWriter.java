package dev.heddle.persist;

import dev.heddle.persist.Manifest.Entry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The thread that owns the append-only file: takes what was appended, writes it, syncs it.
 *
 * <pre>
 *   file   |......... synced ........|... unsynced: kept in memory ...|      position
 *   stream                                                            |... unwritten ...|... queue
 * </pre>
 *
 * <p>After a failed fsync nothing that was written since the last good one is trusted, since the
 * operating system may have dropped it and will not say so again: it is written and synced in a new
 * increment, the old one is cut to what is certain, and then the manifest takes the new one over.
 *
 * <p>Where that is not enough, since bytes are in doubt that are no longer in memory, or since
 * somebody has removed the file, the journal goes on failing until a new base has been written.
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
  private final AofTail tail;
  private final ArrayDeque<Chunk> unwritten = new ArrayDeque<>();
  private long syncedOffset;
  private long lastSync;
  private long otherFiles;
  private long slowSyncs;
  private boolean suspect;

  /** Why the last sync failed. */
  private String doubted = "";

  private boolean wrote;
  private final FailureLog failures;

  // Written by the thread, read by those who ask for the status.
  private volatile long currentSize;
  private volatile int pendingFsync;
  private volatile long syncBegan;
  private volatile long delayedFsync;

  /** The last increment that is damaged or gone, and so must not be loaded; 0: none is. */
  private volatile long damaged;

  /** Set by those who want a sync whatever the policy. */
  private volatile long wantedSync;

  private final FileTasks tasks = new FileTasks();
  private volatile long baseSize;

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
    this.queue = queue;
    this.tail = new AofTail(env, queue, file);
    this.gate = gate;
    this.settings = settings;
    this.failures = new FailureLog(env);
    this.currentSize = directory.totalSize();
    this.otherFiles = currentSize - file.size();
    this.baseSize = currentSize;
    this.lastSync = now();
  }

  /** Has what follows this offset of the stream go to a new increment, which is the result. */
  CompletableFuture<Entry> switchAt(long offset) {
    return submit(offset, this::switchFile);
  }

  /** Has a base take the place of all files before an increment. */
  CompletableFuture<Entry> adoptBase(Entry base, long first) {
    return submit(0, () -> replaceBy(base, first));
  }

  private Entry replaceBy(Entry base, long first) throws IOException {
    directory.adoptBase(base, first);
    if (!settings.keepHistory()) {
      directory.tidy();
    }
    currentSize = directory.totalSize();
    otherFiles = currentSize - tail.position();
    baseSize = currentSize;
    if (first > damaged) {
      damaged = 0;
      gate.synced(syncedOffset);
    }
    return base;
  }

  private <T> CompletableFuture<T> submit(long offset, FileTask.Work<T> work) {
    CompletableFuture<T> done = tasks.add(offset, work);
    queue.poke();
    return done;
  }

  /** Bytes in all files when the last base was taken over, or at the start. */
  long baseSize() {
    return baseSize;
  }

  AofSettings settings() {
    return settings;
  }

  void settings(AofSettings next) {
    boolean goes = settings.keepHistory() && !next.keepHistory();
    settings = next;
    if (goes) {
      var unused = submit(0, directory::tidy); // logs its own failure
    }
    queue.poke();
  }

  /** Whether only a new base can make the files whole. */
  boolean needsBase() {
    return damaged > 0;
  }

  /** Whether the disk takes so long for a sync that more would be lost than everysec promises. */
  boolean stalled() {
    return pendingFsync > 0
        && settings.fsync() == FsyncPolicy.EVERYSEC
        && now() - syncBegan >= DELAYED;
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
      if (needsBase()) {
        failing(doubted);
      } else if (failures.isFailing()) {
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
    if (failures.isFailing()) {
      reopen();
    }
    if (suspect) {
      startAnew();
    }
    wrote = !unwritten.isEmpty();
    runTasks();
    for (Chunk chunk; (chunk = unwritten.peek()) != null; runTasks()) {
      tail.write(chunk);
      unwritten.remove();
      currentSize = otherFiles + tail.position();
      gate.written(chunk.end());
      if (settings.fsync() == FsyncPolicy.NO) {
        tail.forgetUnsynced();
      } else if (tail.unsyncedBytes() >= settings.unsyncedLimit()) {
        sync();
      }
    }
    if (isSyncDue(last)) {
      sync();
    }
  }

  /** The handle may be worth nothing after a failure, as when a volume was mounted anew. */
  private void reopen() throws IOException {
    Entry entry = tail.entry();
    if (!directory.isThere(entry)) {
      lost();
      return;
    }
    DiskFile fresh = directory.open(entry, Disk.Mode.WRITE);
    tail.reopened(fresh);
    long size = fresh.size();
    suspect |= size < tail.position();
    if (size < tail.trusted()) {
      lost();
    }
  }

  /** The file that is being written is not what it was: nor may others be. */
  private void lost() {
    suspect = true;
    if (damaged < tail.entry().seq()) {
      damaged = tail.entry().seq();
      env.log().warning("The AOF incr file " + tail.entry().file() + " was removed or cut");
    }
  }

  private void runTasks() throws IOException {
    for (FileTask<?> task; (task = tasks.next(gate.written())) != null; ) {
      task.run();
      if (suspect) {
        startAnew();
      }
    }
  }

  private Entry switchFile() throws IOException {
    if (!tail.isSynced()) {
      sync();
    }
    AofFile next = directory.draftIncrement();
    try {
      directory.adopt(next);
    } catch (IOException e) {
      suspect |= directory.isUncertain(); // it may be the last one: then the other must not grow
      closeAfter(e, next.file());
      throw e;
    }
    goOnIn(next, 0);
    return next.entry();
  }

  /** Writes to this increment from now on, which is synced up to its end. */
  private void goOnIn(AofFile next, long size) {
    otherFiles += tail.position();
    tail.replace(next, size);
    currentSize = otherFiles + size;
    lastSync = now();
    allSynced();
  }

  private boolean isSyncDue(boolean last) {
    return !tail.isSynced() && (last || wantedSync > gate.synced() || untilSync() == 0);
  }

  /** Nanoseconds until the policy asks for a sync. */
  private long untilSync() {
    if (tail.isSynced()) {
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
    syncBegan = start;
    pendingFsync = 1;
    try {
      tail.force();
      if (!directory.isThere(tail.entry())) {
        lost();
        throw new NoSuchFileException(directory.path(tail.entry()).toString());
      }
    } catch (IOException e) {
      suspect = true;
      doubted = DiskError.reason(e);
      throw e;
    } finally {
      pendingFsync = 0;
    }
    lastSync = now();
    if (lastSync - start >= DELAYED) {
      delayedFsync = ++slowSyncs;
    }
    tail.synced();
    allSynced();
  }

  private void allSynced() {
    syncedOffset = gate.written();
    if (!needsBase()) {
      gate.synced(syncedOffset);
    }
  }

  private void startAnew() throws IOException {
    AofFile next = directory.draftIncrement();
    long size;
    try {
      size = tail.copyUnsynced(next.file());
      next.file().force();
      if (damaged < tail.entry().seq()) {
        tail.cut();
      }
      directory.adopt(next);
    } catch (IOException e) {
      closeAfter(e, next.file());
      throw e;
    }
    doubt(tail.unverified());
    suspect = false;
    otherFiles += tail.trusted() - tail.position();
    goOnIn(next, size);
    env.log().warning("Written anew after the failure: AOF incr file " + next.entry().file());
  }

  /** What was written while nobody wanted a sync is not in memory, and may be damaged. */
  private void doubt(long bytes) {
    if (bytes > 0) {
      damaged = Math.max(damaged, tail.entry().seq());
      env.log()
          .warning(
              "%d bytes in %s, written while appendfsync was no, may be damaged: the AOF is rewritten"
                  .formatted(bytes, tail.entry().file()));
    }
  }

  /** The writer works, but what lies before is not whole. */
  private void failing(String reason) {
    if (!failures.isFailing()) {
      failed(reason, reason);
    }
  }

  private void failed(String reason, String details) {
    gate.failure(reason);
    failures.failed(
        (suspect ? "Fail to fsync the AOF file: " : "Error writing to the AOF file: ") + details);
  }

  private void close() {
    tail.close();
    tasks.close();
    gate.close();
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
