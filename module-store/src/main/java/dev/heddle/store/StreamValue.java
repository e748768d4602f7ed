package dev.heddle.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream: entries in the order of their ids, and the consumer groups that read them.
 *
 * <p>Entries lie in {@link StreamNode}s, and an {@link IdIndex} finds the node of an id. A stream
 * remembers more than its entries: the last id that it gave, so that ids never repeat; how many
 * entries were ever added; and the largest id that was deleted. From these follows how far a group
 * lags behind, where it can be known.
 *
 * <p>Copies share the nodes: one that was there when a copy was made is copied before it changes.
 */
public final class StreamValue extends Value {
  private final StreamMemory memory = new StreamMemory();
  private final IdIndex<StreamNode> nodes;
  private final TreeMap<byte[], ConsumerGroup> groups = new TreeMap<>(Arrays::compareUnsigned);
  private StreamId firstId = StreamId.MIN;
  private StreamId lastId = StreamId.MIN;
  private StreamId maxDeletedId = StreamId.MIN;
  private long length;
  private long entriesAdded;
  private int copies;

  /** A stream that never had an entry. */
  public StreamValue() {
    this.nodes = new IdIndex<>(memory);
  }

  /** What a snapshot reads of a stream. */
  private StreamValue(StreamValue of) {
    this.nodes = of.nodes.frozen(memory);
    this.firstId = of.firstId;
    this.length = of.length;
    remember(of.lastId, of.maxDeletedId, of.entriesAdded);
    of.groups.forEach((name, group) -> groups.put(name, group.frozen(memory)));
  }

  @Override
  public String type() {
    return "stream";
  }

  @Override
  public String encoding() {
    return "stream";
  }

  /** Always false: a stream stays when all its entries are gone. */
  @Override
  public boolean isEmpty() {
    return false;
  }

  // ---- what it knows

  /** The number of entries. */
  public long length() {
    return length;
  }

  /** The id of the first entry; {@code 0-0} when there is none. */
  public StreamId firstId() {
    return firstId;
  }

  /** The last id that was given to an entry. */
  public StreamId lastId() {
    return lastId;
  }

  /** The largest id of an entry that was deleted. */
  public StreamId maxDeletedId() {
    return maxDeletedId;
  }

  /** How many entries were ever added. */
  public long entriesAdded() {
    return entriesAdded;
  }

  /** Sets the last id, and what else is remembered, without a look at the entries. */
  public void remember(StreamId last, StreamId maxDeleted, long added) {
    lastId = last;
    maxDeletedId = maxDeleted;
    entriesAdded = added;
  }

  // ---- entries

  /** The entries with ids from one to another. */
  public StreamWalk walk(StreamId from, StreamId to, boolean reverse) {
    return new StreamWalk(nodes, from, to, reverse);
  }

  /** Whether there is an entry of this id. */
  public boolean contains(StreamId id) {
    return walk(id, id, /* reverse= */ false).next();
  }

  /**
   * The id of the last entry in the nodes, even if only its place is left; {@code 0-0} when there
   * is none.
   */
  public StreamId highestId() {
    StreamNode tail = nodes.last();
    return tail == null ? StreamId.MIN : tail.lastId();
  }

  /** The id of the last entry; {@code 0-0} when there is none. */
  public StreamId lastEntryId() {
    StreamWalk walk = walk(StreamId.MIN, StreamId.MAX, /* reverse= */ true);
    return walk.next() ? walk.id() : StreamId.MIN;
  }

  /** Adds an entry, of fields and values in turn, whose id is larger than the last one. */
  public void add(StreamId id, TextRow pairs, StreamLimits limits) {
    StreamNode tail = nodes.last();
    if (tail == null || !takes(tail, pairs, limits)) {
      tail = newTail(tail, id, pairs);
    }
    tail = own(tail);
    int before = tail.listPack().length;
    tail.append(id, pairs);
    memory.array(before, tail.listPack().length);
    if (length++ == 0) {
      firstId = id;
    }
    lastId = id;
    entriesAdded++;
  }

  private static boolean takes(StreamNode node, TextRow pairs, StreamLimits limits) {
    return limits.allow(node.bytes(), node.live() + node.deleted(), textBytes(pairs));
  }

  private StreamNode newTail(@Nullable StreamNode old, StreamId id, TextRow pairs) {
    if (old != null) {
      StreamNode last = own(old);
      int before = last.listPack().length;
      last.seal();
      memory.array(before, last.listPack().length);
    }
    var tail = new StreamNode(id, pairs, copies);
    addNode(tail);
    return tail;
  }

  /** Bytes of all texts. */
  public static long textBytes(TextRow pairs) {
    long sum = 0;
    for (int i = 0; i < pairs.count(); i++) {
      sum += pairs.length(i);
    }
    return sum;
  }

  /** Deletes an entry; false when there is none of this id. */
  public boolean delete(StreamId id) {
    StreamWalk walk = walk(id, id, /* reverse= */ false);
    StreamNode node = walk.next() ? walk.node() : null;
    if (node == null) {
      return false;
    }
    delete(node, walk.position());
    if (id.isAfter(maxDeletedId)) {
      maxDeletedId = id;
    }
    if (id.equals(firstId)) {
      seekFirst();
    }
    return true;
  }

  private void delete(StreamNode node, int position) {
    length--;
    if (node.live() == 1) {
      removeNode(node);
    } else {
      StreamNode own = own(node);
      int before = own.listPack().length;
      own.delete(position);
      memory.array(before, own.listPack().length);
    }
  }

  /** Cuts the oldest entries off and returns how many. */
  public long trim(StreamTrim rule) {
    long before = length;
    while (true) {
      StreamNode node = nodes.first();
      boolean enough = rule.byLength() && length <= rule.threshold();
      if (node == null || enough) {
        break;
      }
      long live = node.live();
      boolean overLimit = rule.limit() > 0 && before - length + live > rule.limit();
      if (overLimit || !goesWhole(node, live, rule)) {
        if (!overLimit && !rule.approximate()) {
          trim(node, rule);
        }
        break;
      }
      removeNode(node);
      length -= live;
    }
    if (length < before) {
      seekFirst();
    }
    return before - length;
  }

  private boolean goesWhole(StreamNode node, long live, StreamTrim rule) {
    return rule.byLength()
        ? length - live >= rule.threshold()
        : node.lastId().isBefore(rule.minId());
  }

  /** Deletes the first entries of the first node. */
  private void trim(StreamNode node, StreamTrim rule) {
    while (true) {
      StreamWalk walk = walk(StreamId.MIN, StreamId.MAX, /* reverse= */ false);
      boolean more =
          walk.next()
              && (rule.byLength() ? length > rule.threshold() : walk.id().isBefore(rule.minId()));
      StreamNode first = walk.node();
      if (!more || first == null || first.compareTo(node.ms, node.seq) != 0) {
        return;
      }
      delete(first, walk.position());
    }
  }

  private void seekFirst() {
    StreamWalk walk = walk(StreamId.MIN, StreamId.MAX, /* reverse= */ false);
    firstId = walk.next() ? walk.id() : StreamId.MIN;
  }

  // ---- nodes

  /** The number of nodes. */
  public int nodes() {
    return nodes.size();
  }

  /** The number of nodes that Redis's radix tree would have for this stream; O(n). */
  public long radixTreeNodes() {
    var shape = new RadixShape();
    nodes.forEach(
        0,
        0,
        node -> {
          shape.add(node.ms, node.seq);
          return true;
        });
    return shape.nodes();
  }

  /** Gives the master id and the listpack of each node; only to be read. */
  public void eachNode(BiConsumer<StreamId, byte[]> out) {
    nodes.forEach(
        0,
        0,
        node -> {
          out.accept(node.id(), node.listPack());
          return true;
        });
  }

  /**
   * Whether the first {@code length} bytes are the listpack of a node of that id, down to each of
   * its entries.
   */
  public static boolean isNode(StreamId master, byte[] lp, int length) {
    return StreamNode.isValid(master, lp, length);
  }

  /**
   * Adds a node behind {@link #highestId}; the array, which {@link #isNode}, belongs to the stream
   * from now on. What the stream remembers is not touched.
   */
  public void addNode(StreamId master, byte[] owned) {
    var node = new StreamNode(master, owned, copies);
    addNode(node);
    boolean first = length == 0 && node.live() > 0;
    length += node.live();
    if (first) {
      seekFirst();
    }
  }

  /** The node, or the one that takes its place where a copy of this stream has it too. */
  private StreamNode own(StreamNode node) {
    if (node.made == copies) {
      return node;
    }
    var own = new StreamNode(node.id(), node.listPack().clone(), copies);
    nodes.replace(own);
    return own;
  }

  private void addNode(StreamNode node) {
    nodes.add(node);
    memory.node(1);
    memory.array(node.listPack().length);
  }

  private void removeNode(StreamNode node) {
    nodes.remove(node.ms, node.seq);
    memory.node(-1);
    memory.noArray(node.listPack().length);
  }

  // ---- groups

  /** All groups in the order of their names; not to be changed. */
  public Collection<ConsumerGroup> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  /** The group of this name, or null. */
  public @Nullable ConsumerGroup group(byte[] name) {
    return groups.get(name);
  }

  /** Makes a group of a name that is not there; the array belongs to it from now on. */
  public ConsumerGroup addGroup(byte[] owned, StreamId last, long entriesRead) {
    var group = new ConsumerGroup(owned, last, entriesRead, memory);
    groups.put(owned, group);
    return group;
  }

  /** Removes a group; false when there was none. */
  public boolean removeGroup(byte[] name) {
    ConsumerGroup group = groups.remove(name);
    if (group != null) {
      group.abandon();
    }
    return group != null;
  }

  /** Notes that a group was delivered an entry behind those before. */
  public void delivered(ConsumerGroup group, StreamId id) {
    long read = group.entriesRead();
    StreamId before = group.lastId();
    boolean gap = before.isBefore(firstId) || hasGapFrom(before.next()); // more may have been there
    if (read != ConsumerGroup.UNKNOWN && !gap) {
      read++;
    } else if (entriesAdded > 0) {
      read = entriesUpTo(id);
    }
    group.position(id, read);
  }

  /** How many entries a group has not been delivered; empty where that cannot be known. */
  public OptionalLong lag(ConsumerGroup group) {
    StreamId last = group.lastId();
    boolean none = length == 0 && !last.isAfter(lastId);
    boolean all = last.isBefore(firstId) && maxDeletedId.isBefore(firstId);
    if (entriesAdded == 0) {
      return OptionalLong.of(0);
    } else if (none || all) {
      return OptionalLong.of(length);
    }
    long read = group.entriesRead();
    if (read == ConsumerGroup.UNKNOWN || hasGapFrom(last)) {
      read = entriesUpTo(last);
    }
    return read == ConsumerGroup.UNKNOWN
        ? OptionalLong.empty()
        : OptionalLong.of(entriesAdded - read);
  }

  /** Whether an entry may have been deleted between this id and the end. */
  private boolean hasGapFrom(StreamId id) {
    return length > 0 && !maxDeletedId.isBefore(firstId) && !maxDeletedId.isBefore(id);
  }

  /** How many entries were ever added up to this id, or {@link ConsumerGroup#UNKNOWN}. */
  public long entriesUpTo(StreamId id) {
    if (entriesAdded == 0) {
      return 0;
    }
    if (id.equals(lastId) || (length == 0 && id.isBefore(lastId))) {
      return entriesAdded;
    }
    boolean whole = maxDeletedId.isZero() || maxDeletedId.isBefore(firstId);
    boolean atStart = length > 0 && !id.isAfter(firstId);
    if (!whole || !atStart) {
      return ConsumerGroup.UNKNOWN;
    }
    return entriesAdded - length + (id.equals(firstId) ? 1 : 0);
  }

  // ---- memory

  @Override
  public long memory(Sizes sizes) {
    return sizes.object(6, 2 * Long.BYTES + Integer.BYTES)
        + 3 * sizes.object(0, 2 * Long.BYTES)
        + sizes.object(4, 2 * Integer.BYTES)
        + memory.bytes(sizes);
  }

  @Override
  int touch() {
    return (int) lastId.ms();
  }

  @Override
  public StreamValue copy() {
    var copy = new StreamValue();
    copy.copies = 1; // all of its nodes are shared
    copies++;
    nodes.forEach(
        0,
        0,
        node -> {
          copy.addNode(new StreamNode(node.id(), node.listPack(), /* made= */ 0));
          return true;
        });
    copy.length = length;
    copy.firstId = firstId;
    copy.remember(lastId, maxDeletedId, entriesAdded);
    groups.forEach((name, group) -> {
      ConsumerGroup other = group.copy(copy.memory);
      copy.groups.put(other.name(), other);
    });
    return copy;
  }

  /** Of its own are only the arrays that name pages of nodes and of what is pending. */
  @Override
  StreamValue frozen() {
    var frozen = new StreamValue(this);
    copies++;
    return frozen;
  }
}
