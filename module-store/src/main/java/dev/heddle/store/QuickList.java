package dev.heddle.store;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A long list: nodes of packed elements in a {@link NodeRing}, as many in each as {@link ListFill}
 * says. What is larger than a node may become, or than {@link Packing#largeElement} says, stands in
 * a {@link PlainNode}.
 *
 * <p>The settings are those of the time when the list became a long one. An index is looked up by
 * walking over the nodes, which lie side by side in the ring, from the nearer end.
 */
final class QuickList {
  /** What an element takes in a node besides its text, as it is reckoned before it is added. */
  private static final int ESTIMATED_OVERHEAD = 8;

  /** A node and a position in it. */
  private record Place(int node, int index) {}

  private final int fill;
  private final NodeRing ring;
  private long size;

  QuickList(Thresholds thresholds) {
    this(thresholds.listMaxListpackSize(), new NodeRing(thresholds.listCompressDepth()), 0);
  }

  private QuickList(int fill, NodeRing ring, long size) {
    this.fill = fill;
    this.ring = ring;
    this.size = size;
  }

  QuickList copy() {
    return new QuickList(fill, ring.copy(), size);
  }

  long size() {
    return size;
  }

  /** Bytes on the heap; O(1). */
  long memory(Sizes sizes) {
    return sizes.object(1, 12) + ring.memory(sizes);
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
    ring.settle(ring.size() - 2, ring.size() - 1, lzf);
  }

  int nodes() {
    return ring.size();
  }

  void eachNode(ListValue.Nodes out) {
    for (int i = 0; i < ring.size(); i++) {
      QuickNode node = ring.get(i).expanded();
      if (node instanceof PackedNode packed) {
        out.packed(packed.listPack());
      } else if (node instanceof PlainNode plain) {
        out.plain(plain.text());
      }
    }
  }

  // ---- ends

  void push(ListEnd end, byte[] a, int off, int len, Packing packing) {
    int at = end == ListEnd.LEFT ? 0 : ring.size() - 1;
    size++;
    if (!ring.isEmpty() && ring.get(at) instanceof PackedNode node && takes(node, len, packing)) {
      int before = node.arrayBytes();
      add(node, end, a, off, len);
      ring.resized(node.arrayBytes() - before);
      return;
    }
    ring.insert(end == ListEnd.LEFT ? 0 : ring.size(), nodeOf(a, off, len, packing));
    int neighbour = end == ListEnd.LEFT ? 1 : ring.size() - 2;
    ring.settle(neighbour, neighbour, packing.lzf());
  }

  void pop(ListEnd end, Elements out) {
    int at = end == ListEnd.LEFT ? 0 : ring.size() - 1;
    size--;
    QuickNode node = ring.expand(at);
    if (node.count() > 1 && node instanceof PackedNode packed) {
      take(packed, end, out);
      return;
    }
    node.give(0, 1, out);
    ring.remove(at, 1);
    ring.expandEnds();
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
      ((PackedNode) ring.expand(0)).remove(0, (int) left);
    }
    ring.expandEnds();
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
      var last = (PackedNode) ring.expand(end - 1);
      last.remove(last.count() - (int) left, (int) left);
    }
    ring.expandEnds();
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
  void insert(long index, byte[] a, int off, int len, Packing packing) {
    Place before = seek(index - 1);
    int at = before.node();
    int within = before.index() + 1;
    QuickNode node = ring.expand(at);
    boolean between = within == node.count();
    size++;
    if (node instanceof PackedNode packed && takes(packed, len, packing)) {
      ring.edit(packed, () -> packed.insert(within, a, off, len));
    } else if (between
        && ring.expand(at + 1) instanceof PackedNode next
        && takes(next, len, packing)) {
      ring.edit(next, () -> next.prepend(a, off, len));
    } else {
      cut(at, within);
      ring.insert(at + 1, nodeOf(a, off, len, packing));
      merge(at + 1);
    }
    ring.settle(at - 2, at + 3, packing.lzf());
  }

  /** Puts a text into the place of the one at {@code index}. */
  void set(long index, byte[] a, int off, int len, Packing packing) {
    Place place = seek(index);
    int at = place.node();
    QuickNode old = ring.expand(at);
    if (old instanceof PackedNode packed && !packing.isLargeElement(fill, len)) {
      ring.edit(packed, () -> packed.replace(place.index(), a, off, len));
    } else {
      cut(at, place.index() + 1);
      at += cut(at, place.index());
      ring.set(at, nodeOf(a, off, len, packing));
      merge(at);
    }
    ring.settle(at - 2, at + 3, packing.lzf());
  }

  /**
   * Takes up to {@code max} elements with this text out, the first or the last, and counts them.
   */
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
      ring.settle(0, ring.size() - 1, lzf);
    }
    return removed;
  }

  private int removeAll(int at, Needle needle, long max, ListEnd from) {
    if (ring.expand(at) instanceof PackedNode packed) {
      return packed.removeAll(needle, max, from);
    }
    ring.set(at, new PackedNode());
    return 1;
  }

  // ---- nodes

  private boolean takes(PackedNode node, int len, Packing packing) {
    return !packing.isLargeElement(fill, len)
        && !ListFill.exceeds(
            fill, (long) node.bytes() + len + ESTIMATED_OVERHEAD, node.count() + 1L);
  }

  private QuickNode nodeOf(byte[] a, int off, int len, Packing packing) {
    if (packing.isLargeElement(fill, len)) {
      return new PlainNode(Arrays.copyOfRange(a, off, off + len));
    }
    var node = new PackedNode();
    node.append(a, off, len);
    return node;
  }

  /**
   * Makes two nodes of one, the second from {@code index} on; 0 when one of them would be empty.
   */
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
        || !fit(ring.get(at), ring.get(at + 1))
        || !(ring.expand(at) instanceof PackedNode first)
        || !(ring.expand(at + 1) instanceof PackedNode second)
        || !fit(first, second)) {
      return false;
    }
    ring.edit(first, () -> first.appendAll(second));
    ring.remove(at + 1, 1);
    return true;
  }

  private boolean fit(QuickNode first, QuickNode second) {
    long bytes = (long) first.leastBytes() + second.leastBytes() - ListPack.OVERHEAD;
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
