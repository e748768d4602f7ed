package dev.heddle.store;

/**
 * How much goes into a node of a stream, under the names of Redis's settings.
 *
 * @param nodeMaxBytes stream-node-max-bytes; 0: no limit
 * @param nodeMaxEntries stream-node-max-entries; 0: no limit
 */
public record StreamLimits(long nodeMaxBytes, long nodeMaxEntries) {
  /** Redis's defaults. */
  public static final StreamLimits DEFAULTS = new StreamLimits(4096, 100);

  /** A node does not become larger than this, nor does an entry. */
  static final long MOST_BYTES = 1 << 30;

  /** Whether an entry of so much text could be stored at all. */
  public static boolean allows(long textBytes) {
    return textBytes <= MOST_BYTES;
  }

  /** Whether a node of so many bytes and entries takes another entry of so much text. */
  boolean allow(long bytes, long entries, long textBytes) {
    long most = nodeMaxBytes <= 0 ? MOST_BYTES : Math.min(nodeMaxBytes, MOST_BYTES);
    return bytes + textBytes < most && (nodeMaxEntries <= 0 || entries < nodeMaxEntries);
  }
}
