package dev.heddle.store;

/**
 * What objects cost on the heap of this JVM, in bytes.
 *
 * @param objectHeader header of an object: 8 with compact object headers, else 12 (16 without
 *     compressed class pointers)
 * @param arrayHeader header of an array, its length included
 * @param reference a reference: 4 with compressed references, else 8
 * @param alignment objects start at multiples of this
 */
public record Sizes(int objectHeader, int arrayHeader, int reference, int alignment) {
  /** Names the size of an object's header; whoever chooses the JVM's options sets it. */
  public static final String HEADER_PROPERTY = "heddle.objectHeaderBytes";

  /** The largest heap that compressed references reach. */
  private static final long COMPRESSED_HEAP = 32L << 30;

  /** Sizes in a heap with compressed references and the object header given. */
  public static Sizes ofHeader(int objectHeader) {
    return new Sizes(objectHeader, objectHeader + 4, 4, 8);
  }

  /** Sizes in this JVM: the header from {@value #HEADER_PROPERTY}, or 12. */
  public static Sizes detect() {
    int header = Integer.getInteger(HEADER_PROPERTY, 12);
    boolean compressed = Runtime.getRuntime().maxMemory() < COMPRESSED_HEAP;
    return new Sizes(header, header + 4, compressed ? 4 : 8, 8);
  }

  /** An object with this many references and this many bytes of primitive fields. */
  public long object(int references, int primitiveBytes) {
    return align((long) objectHeader + (long) references * reference + primitiveBytes);
  }

  /** An array of bytes. */
  public long bytes(int length) {
    return align((long) arrayHeader + length);
  }

  /** An array of references. */
  public long references(int length) {
    return align((long) arrayHeader + (long) length * reference);
  }

  /** An array of numbers of 64 bits, which begin at a multiple of eight bytes. */
  public long longs(int length) {
    return ((arrayHeader + 7L) & -8) + (long) length * Long.BYTES;
  }

  private long align(long bytes) {
    return (bytes + alignment - 1) & -alignment;
  }
}
