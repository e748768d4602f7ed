package dev.heddle.store;

/** What a stream takes on the heap besides its own object, kept by arithmetic. */
final class StreamMemory {
  private final ArraysMemory arrays = new ArraysMemory();
  private long indexes;
  private long pages;
  private long slots;
  private long nodes;
  private long pending;
  private long consumers;
  private long groups;

  /** Counts an array of bytes in. */
  void array(int length) {
    arrays.add(length);
  }

  /** An array of bytes has another length. */
  void array(int before, int after) {
    arrays.remove(before);
    arrays.add(after);
  }

  /** Counts an array of bytes out. */
  void noArray(int length) {
    arrays.remove(length);
  }

  void index(int more) {
    indexes += more;
  }

  /** Pages of an index, and room for references in them and in its directory. */
  void page(int more, int moreSlots) {
    pages += more;
    slots += moreSlots;
  }

  void node(int more) {
    nodes += more;
  }

  void pending(int more) {
    pending += more;
  }

  void consumer(int more) {
    consumers += more;
  }

  void group(int more) {
    groups += more;
  }

  /** Bytes on the heap. */
  long bytes(Sizes sizes) {
    long header = sizes.bytes(0);
    long mapEntry = sizes.object(5, 1);
    return sizes.object(1, 7 * Long.BYTES)
        + sizes.object(0, 3 * Long.BYTES)
        + arrays.bytes(sizes)
        + indexes * (sizes.object(2, 3 * Integer.BYTES) + header)
        + pages * (sizes.object(1, 2 * Integer.BYTES) + header)
        + slots * sizes.reference()
        + nodes * sizes.object(1, 2 * Long.BYTES + Integer.BYTES)
        + pending * sizes.object(1, 4 * Long.BYTES)
        + consumers * (sizes.object(2, 2 * Long.BYTES) + mapEntry)
        + groups
            * (sizes.object(4, Long.BYTES)
                + sizes.object(0, 2 * Long.BYTES)
                + sizes.object(4, 2 * Integer.BYTES)
                + mapEntry);
  }
}
