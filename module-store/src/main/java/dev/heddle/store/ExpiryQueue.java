package dev.heddle.store;

import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a database that will expire, the next one first: a heap in which each node has
 * four children and each entry knows its place.
 *
 * <p>Four children instead of two: half the depth, and the children lie side by side.
 */
final class ExpiryQueue {
  private final Slots<Expiry> heap = new Slots<>();

  // The sum of the times in two halves: 64 bits overflow with five million keys.
  private long sumHigh;
  private long sumLow;

  int size() {
    return heap.length();
  }

  /** The entry that expires next; null when none does. */
  @Nullable Expiry peek() {
    return size() == 0 ? null : heap.get(0);
  }

  /** An expiry chosen with equal chances; null when there is none. */
  @Nullable Expiry random(RandomGenerator random) {
    return size() == 0 ? null : heap.get(random.nextInt(size()));
  }

  /** The mean of the times at which the entries expire; 0 when there are none. */
  double meanTime() {
    return size() == 0 ? 0 : (sumHigh * 0x1p32 + sumLow) / size();
  }

  void add(Expiry expiry) {
    count(expiry.at, 1);
    heap.push(expiry);
    up(expiry, size() - 1);
  }

  void remove(Expiry expiry) {
    count(expiry.at, -1);
    Expiry last = at(size() - 1);
    heap.pop();
    if (last != expiry) {
      settle(last, expiry.heapIndex);
    }
  }

  /** Gives an entry of the queue another time. */
  void update(Expiry expiry, long expireAt) {
    count(expiry.at, -1);
    count(expireAt, 1);
    expiry.at = expireAt;
    settle(expiry, expiry.heapIndex);
  }

  /** Bytes on the heap, without the entries. */
  long memory(Sizes sizes) {
    return sizes.object(1, 2 * Long.BYTES) + heap.memory(sizes);
  }

  private void count(long time, int sign) {
    sumHigh += sign * (time >>> 32);
    sumLow += sign * (time & 0xffff_ffffL);
  }

  private void settle(Expiry expiry, int index) {
    if (index > 0 && expiry.at < at(parent(index)).at) {
      up(expiry, index);
    } else {
      down(expiry, index);
    }
  }

  private void up(Expiry expiry, int from) {
    int index = from;
    while (index > 0) {
      Expiry parent = at(parent(index));
      if (parent.at <= expiry.at) {
        break;
      }
      place(parent, index);
      index = parent(index);
    }
    place(expiry, index);
  }

  private void down(Expiry expiry, int from) {
    int index = from;
    for (int child; (child = firstChild(index)) >= 0; ) {
      Expiry first = at(child);
      if (expiry.at <= first.at) {
        break;
      }
      place(first, index);
      index = child;
    }
    place(expiry, index);
  }

  /** The child that expires first; -1 when there is no child. */
  private int firstChild(int index) {
    long from = 4L * index + 1;
    int first = -1;
    long least = Long.MAX_VALUE;
    for (long child = from; child < Math.min(from + 4, size()); child++) {
      long time = at((int) child).at;
      if (first < 0 || time < least) {
        first = (int) child;
        least = time;
      }
    }
    return first;
  }

  private void place(Expiry expiry, int index) {
    heap.set(index, expiry);
    expiry.heapIndex = index;
  }

  private Expiry at(int index) {
    return Objects.requireNonNull(heap.get(index));
  }

  private static int parent(int index) {
    return (index - 1) >> 2;
  }
}
