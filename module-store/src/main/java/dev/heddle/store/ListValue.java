package dev.heddle.store;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * A list: one listpack while it is short, then a {@link QuickList}.
 *
 * <p>It becomes a long one when more is added than fits into one node, and a short one again when
 * it has one node left that is no more than half full. Whoever adds says first, with {@link
 * #expect}, how much it will be in all.
 */
public final class ListValue extends Value {
  /** Takes the nodes of a list, in order. */
  public interface Nodes {
    /** Elements in a listpack, which is only to be read; its array may be longer. */
    void packed(byte[] listpack);

    /** One large element, which is only to be read. */
    void plain(byte[] text);
  }

  private Object body = ListPack.empty(); // byte[], a listpack, or QuickList

  /** A list without elements. */
  public ListValue() {}

  @Override
  public String type() {
    return "list";
  }

  @Override
  public String encoding() {
    return body instanceof byte[] ? "listpack" : "quicklist";
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public long memory(Sizes sizes) {
    long content = body instanceof byte[] lp ? sizes.bytes(lp.length) : quick().memory(sizes);
    return sizes.object(1, 0) + content;
  }

  @Override
  int touch() {
    return body instanceof byte[] lp ? lp[0] : quick().touch();
  }

  @Override
  public ListValue copy() {
    var copy = new ListValue();
    copy.body = body instanceof byte[] lp ? Arrays.copyOf(lp, ListPack.bytes(lp)) : quick().copy();
    return copy;
  }

  /** The number of elements. */
  public long size() {
    return body instanceof byte[] lp ? ListPack.count(lp) : quick().size();
  }

  // ---- ends

  /** Says that texts of so many bytes in all are going to be added. */
  public void expect(long bytes, long elements, Packing packing) {
    if (body instanceof byte[] lp) {
      int fill = packing.thresholds().listMaxListpackSize();
      if (ListFill.exceeds(fill, ListPack.bytes(lp) + bytes, ListPack.count(lp) + elements)) {
        toQuickList(packing);
      }
    }
  }

  /** Adds a text at an end. */
  public void push(ListEnd end, byte[] a, int off, int len, Packing packing) {
    if (body instanceof QuickList list) {
      list.push(end, a, off, len, packing);
    } else {
      byte[] lp = (byte[]) body;
      body =
          end == ListEnd.LEFT
              ? ListPack.prepend(lp, a, off, len)
              : ListPack.append(lp, a, off, len);
    }
  }

  /** Takes {@code n} elements, as many as there are at most, from an end, the outermost first. */
  public void pop(ListEnd end, long n, Elements out, Packing packing) {
    if (body instanceof QuickList list) {
      for (long left = n; left > 0; left--) {
        list.pop(end, out);
      }
      packIfSmall(packing);
    } else {
      body = pop((byte[]) body, end, n, out);
    }
  }

  private static byte[] pop(byte[] lp, ListEnd end, long n, Elements out) {
    int p = end == ListEnd.LEFT ? ListPack.first(lp) : ListPack.last(lp);
    for (long left = n; left > 0; left--) {
      ListPack.give(lp, p, out);
      p = end == ListEnd.LEFT ? ListPack.next(lp, p) : ListPack.prev(lp, p);
    }
    return ListPack.remove(lp, end == ListEnd.LEFT ? 0 : ListPack.count(lp) - (int) n, (int) n);
  }

  /**
   * Keeps the elements {@code from} to {@code to}, all indexes of elements; none if they are
   * reversed.
   */
  public void trim(long from, long to, Packing packing) {
    boolean none = from > to;
    long first = none ? size() : from;
    long behind = none ? 0 : size() - 1 - to;
    if (body instanceof QuickList list) {
      list.dropFirst(first);
      list.dropLast(behind);
      packIfSmall(packing);
    } else {
      byte[] lp = ListPack.remove((byte[]) body, 0, (int) first);
      body = ListPack.remove(lp, ListPack.count(lp) - (int) behind, (int) behind);
    }
  }

  // ---- reading

  /** Hands over the elements {@code from} to {@code to}, all indexes of elements. */
  public void range(long from, long to, Elements out) {
    if (body instanceof QuickList list) {
      list.give(from, to - from + 1, out);
      return;
    }
    byte[] lp = (byte[]) body;
    int p = ListPack.seek(lp, (int) from);
    for (long left = to - from; left >= 0; left--) {
      ListPack.give(lp, p, out);
      p = ListPack.next(lp, p);
    }
  }

  /**
   * Tells the indexes of the elements with this text among the {@code most} first ones from an end,
   * in the order from there, until {@code found} is false.
   */
  public void search(ListEnd from, byte[] a, int off, int len, long most, LongPredicate found) {
    Needle needle = new Needle(a, off, len);
    if (body instanceof QuickList list) {
      list.search(from, needle, most, found);
    } else {
      int some = (int) Math.min(most, Integer.MAX_VALUE);
      PackedNode.of((byte[]) body).search(from, needle, some, 0, found);
    }
  }

  // ---- the middle

  /** Adds a text that gets {@code index}, from 0 to the size; see {@link #expect}. */
  public void insert(long index, byte[] a, int off, int len, Packing packing) {
    if (index == 0 || index == size()) {
      push(index == 0 ? ListEnd.LEFT : ListEnd.RIGHT, a, off, len, packing);
    } else if (body instanceof QuickList list) {
      list.insert(index, a, off, len, packing);
    } else {
      byte[] lp = (byte[]) body;
      body = ListPack.insertBefore(lp, ListPack.seek(lp, (int) index), a, off, len);
    }
  }

  /** Puts a text into the place of the one at {@code index}; see {@link #expect}. */
  public void set(long index, byte[] a, int off, int len, Packing packing) {
    if (body instanceof QuickList list) {
      list.set(index, a, off, len, packing);
      packIfSmall(packing);
    } else {
      byte[] lp = (byte[]) body;
      body = ListPack.replace(lp, ListPack.seek(lp, (int) index), a, off, len);
    }
  }

  /** Takes up to {@code max} elements with this text out, beginning at an end, and counts them. */
  public long remove(ListEnd from, byte[] a, int off, int len, long max, Packing packing) {
    Needle needle = new Needle(a, off, len);
    if (body instanceof QuickList list) {
      long removed = list.removeAll(from, needle, max, packing.lzf());
      packIfSmall(packing);
      return removed;
    }
    PackedNode node = PackedNode.of((byte[]) body);
    long removed = node.removeAll(needle, max, from);
    if (removed > 0) {
      body = node.listPack();
    }
    return removed;
  }

  // ---- files

  /** How many nodes {@link #eachNode} hands over. */
  public int nodes() {
    return body instanceof byte[] ? 1 : quick().nodes();
  }

  /** Hands over the content as nodes. */
  public void eachNode(Nodes out) {
    if (body instanceof byte[] lp) {
      out.packed(lp);
    } else {
      quick().eachNode(out);
    }
  }

  /** Adds the elements of a valid listpack at the end as a node; the array belongs to the list. */
  public void addPacked(byte[] listpack, Packing packing) {
    if (ListPack.first(listpack) >= 0) {
      toQuickList(packing);
      quick().addNode(PackedNode.of(listpack), packing.lzf());
    }
  }

  /** Adds a large element at the end as a node; the array belongs to the list. */
  public void addPlain(byte[] text, Packing packing) {
    toQuickList(packing);
    quick().addNode(new PlainNode(text), packing.lzf());
  }

  /** Ends a series of additions of nodes: what fits into one becomes a short list. */
  public void nodesAdded(Packing packing) {
    PackedNode node = body instanceof QuickList list ? list.only() : null;
    if (node != null) {
      int fill = packing.thresholds().listMaxListpackSize();
      if (!ListFill.exceeds(fill, node.bytes(), node.count())) {
        body = node.listPack();
      }
    }
  }

  // ---- encodings

  private void toQuickList(Packing packing) {
    if (body instanceof byte[] lp) {
      var list = new QuickList(packing.thresholds());
      if (ListPack.first(lp) >= 0) {
        list.addNode(PackedNode.of(lp), packing.lzf());
      }
      body = list;
    }
  }

  private void packIfSmall(Packing packing) {
    PackedNode node = quick().only();
    if (node != null) {
      int fill = packing.thresholds().listMaxListpackSize();
      if (ListFill.isHalfEmpty(fill, node.bytes(), node.count())) {
        body = node.listPack();
      }
    }
  }

  private QuickList quick() {
    return (QuickList) body;
  }
}
