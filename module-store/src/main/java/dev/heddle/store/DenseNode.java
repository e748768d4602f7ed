package dev.heddle.store;

import java.util.function.LongPredicate;

/**
 * A node of several elements as the contents of entries of a listpack, without the way back from
 * each to the one before. It can only be read, from its first element on; in exchange it is smaller
 * and shared by copies of the list.
 */
final class DenseNode extends QuickNode {
  private final byte[] contents;
  private final int count;

  /** The array belongs to the node. */
  DenseNode(byte[] contents, int count) {
    this.contents = contents;
    this.count = count;
  }

  /** The node of these entries. */
  static DenseNode of(byte[] data, int start, int end) {
    int size = 0;
    int count = 0;
    for (int p = start; p < end; p = ListPackEntry.next(data, p)) {
      size += ListPackEntry.contentBytes(data, p);
      count++;
    }
    byte[] contents = new byte[size];
    int at = 0;
    for (int p = start; p < end; p = ListPackEntry.next(data, p)) {
      int content = ListPackEntry.contentBytes(data, p);
      System.arraycopy(data, p, contents, at, content);
      at += content;
    }
    return new DenseNode(contents, count);
  }

  byte[] contents() {
    return contents;
  }

  @Override
  int count() {
    return count;
  }

  @Override
  int leastBytes() {
    return contents.length + count + ListPack.OVERHEAD;
  }

  @Override
  int arrayBytes() {
    return rounded(contents.length);
  }

  @Override
  PackedNode expanded() {
    int size = 0;
    for (int p = 0; p < contents.length; ) {
      int content = ListPackEntry.contentBytes(contents, p);
      size += content + ListPackEntry.backBytes(content);
      p += content;
    }
    byte[] entries = new byte[size];
    int end = 0;
    for (int p = 0; p < contents.length; ) {
      int content = ListPackEntry.contentBytes(contents, p);
      end = ListPackEntry.writeContent(entries, end, contents, p, content);
      p += content;
    }
    return new PackedNode(entries, 0, size, count);
  }

  @Override
  void give(int index, int n, Elements out) {
    int p = 0;
    for (int left = index; left > 0; left--) {
      p += ListPackEntry.contentBytes(contents, p);
    }
    for (int left = Math.min(n, count - index); left > 0; left--) {
      ListPackEntry.give(contents, p, out);
      p += ListPackEntry.contentBytes(contents, p);
    }
  }

  @Override
  boolean search(ListEnd from, Needle needle, int most, long base, LongPredicate found) {
    if (from == ListEnd.RIGHT) {
      return expanded().search(from, needle, most, base, found);
    }
    int p = 0;
    for (int i = 0; i < Math.min(most, count); i++) {
      if (needle.isAt(contents, p) && !found.test(base + i)) {
        return false;
      }
      p += ListPackEntry.contentBytes(contents, p);
    }
    return true;
  }

  @Override
  DenseNode copy() {
    return this; // nothing changes it
  }
}
