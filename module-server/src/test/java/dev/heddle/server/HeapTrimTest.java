package dev.heddle.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapTrimTest {
  private static final long MB = 1 << 20;

  private final AtomicLong data = new AtomicLong();
  private final AtomicLong heap = new AtomicLong(300 * MB);
  private final AtomicInteger collections = new AtomicInteger();
  private final Semaphore collected = new Semaphore(0);

  /** Ahead of the clock at which looks begin, however long it takes to begin. */
  private long nanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();

  private final HeapTrim trim = new HeapTrim(data::get, heap::get, this::collect, true);

  /** As much as the data and half of it again stays. */
  private void collect() {
    collections.incrementAndGet();
    heap.set(data.get() * 3 / 2);
    collected.release();
  }

  @Test
  void aHeapFarLargerThanItsDataIsTrimmedAtOnce() throws Exception {
    look(1);
    awaitCollection();
    assertEquals(0, heap.get());
  }

  @Test
  void aHeapThatFitsIsLeftAlone() {
    data.set(150 * MB);
    look(100);
    assertEquals(0, collections.get());
  }

  @Test
  void thereIsAPauseBetweenTwo() throws Exception {
    look(1);
    awaitCollection();
    heap.set(500 * MB);
    look(20);
    assertEquals(1, collections.get());
    look(1);
    awaitCollection();
  }

  @Test
  void whatACollectionLeftIsNotTriedAgain() throws Exception {
    var stubborn = new AtomicInteger();
    var all = new HeapTrim(data::get, heap::get, stubborn::incrementAndGet, true);
    all.look(second());
    awaitCount(stubborn, 1);
    for (int i = 0; i < 100; i++) {
      all.look(second());
    }
    assertEquals(1, stubborn.get());
    heap.set(400 * MB); // a third more
    all.look(second());
    awaitCount(stubborn, 2);
  }

  @Test
  void looksAreASecondApart() {
    heap.set(0);
    look(1);
    heap.set(300 * MB);
    for (int i = 0; i < 100; i++) {
      trim.look(nanos + i);
    }
    assertEquals(0, collections.get());
  }

  @Test
  void nothingHappensWhereItWouldStopTheProgram() {
    var impossible = new HeapTrim(data::get, heap::get, this::collect, false);
    impossible.look(second());
    impossible.start();
    assertEquals(0, collections.get());
  }

  @Test
  void itCanBeAskedFor() throws Exception {
    heap.set(0);
    trim.start();
    awaitCollection();
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      trim.look(second());
    }
  }

  private long second() {
    nanos += Duration.ofSeconds(1).toNanos() + 1;
    return nanos;
  }

  private void awaitCollection() throws InterruptedException {
    assertTrue(collected.tryAcquire(10, TimeUnit.SECONDS));
    awaitThread();
  }

  private static void awaitCount(AtomicInteger count, int n) throws InterruptedException {
    awaitThread();
    assertEquals(n, count.get());
  }

  /** Until what is left has been noted, and the next one may begin. */
  private static void awaitThread() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("heddle-trim")) {
        assertTrue(thread.join(Duration.ofSeconds(10)));
      }
    }
  }
}
