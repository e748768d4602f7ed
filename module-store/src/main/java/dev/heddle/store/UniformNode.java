package dev.heddle.store;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A node of several texts of one length, side by side: ids, for one, are such. Like a {@link
 * DenseNode} it can only be read, and is shared by copies of the list.
 */
final class UniformNode extends QuickNode {
  private final byte[] texts;
  private final int width;
  private final int count;

  private UniformNode(byte[] texts, int width, int count) {
    this.texts = texts;
    this.width = width;
    this.count = count;
  }

  /** The node of these entries; null when they are not such, or longer than 63 bytes. */
  static @Nullable UniformNode of(byte[] data, int start, int end, int count) {
    int width = ListPackEntry.uniformWidth(data, start, end, count);
    if (width < 0) {
      return null;
    }
    byte[] texts = new byte[count * width];
    int p = start;
    for (int i = 0; i < count; i++) {
      System.arraycopy(data, p + 1, texts, i * width, width);
      p = ListPackEntry.next(data, p);
    }
    return new UniformNode(texts, width, count);
  }

  @Override
  int count() {
    return count;
  }

  @Override
  int leastBytes() {
    return texts.length + 2 * count + ListPack.OVERHEAD;
  }

  @Override
  int arrayBytes() {
    return rounded(texts.length);
  }

  @Override
  PackedNode expanded() {
    byte[] entries = new byte[texts.length + 2 * count];
    int end = 0;
    for (int i = 0; i < count; i++) {
      end = ListPackEntry.writeText(entries, end, texts, i * width, width);
    }
    return new PackedNode(entries, 0, end, count);
  }

  @Override
  void give(int index, int n, Elements out) {
    for (int i = index; i < Math.min(index + n, count); i++) {
      out.text(texts, i * width, width);
    }
  }

  @Override
  boolean search(ListEnd from, Needle needle, int most, long base, LongPredicate found) {
    for (int i = 0; i < Math.min(most, count); i++) {
      int index = from == ListEnd.LEFT ? i : count - 1 - i;
      if (needle.is(texts, index * width, width) && !found.test(base + index)) {
        return false;
      }
    }
    return true;
  }

  @Override
  UniformNode copy() {
    return this; // nothing changes it
  }
}
