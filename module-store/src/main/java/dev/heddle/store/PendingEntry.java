package dev.heddle.store;

/** An entry of a stream that was delivered to a consumer of a group and not acknowledged. */
public final class PendingEntry extends Identified {
  Consumer consumer;
  private long deliveredAt;
  private long deliveries;

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

  /** Notes when it was delivered last, and how often in all. */
  public void delivered(long at, long times) {
    deliveredAt = at;
    deliveries = times;
  }

  public long ms() {
    return ms;
  }

  public long seq() {
    return seq;
  }
}
