package dev.heddle.store;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash: fields, each with a value.
 *
 * <p>A small one is a single {@link ListPack} of fields and values in turns, a large one a {@link
 * FieldTable}. It becomes large by what is put into it, see {@link Thresholds}, and stays so.
 */
public final class HashValue extends Value {
  private static final int SKIP_VALUE = 1;

  /**
   * A listpack, as an array of bytes, or a {@link FieldTable}; {@link Frozen} in a snapshot, where
   * it is only walked over.
   */
  private Object content;

  /** Without fields. */
  public HashValue() {
    this(ListPack.empty());
  }

  private HashValue(Object content) {
    this.content = content;
  }

  /**
   * The hash whose fields and values are in this listpack, which belongs to it from now on: pairs,
   * and no field twice.
   */
  public static HashValue ofListPack(byte[] lp) {
    return new HashValue(lp);
  }

  @Override
  public String type() {
    return "hash";
  }

  @Override
  public String encoding() {
    return isPacked() ? "listpack" : "hashtable";
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  /** The number of fields. */
  public int size() {
    if (isPacked()) {
      return ListPack.count(packed()) / 2;
    }
    return content instanceof Frozen<?> frozen ? frozen.size() : table().size();
  }

  /** Whether this is a {@link #listpack}. */
  public boolean isPacked() {
    return content instanceof byte[];
  }

  /**
   * The listpack that this is, only to be read and good until this changes.
   *
   * @throws IllegalStateException unless {@link #isPacked}
   */
  public byte[] listpack() {
    if (!isPacked()) {
      throw new IllegalStateException("not packed");
    }
    return packed();
  }

  /** Gives the value of a field; false when there is no such field. */
  public boolean get(byte[] a, int off, int len, Elements out) {
    if (isPacked()) {
      int p = findPacked(a, off, len);
      if (p >= 0) {
        ListPack.give(packed(), ListPack.next(packed(), p), out);
      }
      return p >= 0;
    }
    FieldTable.Field field = table().find(a, off, len);
    if (field != null) {
      field.giveValue(out);
    }
    return field != null;
  }

  /** A fresh array of the value of a field, or null when there is no such field. */
  public byte @Nullable [] value(byte[] a, int off, int len) {
    if (isPacked()) {
      int p = findPacked(a, off, len);
      return p < 0 ? null : ListPack.text(packed(), ListPack.next(packed(), p));
    }
    FieldTable.Field field = table().find(a, off, len);
    return field == null ? null : field.value();
  }

  /** Whether there is such a field. */
  public boolean has(byte[] a, int off, int len) {
    return isPacked() ? findPacked(a, off, len) >= 0 : table().find(a, off, len) != null;
  }

  /** The length of a field's value in bytes; 0 when there is no such field. */
  public int length(byte[] a, int off, int len) {
    if (isPacked()) {
      int p = findPacked(a, off, len);
      return p < 0 ? 0 : ListPack.length(packed(), ListPack.next(packed(), p));
    }
    FieldTable.Field field = table().find(a, off, len);
    return field == null ? 0 : field.valueLength();
  }

  /** Sets a field, a part of {@code f}, to a value, a part of {@code v}; true: it is new. */
  public boolean put(byte[] f, int fOff, int fLen, byte[] v, int vOff, int vLen, Packing packing) {
    if (isPacked() && !fits(fLen, vLen, packing)) {
      convert(packing);
    }
    if (!isPacked()) {
      return table().put(f, fOff, fLen, v, vOff, vLen);
    }
    boolean fresh = putPacked(f, fOff, fLen, v, vOff, vLen);
    convertIfNeeded(packing);
    return fresh;
  }

  /** Removes a field; false when there was no such field. */
  public boolean remove(byte[] a, int off, int len) {
    if (!isPacked()) {
      return table().remove(a, off, len);
    }
    int p = findPacked(a, off, len);
    if (p >= 0) {
      content = ListPack.remove(ListPack.remove(packed(), p), p);
    }
    return p >= 0;
  }

  /** Gives all fields, their values, or each field followed by its value. */
  public void forEach(HashPart part, Elements out) {
    if (content instanceof Frozen<?> frozen) {
      fields(frozen).forEach(field -> field.give(part, out));
      return;
    }
    if (!isPacked()) {
      table().table().forEach(field -> field.give(part, out));
      return;
    }
    byte[] lp = packed();
    for (int p = ListPack.first(lp); p >= 0; p = nextField(lp, p)) {
      give(lp, p, part, out);
    }
  }

  /**
   * Gives the fields and values of the bucket at {@code cursor} and returns the next cursor, as
   * {@link HashTable#scan} does; of a packed hash, everything.
   */
  public long scan(long cursor, Elements out) {
    if (isPacked()) {
      forEach(HashPart.BOTH, out);
      return 0;
    }
    return table().table().scan(cursor, field -> field.give(HashPart.BOTH, out));
  }

  /** Gives a field of a hash that has some, chosen with equal chances. */
  public void random(HashPart part, RandomGenerator random, Elements out) {
    if (isPacked()) {
      give(packed(), ListPack.seek(packed(), 2 * random.nextInt(size())), part, out);
    } else {
      table().random(random).give(part, out);
    }
  }

  /** Gives so many fields, each chosen among all of a hash that has some. */
  public void randomRepeated(long count, HashPart part, RandomGenerator random, Elements out) {
    if (!isPacked()) {
      for (long i = 0; i < count; i++) {
        table().random(random).give(part, out);
      }
      return;
    }
    byte[] lp = packed();
    int[] fields = new int[size()];
    for (int p = ListPack.first(lp), i = 0; p >= 0; p = nextField(lp, p)) {
      fields[i++] = p;
    }
    for (long i = 0; i < count; i++) {
      give(lp, fields[random.nextInt(fields.length)], part, out);
    }
  }

  /** Gives so many different fields, no more than there are, every choice with equal chances. */
  public void randomDistinct(int count, HashPart part, RandomGenerator random, Elements out) {
    if (!isPacked()) {
      table().randomDistinct(count, part, random, out);
      return;
    }
    byte[] lp = packed();
    var choice = new Sampling(count, size(), random);
    for (int p = ListPack.first(lp); p >= 0; p = nextField(lp, p)) {
      if (choice.takesNext()) {
        give(lp, p, part, out);
      }
    }
  }

  /** Becomes a table if it could not stay packed with so many fields. */
  public void expect(long fields, Packing packing) {
    if (isPacked() && fields > packing.thresholds().hashMaxListpackEntries()) {
      convert(packing);
    }
  }

  /** Makes a table of a listpack that has more fields than a packed hash may have. */
  public void convertIfNeeded(Packing packing) {
    if (isPacked()) {
      expect(size(), packing);
    }
  }

  @Override
  public long memory(Sizes sizes) {
    long own = sizes.object(1, 0);
    return own + (isPacked() ? sizes.bytes(packed().length) : table().memory(sizes));
  }

  @Override
  @Nullable HashTable<?> elements() {
    return content instanceof FieldTable table ? table.table() : null;
  }

  @Override
  int touch() {
    return isPacked() ? packed()[0] : table().size();
  }

  @Override
  public HashValue copy() {
    return new HashValue(isPacked() ? packed().clone() : table().copy());
  }

  @Override
  @Nullable ValueWalk walk() {
    return content instanceof FieldTable table && table.size() >= ValueWalk.LARGE
        ? table.walk(HashValue::new)
        : null;
  }

  @SuppressWarnings("unchecked") // nothing else is frozen here
  private static Frozen<FieldTable.Field> fields(Frozen<?> frozen) {
    return (Frozen<FieldTable.Field>) frozen;
  }

  private byte[] packed() {
    return (byte[]) content;
  }

  private FieldTable table() {
    return (FieldTable) content;
  }

  private boolean fits(int fieldLength, int valueLength, Packing packing) {
    long longest = packing.thresholds().hashMaxListpackValue();
    return fieldLength <= longest
        && valueLength <= longest
        && ListPack.hasRoom(packed(), (long) fieldLength + valueLength);
  }

  private int findPacked(byte[] a, int off, int len) {
    byte[] lp = packed();
    return ListPack.find(lp, ListPack.first(lp), a, off, len, SKIP_VALUE);
  }

  private boolean putPacked(byte[] f, int fOff, int fLen, byte[] v, int vOff, int vLen) {
    byte[] lp = packed();
    int p = findPacked(f, fOff, fLen);
    if (p >= 0) {
      content = ListPack.replace(lp, ListPack.next(lp, p), v, vOff, vLen);
    } else {
      content = ListPack.append(ListPack.append(lp, f, fOff, fLen), v, vOff, vLen);
    }
    return p < 0;
  }

  private void convert(Packing packing) {
    byte[] lp = packed();
    var table = new FieldTable(packing.hash());
    for (int p = ListPack.first(lp); p >= 0; p = nextField(lp, p)) {
      byte[] field = ListPack.text(lp, p);
      byte[] value = ListPack.text(lp, ListPack.next(lp, p));
      table.put(field, 0, field.length, value, 0, value.length);
    }
    content = table;
  }

  private static int nextField(byte[] lp, int field) {
    return ListPack.next(lp, ListPack.next(lp, field));
  }

  private static void give(byte[] lp, int field, HashPart part, Elements out) {
    if (part.field()) {
      ListPack.give(lp, field, out);
    }
    if (part.value()) {
      ListPack.give(lp, ListPack.next(lp, field), out);
    }
  }
}
