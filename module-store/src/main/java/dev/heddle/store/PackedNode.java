package dev.heddle.store;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * A node of several elements, as the entries of a listpack without its header and end.
 *
 * <pre>
 * data: | room | Entry Entry ... Entry | room |
 *              ^ start                 ^ end
 * </pre>
 *
 * <p>Elements are added and taken at both ends without moving the others, but for now and then,
 * when the room at that end is used up: then half of the other end's is moved over, or a larger
 * array taken, whichever leaves room for a fixed part of what must be moved.
 */
final class PackedNode extends QuickNode {
  private static final int LEAST_ROOM = 240;

  private byte[] data;
  private int start;
  private int end;
  private int count;

  /** The entries from {@code start} to {@code end}; the array belongs to the node. */
  PackedNode(byte[] data, int start, int end, int count) {
    this.data = data;
    this.start = start;
    this.end = end;
    this.count = count;
  }

  /** A node without entries. */
  PackedNode() {
    this(new byte[0], 0, 0, 0);
  }

  /** The entries of a listpack, whose array belongs to the node. */
  static PackedNode of(byte[] lp) {
    return new PackedNode(lp, ListPack.HEADER, ListPack.bytes(lp) - 1, ListPack.count(lp));
  }

  /** A listpack of the entries. */
  byte[] listPack() {
    return ListPack.of(data, start, end, count);
  }

  /** The same elements without the way back. */
  DenseNode dense() {
    return DenseNode.of(data, start, end);
  }

  /** The same elements in the least bytes. */
  QuickNode smallest() {
    UniformNode uniform = UniformNode.of(data, start, end, count);
    return uniform == null ? dense() : uniform;
  }

  /** Bytes of the listpack that this node is. */
  int bytes() {
    return end - start + ListPack.OVERHEAD;
  }

  @Override
  int count() {
    return count;
  }

  @Override
  int leastBytes() {
    return bytes();
  }

  @Override
  int arrayBytes() {
    return rounded(data.length);
  }

  @Override
  PackedNode expanded() {
    return this;
  }

  @Override
  PackedNode copy() {
    return new PackedNode(Arrays.copyOfRange(data, start, end), 0, end - start, count);
  }

  // ---- reading

  @Override
  void give(int index, int n, Elements out) {
    int p = seek(index);
    for (int left = Math.min(n, count - index); left > 0; left--) {
      ListPackEntry.give(data, p, out);
      p = ListPackEntry.next(data, p);
    }
  }

  @Override
  boolean search(ListEnd from, Needle needle, int most, long base, LongPredicate found) {
    return from == ListEnd.LEFT
        ? forward(needle, Math.min(most, count), base, found)
        : backward(needle, Math.max(0, count - most), base, found);
  }

  private boolean forward(Needle needle, int to, long base, LongPredicate found) {
    int p = start;
    for (int i = 0; i < to; i++) {
      if (needle.isAt(data, p) && !found.test(base + i)) {
        return false;
      }
      p = ListPackEntry.next(data, p);
    }
    return true;
  }

  private boolean backward(Needle needle, int lowest, long base, LongPredicate found) {
    int p = end;
    for (int i = count - 1; i >= lowest; i--) {
      p = ListPackEntry.prev(data, p);
      if (needle.isAt(data, p) && !found.test(base + i)) {
        return false;
      }
    }
    return true;
  }

  /** Where the entry of an index begins; the end for the count. */
  private int seek(int index) {
    if (index <= count / 2) {
      int p = start;
      for (int left = index; left > 0; left--) {
        p = ListPackEntry.next(data, p);
      }
      return p;
    }
    int p = end;
    for (int left = count - index; left > 0; left--) {
      p = ListPackEntry.prev(data, p);
    }
    return p;
  }

  // ---- changing

  /** Adds a text in front of all. */
  void prepend(byte[] a, int off, int len) {
    int size = ListPackEntry.size(a, off, len);
    if (start < size) {
      makeRoomInFront(size);
    }
    start -= size;
    ListPackEntry.write(data, start, a, off, len);
    count++;
  }

  /** Adds a text behind all. */
  void append(byte[] a, int off, int len) {
    int size = ListPackEntry.size(a, off, len);
    if (data.length - end < size) {
      makeRoomBehind(size);
    }
    end = ListPackEntry.write(data, end, a, off, len);
    count++;
  }

  /** Adds a text that gets this index. */
  void insert(int index, byte[] a, int off, int len) {
    int p = resize(index, 0, ListPackEntry.size(a, off, len));
    ListPackEntry.write(data, p, a, off, len);
    count++;
  }

  /** Puts a text into the place of another. */
  void replace(int index, byte[] a, int off, int len) {
    int p = resize(index, 1, ListPackEntry.size(a, off, len));
    ListPackEntry.write(data, p, a, off, len);
  }

  /** Hands over the first text and takes it out. */
  void takeFirst(Elements out) {
    ListPackEntry.give(data, start, out);
    start = ListPackEntry.next(data, start);
    count--;
  }

  /** Hands over the last text and takes it out. */
  void takeLast(Elements out) {
    end = ListPackEntry.prev(data, end);
    ListPackEntry.give(data, end, out);
    count--;
  }

  /** Takes {@code n} entries out from this index on. */
  void remove(int index, int n) {
    if (index == 0) {
      start = seek(n);
    } else if (index + n == count) {
      end = seek(index);
    } else {
      resize(index, n, 0);
    }
    count -= n;
  }

  /** Takes up to {@code max} entries with this text out, the first or the last, and counts them. */
  int removeAll(Needle needle, long max, ListEnd from) {
    int kept = from == ListEnd.LEFT ? start : startOfLast(max, needle);
    int removed = 0;
    for (int p = kept; p < end; ) {
      int next = ListPackEntry.next(data, p);
      if (removed < max && needle.isAt(data, p)) {
        removed++;
      } else if (removed == 0) {
        kept = next;
      } else {
        System.arraycopy(data, p, data, kept, next - p);
        kept += next - p;
      }
      p = next;
    }
    end = kept;
    count -= removed;
    return removed;
  }

  /** Where the n-th last entry with this text begins; the first where there are not so many. */
  private int startOfLast(long n, Needle needle) {
    int p = end;
    for (long left = n; left > 0 && p > start; ) {
      p = ListPackEntry.prev(data, p);
      left -= needle.isAt(data, p) ? 1 : 0;
    }
    return p;
  }

  /** Cuts the node before the entry of an index and returns the second part. */
  PackedNode split(int index) {
    int p = seek(index);
    var second = new PackedNode(Arrays.copyOfRange(data, p, end), 0, end - p, count - index);
    end = p;
    count = index;
    return second;
  }

  /** Adds the entries of another node behind those of this. */
  void appendAll(PackedNode other) {
    int size = other.end - other.start;
    if (data.length - end < size) {
      makeRoomBehind(size);
    }
    System.arraycopy(other.data, other.start, data, end, size);
    end += size;
    count += other.count;
  }

  /** Makes {@code size} bytes of the entries at an index; what follows moves; where they begin. */
  private int resize(int index, int entries, int size) {
    int p = seek(index);
    int after = p;
    for (int left = entries; left > 0; left--) {
      after = ListPackEntry.next(data, after);
    }
    int old = after - p;
    if (data.length - end < size - old) {
      int before = start;
      makeRoomBehind(size - old);
      p += start - before;
    }
    System.arraycopy(data, p + old, data, p + size, end - p - old);
    end += size - old;
    return p;
  }

  private void makeRoomInFront(int size) {
    int used = end - start;
    int behind = data.length - end;
    if (behind / 2 >= Math.max(size, used / 4)) {
      move(data, start + behind / 2);
    } else {
      int front = Math.max(size, Math.max(used, LEAST_ROOM));
      move(new byte[rounded(front + used + behind)], front);
    }
  }

  private void makeRoomBehind(int size) {
    int used = end - start;
    if (start / 2 >= Math.max(size, used / 4)) {
      move(data, start - start / 2);
    } else {
      int behind = Math.max(size, Math.max(used, LEAST_ROOM));
      move(new byte[rounded(start + used + behind)], start);
    }
  }

  private void move(byte[] target, int at) {
    int used = end - start;
    System.arraycopy(data, start, target, at, used);
    data = target;
    start = at;
    end = at + used;
  }
}
