package dev.heddle.server;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Has the collector give memory back to the system when the heap is far larger than the data need,
 * as after a load or a FLUSHALL.
 *
 * <p>It acts only where the property {@value #PROPERTY} says that {@link System#gc} runs beside the
 * program and shrinks the heap; elsewhere that call would stop everything.
 */
final class HeapTrim {
  private static final String PROPERTY = "heddle.trimHeap";

  /** Bytes that the heap may have besides twice the data: what is young, and buffers. */
  private static final long SLACK = 64 << 20;

  /** Nanoseconds between two looks. */
  private static final long INTERVAL = 1_000_000_000;

  /** So many looks lie between two collections. */
  private static final int PAUSE = 20;

  private final LongSupplier data;
  private final LongSupplier heap;
  private final Runnable collect;
  private final boolean possible;
  private final AtomicBoolean collecting = new AtomicBoolean();
  private long lastLook = System.nanoTime() - INTERVAL;
  private int looks = PAUSE;

  /**
   * The size of the heap that the last collection left; not more than a little above it is tried
   * again.
   */
  private volatile long left;

  /**
   * Trims the heap of this process.
   *
   * @param data tells how many bytes the data take
   */
  static HeapTrim ofThisProcess(LongSupplier data) {
    return new HeapTrim(
        data, () -> Runtime.getRuntime().totalMemory(), System::gc, Boolean.getBoolean(PROPERTY));
  }

  /** For tests, with a heap of their own. */
  HeapTrim(LongSupplier data, LongSupplier heap, Runnable collect, boolean possible) {
    this.data = data;
    this.heap = heap;
    this.collect = collect;
    this.possible = possible;
  }

  /** Looks whether memory can be given back; called often, by one thread. */
  void look(long nanos) {
    if (!possible || nanos - lastLook < INTERVAL) {
      return;
    }
    lastLook = nanos;
    long size = heap.getAsLong();
    if (looks++ >= PAUSE && size > left + left / 4 && size > 2 * data.getAsLong() + SLACK) {
      looks = 0;
      start();
    }
  }

  /** Begins to give back what can be, unless that is going on. */
  void start() {
    if (possible && collecting.compareAndSet(false, true)) {
      // A platform thread: a virtual one would keep its carrier until the collection is over.
      Thread.ofPlatform().daemon().name("heddle-trim").start(this::run);
    }
  }

  private void run() {
    try {
      collect.run();
      left = heap.getAsLong();
    } finally {
      collecting.set(false);
    }
  }
}
