package dev.heddle.store;

import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a stream in a range of ids, forwards or backwards; it stands on an
 * entry after each {@link #next} that returned true. The stream must not be changed meanwhile.
 */
public final class StreamWalk {
  private final IdIndex<StreamNode> nodes;
  private final StreamId from;
  private final StreamId to;
  private final boolean reverse;

  private @Nullable StreamNode node;
  private byte[] lp = {};
  private int masterFields;
  private int firstField;
  private int firstEntry;
  private int at; // where the next entry begins; backwards, where it ends
  private int entry;
  private int content;
  private boolean same;
  private int fields;
  private long ms;
  private long seq;

  StreamWalk(IdIndex<StreamNode> nodes, StreamId from, StreamId to, boolean reverse) {
    this.nodes = nodes;
    this.from = from;
    this.to = to;
    this.reverse = reverse;
    StreamId start = reverse ? to : from;
    StreamNode first = from.isAfter(to) ? null : nodes.floor(start.ms(), start.seq());
    enter(first == null && !reverse && !from.isAfter(to) ? nodes.first() : first);
  }

  /** Goes to the next entry; false at the end of the range. */
  public boolean next() {
    while (node != null) {
      if (reverse ? at == firstEntry : ListPack.isEnd(lp, at)) {
        enter(reverse ? nodes.lower(node.ms, node.seq) : nodes.higher(node.ms, node.seq));
      } else if (step()) {
        return true;
      }
    }
    return false;
  }

  /** Reads the next entry of the node; true when it is there and in the range. */
  private boolean step() {
    StreamNode current = node;
    if (current == null) {
      return false;
    }
    entry = reverse ? current.entryBefore(at) : at;
    long flags = ListPackEntry.number(lp, entry);
    int p = ListPackEntry.next(lp, entry);
    ms = current.ms + ListPackEntry.number(lp, p);
    p = ListPackEntry.next(lp, p);
    seq = current.seq + ListPackEntry.number(lp, p);
    content = ListPackEntry.next(lp, p);
    same = (flags & StreamNode.SAME_FIELDS) != 0;
    fields = same ? masterFields : (int) ListPackEntry.number(lp, content);
    at = reverse ? entry : behind();
    if (StreamId.compare(ms, seq, to.ms(), to.seq()) > 0) {
      leaveIf(!reverse);
      return false;
    }
    if (StreamId.compare(ms, seq, from.ms(), from.seq()) < 0) {
      leaveIf(reverse);
      return false;
    }
    return (flags & StreamNode.DELETED) == 0;
  }

  private void leaveIf(boolean over) {
    if (over) {
      node = null;
    }
  }

  private int behind() {
    int p = content;
    for (int left = same ? fields + 1 : 2 * fields + 2; left > 0; left--) {
      p = ListPackEntry.next(lp, p);
    }
    return p;
  }

  private void enter(@Nullable StreamNode next) {
    node = next;
    if (next != null) {
      lp = next.listPack();
      masterFields = next.fields();
      firstField = next.firstField();
      firstEntry = next.firstEntry();
      at = reverse ? next.end() : firstEntry;
    }
  }

  // ---- the entry

  public long ms() {
    return ms;
  }

  public long seq() {
    return seq;
  }

  public StreamId id() {
    return new StreamId(ms, seq);
  }

  /** The number of the entry's fields, each of which has a value. */
  public int fields() {
    return fields;
  }

  /** Gives the fields, each followed by its value. */
  public void give(Elements out) {
    int p = same ? content : ListPackEntry.next(lp, content);
    int field = firstField;
    for (int left = fields; left > 0; left--) {
      if (same) {
        ListPackEntry.give(lp, field, out);
        field = ListPackEntry.next(lp, field);
      } else {
        ListPackEntry.give(lp, p, out);
        p = ListPackEntry.next(lp, p);
      }
      ListPackEntry.give(lp, p, out);
      p = ListPackEntry.next(lp, p);
    }
  }

  // ---- for the stream

  /** The node that the entry is in; the walk is over for the caller who changes it. */
  @Nullable StreamNode node() {
    return node;
  }

  /** Where the entry begins. */
  int position() {
    return entry;
  }
}
