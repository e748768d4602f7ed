package dev.heddle.server.storage;

import dev.heddle.persist.KeyspaceWriter;
import dev.heddle.server.engine.Engine;
import dev.heddle.store.Snapshot;
import dev.heddle.store.SnapshotEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that is written to a file by a thread of its own.
 *
 * <p>A virtual thread, which runs where those of the clients run, holds the server's lock for one
 * slice of the snapshot at a time, which takes copies only; compressing, summing and writing is
 * done outside, by the thread of the job.
 *
 * <pre>
 *   lock   | copy |                  | copy |                  | copy |
 *   thread         compress and write        compress and write
 * </pre>
 */
final class SnapshotJob {
  /** Keys and buckets under one hold of the lock: about a tenth of a millisecond. */
  private static final int SLICE = 256;

  private static final long SLICE_BYTES = 1 << 18;

  private static final String READER = "heddle-snapshot";

  private final Engine engine;
  private final List<byte[]> functions;
  private final Snapshot snapshot;
  private final Work work;
  private final Ending ending;
  private final Thread thread;
  private final long began = System.nanoTime();
  private volatile boolean cancelled;

  /** Writes the file. */
  @FunctionalInterface
  interface Work {
    void write(SnapshotJob job) throws IOException;
  }

  /** Hears of the end, under the lock. */
  @FunctionalInterface
  interface Ending {
    /** {@code failure} is null when the file is in its place. */
    void ended(SnapshotJob job, @Nullable Exception failure);
  }

  /** Opens a snapshot of this instant; called under the lock, which it does not leave. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but who waits for whom
  SnapshotJob(Engine engine, List<byte[]> functions, String name, Work work, Ending ending) {
    this.engine = engine;
    this.functions = functions;
    this.work = work;
    this.ending = ending;
    this.snapshot = engine.keyspace().openSnapshot(engine.clock().millis());
    // A platform thread: a virtual one that computes for long would keep others from a carrier.
    // It has the lowest priority: where processors are short, clients are served first. So it must
    // not hold the lock itself, or they would wait for a processor that it does not get.
    this.thread =
        Thread.ofPlatform().daemon().name(name).priority(Thread.MIN_PRIORITY).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Exception failure = null;
    try {
      work.write(this);
    } catch (IOException | RuntimeException e) {
      failure = e;
    } catch (Error e) { // such as a full heap: the job must end all the same
      failure = new IOException(e.toString(), e);
    }
    Exception reason = failure;
    engine.locked(() -> {
      snapshot.close();
      ending.ended(this, reason);
    });
  }

  /** Writes every function and key of the snapshot. */
  void writeTo(KeyspaceWriter writer) throws IOException {
    for (byte[] code : functions) {
      writer.function(code);
    }
    for (Snapshot.Size size : snapshot.sizes()) {
      writer.database(size.db(), size.keys(), size.expiring());
    }
    int db = -1;
    Snapshot.Slice slice;
    do {
      slice = next();
      for (SnapshotEntry e : slice.entries()) {
        if (e.db() != db) {
          db = e.db();
          writer.select(db);
        }
        writer.entry(e.key(), e.value(), e.expireAt(), e.idleSeconds(), e.frequency());
      }
    } while (!slice.last());
  }

  private Snapshot.Slice next() {
    if (cancelled) {
      throw new CancellationException();
    }
    return CompletableFuture.supplyAsync(
            () -> engine.compute(() -> snapshot.next(SLICE, SLICE_BYTES)),
            Thread.ofVirtual().name(READER)::start)
        .join();
  }

  /** Has the thread give up before long; the file is discarded. */
  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  /** Waits for the thread's end; not under the lock. */
  void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // told to the caller afterwards: the files are being used until then
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called under the lock. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Seconds since the opening. */
  long seconds() {
    return (System.nanoTime() - began) / 1_000_000_000;
  }
}
