package dev.heddle.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group of a stream: up to where entries were delivered, its consumers, and which
 * entries they have not acknowledged. Each of these stands in the group's index and in that of its
 * consumer.
 */
public final class ConsumerGroup {
  /** In the place of a number of entries: it is not known. */
  public static final long UNKNOWN = -1;

  private final byte[] name;
  private final StreamMemory memory;
  private final IdIndex<PendingEntry> pending;
  private final TreeMap<byte[], Consumer> consumers = new TreeMap<>(Arrays::compareUnsigned);
  private StreamId lastId;
  private long entriesRead;

  ConsumerGroup(byte[] name, StreamId lastId, long entriesRead, StreamMemory memory) {
    this.name = name;
    this.memory = memory;
    this.pending = new IdIndex<>(memory);
    this.lastId = lastId;
    this.entriesRead = entriesRead;
    memory.group(1);
    memory.array(name.length);
  }

  private ConsumerGroup(ConsumerGroup of, StreamMemory memory) {
    this.name = of.name;
    this.memory = memory;
    this.pending = of.pending.frozen(memory);
    this.lastId = of.lastId;
    this.entriesRead = of.entriesRead;
    of.consumers.forEach((key, consumer) -> consumers.put(key, consumer.frozen(memory)));
  }

  /** What a snapshot reads of it; its pending entries name the consumers of this group. */
  ConsumerGroup frozen(StreamMemory other) {
    return new ConsumerGroup(this, other);
  }

  /** The name; only to be read. */
  public byte[] name() {
    return name;
  }

  /** The id of the last entry that was delivered. */
  public StreamId lastId() {
    return lastId;
  }

  /**
   * How many entries were ever added to the stream up to the last delivered one, or {@link
   * #UNKNOWN}.
   */
  public long entriesRead() {
    return entriesRead;
  }

  /** Sets up to where entries were delivered, and how many these were, or {@link #UNKNOWN}. */
  public void position(StreamId last, long read) {
    lastId = last;
    entriesRead = read;
  }

  // ---- consumers

  /** All consumers in the order of their names; not to be changed. */
  public Collection<Consumer> consumers() {
    return consumers.values();
  }

  /** The consumer of this name, or null. */
  public @Nullable Consumer consumer(byte[] consumer) {
    return consumers.get(consumer);
  }

  /** Makes a consumer of a name that is not there; the array belongs to it from now on. */
  public Consumer addConsumer(byte[] owned, long now) {
    var consumer = new Consumer(owned, now, memory);
    consumers.put(owned, consumer);
    memory.consumer(1);
    memory.array(owned.length);
    return consumer;
  }

  /** Removes a consumer of this group with all that is pending for it. */
  public void removeConsumer(Consumer consumer) {
    consumer.pending.forEach(
        0,
        0,
        entry -> {
          pending.remove(entry.ms, entry.seq);
          return true;
        });
    memory.pending(-consumer.pending.size());
    consumers.remove(consumer.name());
    forget(consumer);
  }

  private void forget(Consumer consumer) {
    consumer.pending.abandon();
    memory.consumer(-1);
    memory.noArray(consumer.name().length);
  }

  /** Takes all that this group has out of the stream's account; it is not used any more. */
  void abandon() {
    consumers.values().forEach(this::forget);
    memory.pending(-pending.size());
    pending.abandon();
    memory.group(-1);
    memory.noArray(name.length);
  }

  // ---- pending entries

  /** How many entries are pending. */
  public int pending() {
    return pending.size();
  }

  /** The pending entry of this id, or null. */
  public @Nullable PendingEntry pending(long ms, long seq) {
    return pending.find(ms, seq);
  }

  /** The first pending entry, or null. */
  public @Nullable PendingEntry firstPending() {
    return pending.first();
  }

  /** The last pending entry, or null. */
  public @Nullable PendingEntry lastPending() {
    return pending.last();
  }

  /** The first entry from an id on that is pending, or null. */
  public @Nullable PendingEntry pendingFrom(StreamId from) {
    return pending.ceiling(from.ms(), from.seq());
  }

  /** The next pending entry behind one that may not be so any more, or null. */
  public @Nullable PendingEntry pendingAfter(PendingEntry entry) {
    return pending.higher(entry.ms, entry.seq);
  }

  /**
   * Gives what is pending, for one consumer or for all with null, from an id on, in order, for as
   * long as {@code out} returns true; meanwhile entries may be delivered again to the same
   * consumer, and nothing else be changed.
   */
  public void forEachPending(
      @Nullable Consumer consumer, StreamId from, Predicate<? super PendingEntry> out) {
    IdIndex<PendingEntry> index = consumer == null ? pending : consumer.pending;
    index.forEach(from.ms(), from.seq(), out);
  }

  /** Makes an entry that is not pending so. */
  public PendingEntry addPending(
      long ms, long seq, Consumer consumer, long deliveredAt, long deliveries) {
    var entry = new PendingEntry(ms, seq, consumer, deliveredAt, deliveries);
    pending.add(entry);
    consumer.pending.add(entry);
    memory.pending(1);
    return entry;
  }

  /**
   * Notes that a pending entry was delivered to a consumer, when, and how often in all; returns the
   * one that takes its place.
   */
  @SuppressWarnings("ReferenceEquality") // this very consumer
  public PendingEntry redeliver(
      PendingEntry entry, Consumer consumer, long deliveredAt, long deliveries) {
    var next = new PendingEntry(entry.ms, entry.seq, consumer, deliveredAt, deliveries);
    pending.replace(next);
    if (entry.consumer() == consumer) {
      consumer.pending.replace(next);
    } else {
      entry.consumer().pending.remove(entry.ms, entry.seq);
      consumer.pending.add(next);
    }
    return next;
  }

  /** Makes an entry pending for a consumer that is delivered to it, for the first time. */
  public void deliver(long ms, long seq, Consumer consumer, long now) {
    PendingEntry entry = pending.find(ms, seq);
    if (entry == null) {
      addPending(ms, seq, consumer, now, 1);
    } else { // the group was set back
      redeliver(entry, consumer, now, 1);
    }
  }

  /** An entry is no longer pending; false when it was not. */
  public boolean acknowledge(long ms, long seq) {
    PendingEntry entry = pending.remove(ms, seq);
    if (entry == null) {
      return false;
    }
    entry.consumer().pending.remove(ms, seq);
    memory.pending(-1);
    return true;
  }

  ConsumerGroup copy(StreamMemory copyMemory) {
    var copy = new ConsumerGroup(name.clone(), lastId, entriesRead, copyMemory);
    for (Consumer consumer : consumers.values()) {
      Consumer other = copy.addConsumer(consumer.name().clone(), consumer.seenAt());
      other.active(consumer.activeAt());
    }
    pending.forEach(
        0,
        0,
        entry -> {
          Consumer owner = copy.consumers.get(entry.consumer().name());
          if (owner != null) {
            copy.addPending(entry.ms, entry.seq, owner, entry.deliveredAt(), entry.deliveries());
          }
          return true;
        });
    return copy;
  }
}
