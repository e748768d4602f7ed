package dev.heddle.store;

/**
 * Up to where a collection stays packed, under the names of Redis's settings. A change of these
 * concerns a collection when it is next added to.
 *
 * @param listMaxListpackSize elements in a node of a list, or, from -1 to -5, its size in bytes: 4,
 *     8, 16, 32, 64 KB
 * @param listCompressDepth so many nodes at both ends of a list stay uncompressed; 0: all do
 * @param hashMaxListpackEntries fields of a packed hash
 * @param hashMaxListpackValue bytes of a field or value of a packed hash
 * @param setMaxIntsetEntries members of a set that is kept as sorted integers
 * @param setMaxListpackEntries members of a packed set
 * @param setMaxListpackValue bytes of a member of a packed set
 * @param zsetMaxListpackEntries members of a packed sorted set
 * @param zsetMaxListpackValue bytes of a member of a packed sorted set
 */
public record Thresholds(
    int listMaxListpackSize,
    int listCompressDepth,
    long hashMaxListpackEntries,
    long hashMaxListpackValue,
    long setMaxIntsetEntries,
    long setMaxListpackEntries,
    long setMaxListpackValue,
    long zsetMaxListpackEntries,
    long zsetMaxListpackValue) {
  /** Redis's defaults. */
  public static final Thresholds DEFAULTS = new Thresholds(-2, 0, 512, 64, 512, 128, 64, 128, 64);
}
