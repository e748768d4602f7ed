package dev.heddle.store;

/**
 * An entry of a stream that was delivered to a consumer of a group and not acknowledged. It never
 * changes: another one takes its place, so that what a snapshot reads stays.
 */
public final class PendingEntry extends Identified {
  private final Consumer consumer;
  private final long deliveredAt;
  private final long deliveries;

  PendingEntry(long ms, long seq, Consumer consumer, long deliveredAt, long deliveries) {
    super(ms, seq);
    this.consumer = consumer;
    this.deliveredAt = deliveredAt;
    this.deliveries = deliveries;
  }

  /** Whose it is. */
  public Consumer consumer() {
    return consumer;
  }

  /** When it was delivered last, in epoch milliseconds. */
  public long deliveredAt() {
    return deliveredAt;
  }

  /** How often it was delivered. */
  public long deliveries() {
    return deliveries;
  }

  public long ms() {
    return ms;
  }

  public long seq() {
    return seq;
  }
}
