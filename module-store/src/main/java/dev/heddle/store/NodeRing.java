package dev.heddle.store;

/**
 * The nodes of a {@link QuickList}, in an array that is used round and round, so that nodes come
 * and go at both ends in O(1); and what they take on the heap.
 *
 * <p>The nodes at the ends are {@link PackedNode}s, which can be changed; those between are {@link
 * UniformNode}s or {@link DenseNode}s, which are smaller. Where the setting {@code
 * list-compress-depth} is d, all but the first and the last d are dense and compressed.
 */
final class NodeRing {
  private static final int LEAST_SLOTS = 4;

  private final int depth;
  private QuickNode[] slots = new QuickNode[LEAST_SLOTS]; // a power of two of them
  private int head;
  private int size;
  private long arrayBytes;

  NodeRing(int depth) {
    this.depth = depth;
  }

  /** A ring of the same nodes, but for those that can be changed, which are copied. */
  NodeRing copy() {
    var copy = new NodeRing(depth);
    for (int i = 0; i < size; i++) {
      copy.insert(i, get(i).copy());
    }
    return copy;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  QuickNode get(int i) {
    return slots[(head + i) & (slots.length - 1)];
  }

  /** Bytes on the heap; O(1). */
  long memory(Sizes sizes) {
    return sizes.object(1, 20)
        + sizes.references(slots.length)
        + size * (sizes.object(1, 4) + sizes.bytes(0))
        + arrayBytes;
  }

  /** Puts a node into the place of another. */
  void set(int i, QuickNode node) {
    arrayBytes += node.arrayBytes() - get(i).arrayBytes();
    put(i, node);
  }

  /** Says that the arrays of nodes became longer by so many bytes. */
  void resized(long bytes) {
    arrayBytes += bytes;
  }

  /** Adds a node that gets position i; the fewer on one side of it move. */
  void insert(int i, QuickNode node) {
    if (size == slots.length) {
      resize(2 * size);
    }
    if (i < size / 2) {
      head = (head - 1) & (slots.length - 1);
      for (int k = 0; k < i; k++) {
        put(k, get(k + 1));
      }
    } else {
      for (int k = size; k > i; k--) {
        put(k, get(k - 1));
      }
    }
    size++;
    put(i, node);
    arrayBytes += node.arrayBytes();
  }

  /** Takes {@code n} nodes out from position i on. */
  void remove(int i, int n) {
    for (int k = i; k < i + n; k++) {
      arrayBytes -= get(k).arrayBytes();
    }
    if (i < size - i - n) {
      for (int k = i - 1; k >= 0; k--) {
        put(k + n, get(k));
      }
      clear(0, n);
      head = (head + n) & (slots.length - 1);
    } else {
      for (int k = i; k < size - n; k++) {
        put(k, get(k + n));
      }
      clear(size - n, size);
    }
    size -= n;
    shrink();
  }

  /** Takes out the nodes without elements. */
  void removeEmpty() {
    int kept = 0;
    for (int k = 0; k < size; k++) {
      QuickNode node = get(k);
      if (node.count() == 0) {
        arrayBytes -= node.arrayBytes();
      } else {
        put(kept++, node);
      }
    }
    clear(kept, size);
    size = kept;
    shrink();
  }

  // ---- changing nodes

  /** Changes a node of this ring. */
  void edit(PackedNode node, Runnable change) {
    int before = node.arrayBytes();
    change.run();
    arrayBytes += node.arrayBytes() - before;
  }

  /** The node at a position, after which it is a packed or plain one. */
  QuickNode expand(int at) {
    QuickNode node = get(at);
    QuickNode expanded = node.expanded();
    if (expanded != node) {
      set(at, expanded);
    }
    return expanded;
  }

  /** Makes ends of what has become the ends of the list. */
  void expandEnds() {
    if (size == 0) {
      return;
    }
    expand(0);
    expand(size - 1);
    for (int i = 1; i < Math.min(depth, size); i++) {
      uncompress(i);
      uncompress(size - 1 - i);
    }
  }

  private void uncompress(int at) {
    if (get(at) instanceof CompressedNode compressed) {
      set(at, compressed.uncompressed());
    }
  }

  /**
   * Makes the nodes of a part dense, and compressed, where they lie so deep; also those that were
   * pushed away from the ends by one that was added.
   */
  void settle(int from, int to, Lzf lzf) {
    expandEnds();
    for (int i = Math.max(1, from); i <= Math.min(to, size - 2); i++) {
      if (get(i) instanceof PackedNode packed) {
        set(i, depth > 0 ? packed.dense() : packed.smallest());
      }
      compress(i, lzf);
    }
    compress(depth, lzf);
    compress(size - 1 - depth, lzf);
  }

  private void compress(int at, Lzf lzf) {
    if (depth <= 0 || at < depth || size - 1 - at < depth) {
      return;
    }
    QuickNode compressed =
        switch (get(at)) {
          case DenseNode dense -> CompressedNode.of(dense, lzf);
          case PlainNode plain -> CompressedNode.of(plain, lzf);
          case PackedNode end -> null;
          case UniformNode unused -> null; // there are none in such a list
          case CompressedNode already -> null;
        };
    if (compressed != null) {
      set(at, compressed);
    }
  }

  // ---- the array

  private void put(int i, QuickNode node) {
    slots[(head + i) & (slots.length - 1)] = node;
  }

  @SuppressWarnings("NullAway") // what lies outside is null and never read
  private void clear(int from, int to) {
    for (int k = from; k < to; k++) {
      slots[(head + k) & (slots.length - 1)] = null;
    }
  }

  private void shrink() {
    if (size < slots.length / 4 && slots.length > LEAST_SLOTS) {
      resize(Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, size)) * 2));
    }
  }

  private void resize(int length) {
    QuickNode[] old = slots;
    int first = Math.min(size, old.length - head);
    var next = new QuickNode[length];
    System.arraycopy(old, head, next, 0, first);
    System.arraycopy(old, 0, next, first, size - first);
    slots = next;
    head = 0;
  }
}
