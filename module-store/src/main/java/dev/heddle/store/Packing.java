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
  private long largeElement;

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

  /**
   * Has texts of so many bytes and more stand in list nodes of their own; 0: those that are larger
   * than a node may become. It is for tests, which would need large texts otherwise.
   */
  public void largeElement(long bytes) {
    largeElement = bytes;
  }

  /** Whether a text stands in a list node of its own, not packed. */
  boolean isLargeElement(int fill, int length) {
    return largeElement > 0 ? length >= largeElement : ListFill.isLarge(fill, length);
  }

  /** The hash of tables, whose key nobody knows. */
  public SipHash hash() {
    return hash;
  }

  Lzf lzf() {
    return lzf;
  }
}
