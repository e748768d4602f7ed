package dev.heddle.store;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A node that lies so deep in its list that it is kept compressed, by {@link Lzf}. */
final class CompressedNode extends QuickNode {
  private static final int PLAIN = -1;

  private final byte[] compressed;
  private final int length;
  private final int entries; // PLAIN: it was a plain node

  private CompressedNode(byte[] compressed, int length, int entries) {
    this.compressed = compressed;
    this.length = length;
    this.entries = entries;
  }

  /** The node compressed; null when that is not worth it. */
  static @Nullable CompressedNode of(DenseNode node, Lzf lzf) {
    return of(node.contents(), node.count(), lzf);
  }

  /** The node compressed; null when that is not worth it. */
  static @Nullable CompressedNode of(PlainNode node, Lzf lzf) {
    return of(node.text(), PLAIN, lzf);
  }

  private static @Nullable CompressedNode of(byte[] bytes, int entries, Lzf lzf) {
    if (bytes.length < LEAST_COMPRESSED) {
      return null;
    }
    byte[] target = new byte[bytes.length];
    int size = lzf.compress(bytes, bytes.length, target, bytes.length - LEAST_SAVED);
    return size == 0
        ? null
        : new CompressedNode(Arrays.copyOf(target, size), bytes.length, entries);
  }

  @Override
  int count() {
    return Math.abs(entries);
  }

  @Override
  int leastBytes() {
    return length;
  }

  @Override
  int arrayBytes() {
    return rounded(compressed.length);
  }

  /** What this is the compression of. */
  QuickNode uncompressed() {
    byte[] bytes = new byte[length];
    if (!Lzf.decompress(compressed, bytes)) {
      throw new IllegalStateException("a node of a list cannot be decompressed");
    }
    return entries == PLAIN ? new PlainNode(bytes) : new DenseNode(bytes, entries);
  }

  @Override
  QuickNode expanded() {
    return uncompressed().expanded();
  }

  @Override
  void give(int index, int n, Elements out) {
    uncompressed().give(index, n, out);
  }

  @Override
  boolean search(ListEnd from, Needle needle, int most, long base, LongPredicate found) {
    return uncompressed().search(from, needle, most, base, found);
  }

  @Override
  CompressedNode copy() {
    return this; // nothing changes it
  }
}
