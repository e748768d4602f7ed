package dev.heddle.store;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A long list: nodes of packed elements in a ring, as many in each as {@link ListFill} says.
 *
 * <p>Where the setting {@code list-compress-depth} is d, the first and the last d nodes are kept as
 * they are and those between compressed. The nodes at the ends keep room to grow; all others have
 * arrays of exactly their size. Both settings are those of the time when the list became a long
 * one.
 *
 * <p>An index is looked up by walking over the nodes, which lie side by side in the ring, from the
 * nearer end.
 */
final class QuickList {
  /** What an element takes in a node besides its text, as it is reckoned before it is added. */
  private static final int ESTIMATED_OVERHEAD = 8;

  /** A node and a position in it. */
  private record Place(int node, int index) {}

  private final int fill;
  private final int depth;
  private final NodeRing ring = new NodeRing();
  private long size;

  QuickList(Thresholds thresholds) {
    this(thresholds.listMaxListpackSize(), thresholds.listCompressDepth());
  }

  private QuickList(int fill, int depth) {
    this.fill = fill;
    this.depth = depth;
  }

  QuickList copy() {
    var copy = new QuickList(fill, depth);
    for (int i = 0; i < ring.size(); i++) {
      copy.ring.insert(i, ring.get(i).copy());
    }
    copy.size = size;
    return copy;
  }

  long size() {
    return size;
  }

  /** Bytes on the heap; O(1). */
  long memory(Sizes sizes) {
    return sizes.object(1, 16) + ring.memory(sizes);
  }

  /** Reads a little of what any command reads first. */
  int touch() {
    return ring.size();
  }

  /** The only node if it is a packed one, else null. */
  @Nullable PackedNode only() {
    return ring.size() == 1 && ring.get(0) instanceof PackedNode node ? node : null;
  }

  // ---- nodes from and to files

  /** Adds a node at the end. */
  void addNode(QuickNode node, Lzf lzf) {
    ring.insert(ring.size(), node);
    size += node.count();
    settle(ring.size() - 2, ring.size() - 1, lzf);
  }

  int nodes() {
    return ring.size();
  }

  void eachNode(ListValue.Nodes out) {
    for (int i = 0; i < ring.size(); i++) {
      switch (ring.get(i).expanded()) {
        case PackedNode packed -> out.packed(packed.listPack());
        case PlainNode plain -> out.plain(plain.text());
        case CompressedNode twice -> throw new IllegalStateException("compressed twice");
      }
    }
  }

  // ---- ends

  void push(ListEnd end, byte[] a, int off, int len, Lzf lzf) {
    int at = end == ListEnd.LEFT ? 0 : ring.size() - 1;
    size++;
    if (!ring.isEmpty() && ring.get(at) instanceof PackedNode node && takes(node, len)) {
      int before = node.arrayBytes();
      add(node, end, a, off, len);
      ring.resized(node.arrayBytes() - before);
      return;
    }
    ring.insert(end == ListEnd.LEFT ? 0 : ring.size(), nodeOf(a, off, len));
    int neighbour = end == ListEnd.LEFT ? 1 : ring.size() - 2;
    settle(neighbour, neighbour, lzf);
  }

  void pop(ListEnd end, Elements out) {
    int at = end == ListEnd.LEFT ? 0 : ring.size() - 1;
    size--;
    QuickNode node = expand(at);
    if (node.count() > 1 && node instanceof PackedNode packed) {
      take(packed, end, out);
      return;
    }
    node.give(0, 1, out);
    ring.remove(at, 1);
    expandEnds();
  }

  /** Takes the first {@code n} elements out. */
  void dropFirst(long n) {
    size -= n;
    int whole = 0;
    long left = n;
    while (left > 0 && ring.get(whole).count() <= left) {
      left -= ring.get(whole++).count();
    }
    ring.remove(0, whole);
    if (left > 0) {
      ((PackedNode) expand(0)).remove(0, (int) left);
    }
    expandEnds();
  }

  /** Takes the last {@code n} elements out. */
  void dropLast(long n) {
    size -= n;
    int end = ring.size();
    long left = n;
    while (left > 0 && ring.get(end - 1).count() <= left) {
      left -= ring.get(--end).count();
    }
    ring.remove(end, ring.size() - end);
    if (left > 0) {
      var last = (PackedNode) expand(end - 1);
      last.remove(last.count() - (int) left, (int) left);
    }
    expandEnds();
  }

  // ---- reading

  /** Hands over {@code n} elements from the one at {@code index} on. */
  void give(long index, long n, Elements out) {
    Place place = seek(index);
    int from = place.index();
    long left = n;
    for (int i = place.node(); left > 0; i++) {
      QuickNode node = ring.get(i);
      int some = (int) Math.min(left, node.count() - from);
      node.give(from, some, out);
      left -= some;
      from = 0;
    }
  }

  /** As {@link ListValue#search}. */
  void search(ListEnd from, Needle needle, long most, LongPredicate found) {
    boolean on = true;
    long passed = 0;
    for (int i = 0; i < ring.size() && passed < most && on; i++) {
      QuickNode node = ring.get(from == ListEnd.LEFT ? i : ring.size() - 1 - i);
      long base = from == ListEnd.LEFT ? passed : size - passed - node.count();
      int some = (int) Math.min(node.count(), most - passed);
      on = node.search(from, needle, some, base, found);
      passed += node.count();
    }
  }

  // ---- the middle

  /** Adds a text that gets {@code index}, between two others. */
  void insert(long index, byte[] a, int off, int len, Lzf lzf) {
    Place before = seek(index - 1);
    int at = before.node();
    int within = before.index() + 1;
    QuickNode node = expand(at);
    boolean between = within == node.count();
    size++;
    if (node instanceof PackedNode packed && takes(packed, len)) {
      edit(packed, () -> packed.insert(within, a, off, len));
    } else if (between && expand(at + 1) instanceof PackedNode next && takes(next, len)) {
      edit(next, () -> next.prepend(a, off, len));
    } else {
      cut(at, within);
      ring.insert(at + 1, nodeOf(a, off, len));
      merge(at + 1);
    }
    settle(at - 2, at + 3, lzf);
  }

  /** Puts a text into the place of the one at {@code index}. */
  void set(long index, byte[] a, int off, int len, Lzf lzf) {
    Place place = seek(index);
    int at = place.node();
    QuickNode old = expand(at);
    if (old instanceof PackedNode packed && !ListFill.isLarge(fill, len)) {
      edit(packed, () -> packed.replace(place.index(), a, off, len));
    } else {
      cut(at, place.index() + 1);
      at += cut(at, place.index());
      ring.set(at, nodeOf(a, off, len));
      merge(at);
    }
    settle(at - 2, at + 3, lzf);
  }

  /** Takes up to {@code max} elements with this text out, the first or the last, and counts them. */
  long removeAll(ListEnd from, Needle needle, long max, Lzf lzf) {
    long removed = 0;
    for (int i = 0; i < ring.size() && removed < max; i++) {
      int at = from == ListEnd.LEFT ? i : ring.size() - 1 - i;
      if (ring.get(at).contains(needle)) {
        removed += removeAll(at, needle, max - removed, from);
      }
    }
    if (removed > 0) {
      size -= removed;
      ring.removeEmpty();
      settle(0, ring.size() - 1, lzf);
    }
    return removed;
  }

  private int removeAll(int at, Needle needle, long max, ListEnd from) {
    if (expand(at) instanceof PackedNode packed) {
      return packed.removeAll(needle, max, from);
    }
    ring.set(at, new PackedNode());
    return 1;
  }

  // ---- nodes

  private boolean takes(PackedNode node, int len) {
    return !ListFill.isLarge(fill, len)
        && !ListFill.exceeds(fill, (long) node.bytes() + len + ESTIMATED_OVERHEAD, node.count() + 1L);
  }

  private QuickNode nodeOf(byte[] a, int off, int len) {
    if (ListFill.isLarge(fill, len)) {
      return new PlainNode(Arrays.copyOfRange(a, off, off + len));
    }
    var node = new PackedNode();
    node.append(a, off, len);
    return node;
  }

  private void edit(PackedNode node, Runnable change) {
    int before = node.arrayBytes();
    change.run();
    ring.resized(node.arrayBytes() - before);
  }

  /** Makes two nodes of one, the second from {@code index} on; 0 when one of them would be empty. */
  private int cut(int at, int index) {
    if (index == 0 || index == ring.get(at).count()) {
      return 0;
    }
    ring.insert(at + 1, ((PackedNode) ring.get(at)).split(index));
    return 1;
  }

  /** Joins the nodes around one, and it with them, where two fit into one. */
  private void merge(int center) {
    join(center + 1);
    int at = center - (join(center - 2) ? 1 : 0);
    at -= join(at - 1) ? 1 : 0;
    join(at);
  }

  /** Joins a node with the one behind it if both are packed and fit. */
  private boolean join(int at) {
    if (at < 0
        || at + 1 >= ring.size()
        || !(expand(at) instanceof PackedNode first)
        || !(expand(at + 1) instanceof PackedNode second)
        || !fit(first, second)) {
      return false;
    }
    edit(first, () -> first.appendAll(second));
    ring.remove(at + 1, 1);
    return true;
  }

  private boolean fit(PackedNode first, PackedNode second) {
    long bytes = (long) first.bytes() + second.bytes() - ListPack.OVERHEAD;
    return !ListFill.exceeds(fill, bytes, (long) first.count() + second.count());
  }

  private Place seek(long index) {
    if (index < size / 2) {
      int i = 0;
      long left = index;
      for (int n; left >= (n = ring.get(i).count()); i++) {
        left -= n;
      }
      return new Place(i, (int) left);
    }
    int i = ring.size() - 1;
    long left = size - index; // 1: the last
    for (int n; left > (n = ring.get(i).count()); i--) {
      left -= n;
    }
    return new Place(i, (int) (ring.get(i).count() - left));
  }

  /** The node at a position, after which it is not a compressed one. */
  private QuickNode expand(int at) {
    QuickNode node = ring.get(at);
    QuickNode expanded = node.expanded();
    if (expanded != node) {
      ring.set(at, expanded);
    }
    return expanded;
  }

  private void expandEnds() {
    for (int i = 0; i < Math.min(depth, ring.size()); i++) {
      expand(i);
      expand(ring.size() - 1 - i);
    }
  }

  /**
   * Gives what room they have back, and compresses, the nodes of a part that do not lie at the ends;
   * also those that were pushed away from them by one that was added.
   */
  private void settle(int from, int to, Lzf lzf) {
    for (int i = Math.max(1, from); i <= Math.min(to, ring.size() - 2); i++) {
      if (ring.get(i) instanceof PackedNode packed) {
        edit(packed, packed::trim);
      }
      compress(i, lzf);
    }
    if (depth > 0) {
      expandEnds();
      compress(depth, lzf);
      compress(ring.size() - 1 - depth, lzf);
    }
  }

  private void compress(int at, Lzf lzf) {
    if (depth <= 0 || at < depth || ring.size() - 1 - at < depth) {
      return;
    }
    QuickNode compressed =
        switch (ring.get(at)) {
          case PackedNode packed -> CompressedNode.of(packed, lzf);
          case PlainNode plain -> CompressedNode.of(plain, lzf);
          case CompressedNode already -> null;
        };
    if (compressed != null) {
      ring.set(at, compressed);
    }
  }

  private static void add(PackedNode node, ListEnd end, byte[] a, int off, int len) {
    if (end == ListEnd.LEFT) {
      node.prepend(a, off, len);
    } else {
      node.append(a, off, len);
    }
  }

  private static void take(PackedNode node, ListEnd end, Elements out) {
    if (end == ListEnd.LEFT) {
      node.takeFirst(out);
    } else {
      node.takeLast(out);
    }
  }
}
