package dev.heddle.store;

/**
 * What collections need to change their encoding: up to where they stay packed, the hash of their
 * tables, and the compression of what lies in the middle of lists.
 *
 * <p>One for all values of a keyspace, used under its lock.
 */
public final class Packing {
  private final SipHash hash;
  private final Lzf lzf = new Lzf();
  private Thresholds thresholds = Thresholds.DEFAULTS;
  private StreamLimits streamLimits = StreamLimits.DEFAULTS;

  public Packing(SipHash hash) {
    this.hash = hash;
  }

  /** Up to where collections stay packed. */
  public Thresholds thresholds() {
    return thresholds;
  }

  /** Sets up to where collections stay packed. */
  public void thresholds(Thresholds limits) {
    thresholds = limits;
  }

  /** How much goes into a node of a stream. */
  public StreamLimits streamLimits() {
    return streamLimits;
  }

  /** Sets how much goes into a node of a stream. */
  public void streamLimits(StreamLimits limits) {
    streamLimits = limits;
  }

  /** The hash of tables, whose key nobody knows. */
  public SipHash hash() {
    return hash;
  }

  Lzf lzf() {
    return lzf;
  }
}
