package dev.heddle.server.storage;

import dev.heddle.persist.LoadException;
import dev.heddle.persist.LoadSink;
import dev.heddle.server.engine.Engine;
import dev.heddle.store.Database;
import dev.heddle.store.Prefetch;
import dev.heddle.store.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets the thread that reads a file go ahead of the one that puts its contents into the keyspace.
 *
 * <pre>
 *   reading thread   read, sum, unpack, make values  ->  batch  ->  queue
 *   heddle-load      lock, touch what is looked up, put, unlock  &lt;-
 * </pre>
 *
 * <p>What fails behind the reader's back is thrown at it with the next batch, or at the end; what
 * comes behind a failure is not put.
 */
final class LoadAhead implements LoadSink, AutoCloseable {
  private static final int BATCHES = 8;
  private static final int BATCH_STEPS = 512;
  private static final int BATCH_BYTES = 1 << 18; // of the file

  /** Steps under one hold of the lock. */
  private static final int SLICE = 64;

  private final Loading target;
  private final Engine engine;
  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(BATCHES);
  private final Prefetch prefetch = new Prefetch();
  private Batch batch = new Batch();
  private long offset;
  private boolean working;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /** What is handed over in one piece. */
  private static final class Batch {
    final List<LoadStep> steps = new ArrayList<>();
    final CountDownLatch done = new CountDownLatch(1);
    long from = -1;
    boolean last;
  }

  LoadAhead(Loading target, Engine engine) {
    this.target = target;
    this.engine = engine;
  }

  // ---- the reading thread

  @Override
  public void at(long offset) {
    this.offset = offset;
  }

  @Override
  public void aux(String key, byte[] value) {
    target.aux(key, value);
  }

  @Override
  public void database(int db, long keys, long expiring) throws LoadException {
    finish();
    target.database(db, keys, expiring);
  }

  @Override
  public void function(byte[] code) throws LoadException {
    finish();
    target.function(code);
  }

  @Override
  public void file(String name) {
    target.file(name); // all of the one before has been put
  }

  @Override
  public void entry(int db, byte[] key, Value value, long expireAt, long idleSeconds, int frequency)
      throws LoadException {
    add(new LoadStep.Key(offset, db, key, value, expireAt, idleSeconds, frequency));
  }

  @Override
  public void command(byte[][] args) throws LoadException {
    add(new LoadStep.Replay(offset, args));
  }

  private void add(LoadStep step) throws LoadException {
    if (batch.steps.isEmpty()) {
      batch.from = offset;
    }
    batch.steps.add(step);
    if (batch.steps.size() == BATCH_STEPS || offset - batch.from > BATCH_BYTES) {
      throwFailure();
      handOver();
    }
  }

  /** Waits until all that was handed over is in its place. */
  @Override
  public void finish() throws LoadException {
    if (working || !batch.steps.isEmpty()) {
      Batch rest = batch;
      handOver();
      uninterrupted(rest.done::await);
    }
    throwFailure();
  }

  private void throwFailure() throws LoadException {
    Throwable thrown = failure;
    if (thrown instanceof LoadException e) {
      throw e;
    }
    if (thrown instanceof Error e) { // the heap may be too small for the file
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
  }

  private void handOver() {
    if (!working) {
      // A platform thread: a virtual one that computes for long would keep others from a carrier.
      Thread.ofPlatform().daemon().name("heddle-load").start(this::work);
      working = true; // nobody waits for a thread that could not be started
    }
    Batch full = batch;
    batch = new Batch();
    uninterrupted(() -> queue.put(full));
  }

  /** What has not been put into its place yet is left out, unless {@link #finish} came before. */
  @Override
  public void close() {
    closed = true;
    if (working) {
      Batch last = batch;
      last.last = true;
      handOver();
      uninterrupted(last.done::await);
    }
  }

  /** A file that is being loaded belongs to this thread: whoever interrupts it has to wait. */
  private static void uninterrupted(Wait wait) {
    boolean interrupted = false;
    boolean over = false;
    while (!over) {
      try {
        wait.run();
        over = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Wait {
    void run() throws InterruptedException;
  }

  // ---- the thread that puts

  private void work() {
    boolean last = false;
    while (!last) {
      Batch next = take();
      put(next.steps);
      last = next.last;
      next.done.countDown();
    }
  }

  private Batch take() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // nobody has a reason to: the end comes through the queue
      }
    }
  }

  private void put(List<LoadStep> steps) {
    try {
      for (int from = 0; from < steps.size() && failure == null && !closed; from += SLICE) {
        List<LoadStep> slice = steps.subList(from, Math.min(steps.size(), from + SLICE));
        engine.locked(() -> putSlice(slice));
      }
    } catch (RuntimeException | Error e) { // whatever it is: the reader waits for this thread
      failure = e;
    }
  }

  private void putSlice(List<LoadStep> slice) {
    prefetch(slice);
    try {
      for (LoadStep step : slice) {
        step.run(target);
      }
    } catch (LoadException e) {
      failure = e;
    }
  }

  /** Most of a slice is in the database of its first step. */
  @SuppressWarnings("ReferenceEquality") // this very database
  private void prefetch(List<LoadStep> slice) {
    Database db = slice.getFirst().database(engine);
    if (db == null || !Prefetch.pays(db)) {
      return;
    }
    for (LoadStep step : slice) {
      if (step.database(engine) == db) {
        byte[] key = step.key();
        prefetch.add(db, key, 0, key.length);
      }
    }
    prefetch.run(db);
  }
}
