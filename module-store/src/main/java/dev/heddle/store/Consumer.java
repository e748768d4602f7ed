package dev.heddle.store;

/** One of those who share the entries of a stream in a {@link ConsumerGroup}. */
public final class Consumer {
  private final byte[] name;
  final IdIndex<PendingEntry> pending;
  private long seenAt;
  private long activeAt = -1;

  Consumer(byte[] name, long now, StreamMemory memory) {
    this.name = name;
    this.seenAt = now;
    this.pending = new IdIndex<>(memory);
  }

  private Consumer(Consumer of, StreamMemory memory) {
    this.name = of.name;
    this.seenAt = of.seenAt;
    this.activeAt = of.activeAt;
    this.pending = of.pending.frozen(memory);
  }

  /** What a snapshot reads of it. */
  Consumer frozen(StreamMemory memory) {
    return new Consumer(this, memory);
  }

  /** The name; only to be read. */
  public byte[] name() {
    return name;
  }

  /** When it last tried to get entries, in epoch milliseconds. */
  public long seenAt() {
    return seenAt;
  }

  /** When it last got entries, in epoch milliseconds; -1: never. */
  public long activeAt() {
    return activeAt;
  }

  /** Notes that it tries to get entries. */
  public void seen(long now) {
    seenAt = now;
  }

  /** Notes that it got entries; -1: it never did. */
  public void active(long now) {
    activeAt = now;
  }

  /** How many entries it has not acknowledged. */
  public int pending() {
    return pending.size();
  }
}
