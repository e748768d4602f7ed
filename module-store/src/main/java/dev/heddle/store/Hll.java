package dev.heddle.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A HyperLogLog: a string that estimates how many different elements were added to it. Its bytes
 * are Redis's own.
 *
 * <pre>
 * Hll         --> "HYLL" Encoding 00 00 00 Cardinality Registers
 * Encoding    --> 00                     dense: {@link HllDense}, 12304 bytes in all
 *               | 01                     sparse: {@link HllSparse}
 * Cardinality --> UInt64LE               the last estimate; the highest bit set: it is out of date
 * </pre>
 *
 * <p>Example: {@code 48 59 4c 4c 01 00 00 00 00 00 00 00 00 00 00 80 7f ff}, an empty one.
 *
 * <p>An object of this class is a view of a string, and works on a copy once there is something to
 * change: {@code hll.add(...); ... hll.value()}.
 */
public final class Hll {
  static final int REGISTER_BITS = 14;
  static final int RANK_BITS = Long.SIZE - REGISTER_BITS;

  /** The number of registers. */
  public static final int REGISTERS = 1 << REGISTER_BITS;

  static final int HEADER = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] MAGIC = {'H', 'Y', 'L', 'L'};
  private static final int ENCODING = 4;
  private static final int CARDINALITY = 8;
  private static final int OUT_OF_DATE = CARDINALITY + 7;
  private static final byte DENSE = 0;
  private static final byte SPARSE = 1;

  private byte[] bytes;
  private int length;
  private boolean owned;

  private Hll(byte[] bytes, int length, boolean owned) {
    this.bytes = bytes;
    this.length = length;
    this.owned = owned;
  }

  /** One that has seen nothing. */
  public static Hll empty() {
    var bytes = new byte[HEADER + 2];
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    bytes[ENCODING] = SPARSE;
    HllSparse.clear(bytes);
    var hll = new Hll(bytes, bytes.length, /* owned= */ true);
    hll.outdate();
    return hll;
  }

  /** Whether a string is a HyperLogLog, as far as that can be seen without reading it all. */
  public static boolean isOne(StringValue value) {
    byte[] a = value.array();
    return value.length() >= HEADER
        && Arrays.equals(a, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && (a[ENCODING] == SPARSE || (a[ENCODING] == DENSE && value.length() == HllDense.LENGTH));
  }

  /** A view of a string that {@link #isOne}. */
  public static Hll of(StringValue value) {
    return new Hll(value.array(), value.length(), /* owned= */ false);
  }

  /** The string that this became; a copy, once more is to be changed. */
  public StringValue value() {
    own();
    byte[] exact = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    owned = false;
    return ByteString.of(exact)
        .append(exact, 0, 0); // changed in place, so "raw" whatever its length
  }

  public boolean isDense() {
    return bytes[ENCODING] == DENSE;
  }

  // ---- counting

  /** The estimate that was kept; negative when it is out of date. */
  public long kept() {
    return (long) LONG.get(bytes, CARDINALITY);
  }

  /**
   * Estimates the number of different elements.
   *
   * @throws CorruptHllException if this is not what it seemed
   */
  public long estimate() {
    int[] ranks = new int[1 << 6];
    if (isDense()) {
      HllDense.count(bytes, ranks);
    } else {
      HllSparse.count(bytes, length, ranks);
    }
    return HllEstimate.of(ranks);
  }

  /** Estimates the number of different elements that made these registers, one a byte. */
  public static long estimate(byte[] registers) {
    int[] ranks = new int[1 << 6];
    for (byte rank : registers) {
      ranks[rank]++;
    }
    return HllEstimate.of(ranks);
  }

  /** The string with an estimate kept in it, which takes its place. */
  public static StringValue keep(StringValue value, long estimate) {
    var text = new byte[Long.BYTES];
    LONG.set(text, 0, estimate);
    return value.setRange(CARDINALITY, text, 0, text.length);
  }

  // ---- changing

  /**
   * Adds an element; false when that changed nothing.
   *
   * @param limit bytes up to which this stays sparse, with the header
   * @throws CorruptHllException if this is not what it seemed
   */
  public boolean add(byte[] a, int off, int len, long limit) {
    long hash = HllHash.hash(a, off, len);
    return raise(HllHash.register(hash), HllHash.rank(hash), limit);
  }

  private boolean raise(int register, int rank, long limit) {
    if (!isDense()) {
      var sparse = new HllSparse(bytes, length, owned);
      switch (sparse.raise(register, rank, limit)) {
        case UNCHANGED -> {
          return false;
        }
        case RAISED -> {
          bytes = sparse.bytes();
          length = sparse.length();
          owned = true;
          outdate();
          return true;
        }
        case NO_ROOM -> makeDense();
      }
    }
    if (HllDense.get(bytes, register) >= rank) {
      return false;
    }
    own();
    HllDense.set(bytes, register, rank);
    outdate();
    return true;
  }

  /** Raises the registers to those given, one a byte. */
  public void raiseTo(byte[] registers, long limit) {
    for (int i = 0; i < REGISTERS; i++) {
      if (registers[i] > 0) {
        raise(i, registers[i], limit);
      }
    }
    own();
    outdate();
  }

  /**
   * Becomes dense; false when it is.
   *
   * @throws CorruptHllException if this is not what it seemed
   */
  public boolean makeDense() {
    if (isDense()) {
      return false;
    }
    byte[] registers = registers();
    var dense = new byte[HllDense.LENGTH];
    System.arraycopy(bytes, 0, dense, 0, HEADER);
    dense[ENCODING] = DENSE;
    for (int i = 0; i < REGISTERS; i++) {
      HllDense.set(dense, i, registers[i]);
    }
    bytes = dense;
    length = dense.length;
    owned = true;
    return true;
  }

  private void own() {
    if (!owned) {
      bytes = Arrays.copyOf(bytes, length);
      owned = true;
    }
  }

  private void outdate() {
    bytes[OUT_OF_DATE] |= (byte) 0x80;
  }

  // ---- registers

  /**
   * The registers, one a byte.
   *
   * @throws CorruptHllException if this is not what it seemed
   */
  public byte[] registers() {
    var registers = new byte[REGISTERS];
    raise(registers);
    return registers;
  }

  /**
   * Raises registers, one a byte, to what is higher here.
   *
   * @throws CorruptHllException if this is not what it seemed
   */
  public void raise(byte[] registers) {
    if (isDense()) {
      HllDense.raise(bytes, registers);
    } else {
      HllSparse.raise(bytes, length, registers);
    }
  }

  /** The runs of sparse registers as a text for people. */
  public String describe() {
    return HllSparse.describe(bytes, length);
  }
}
