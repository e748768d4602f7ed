package dev.heddle.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A set of 64-bit integers in one array, sorted, in the format of Redis's intset.
 *
 * <pre>
 * IntSet  --> Width Count Integer*     ascending, each once
 * Width   --> UInt32LE                 bytes of each integer: 2, 4 or 8
 * Count   --> UInt32LE                 integers
 * Integer --> Int16LE | Int32LE | Int64LE
 *
 * -1, 5, 300: 02 00 00 00  03 00 00 00  FF FF 05 00 2C 01
 * </pre>
 *
 * <p>The width is that of the widest integer that was ever added: the set becomes wider and never
 * narrower. Arrays may be longer than the set: what grows keeps some room. A method that changes a
 * set returns the array that holds it from then on, the same or another.
 */
public final class IntSet {
  /** The most integers that fit in an array, whatever their width. */
  static final int MOST = 1 << 27;

  private static final int COUNT = 4;
  private static final int HEADER = 8;
  private static final int ALIGNMENT = 8;

  /** What an array's header, mostly of 12 bytes, leaves of the last eight bytes of its length. */
  private static final int ODD = 4;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private IntSet() {}

  /** A set without integers. */
  public static byte[] empty() {
    return header(new byte[HEADER + ODD], Short.BYTES, 0);
  }

  /** Bytes that the set takes of its array. */
  public static int bytes(byte[] set) {
    return HEADER + count(set) * width(set);
  }

  /** The number of integers. */
  public static int count(byte[] set) {
    return (int) INT.get(set, COUNT);
  }

  /** The integer of that index, from 0 for the least. */
  public static long get(byte[] set, int index) {
    return get(set, width(set), index);
  }

  /** Whether an integer is in the set. */
  public static boolean contains(byte[] set, long value) {
    return find(set, value) >= 0;
  }

  /**
   * The index of an integer; where it is not in the set, {@code -1 - index} of where it would be.
   */
  public static int find(byte[] set, long value) {
    int width = width(set);
    int low = 0;
    int high = count(set) - 1;
    if (high >= 0 && value > get(set, width, high)) {
      return -2 - high; // what is added in ascending order is not sought
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = get(set, width, middle);
      if (there == value) {
        return middle;
      } else if (there < value) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** Adds an integer, unless it is there. */
  public static byte[] add(byte[] set, long value) {
    int index = find(set, value);
    if (index >= 0) {
      return set;
    }
    int width = width(value);
    return width > width(set) ? addWider(set, value, width) : insert(set, -1 - index, value);
  }

  /** Takes an integer out, if it is there. */
  public static byte[] remove(byte[] set, long value) {
    int index = find(set, value);
    return index < 0 ? set : removeAt(set, index);
  }

  /** Takes the integer of an index out. */
  public static byte[] removeAt(byte[] set, int index) {
    int width = width(set);
    int left = count(set) - 1;
    int at = HEADER + index * width;
    System.arraycopy(set, at + width, set, at, (left - index) * width);
    header(set, width, left);
    int bytes = HEADER + left * width;
    return bytes <= set.length / 2 ? Arrays.copyOf(set, capacity(bytes)) : set;
  }

  /** Hands all integers over, ascending. */
  public static void forEach(byte[] set, Elements out) {
    int width = width(set);
    int count = count(set);
    for (int i = 0; i < count; i++) {
      out.number(get(set, width, i));
    }
  }

  /** Whether the first {@code len} bytes are a set that is not empty, down to its order. */
  public static boolean isValid(byte[] a, int len) {
    if (len <= HEADER || len > a.length) {
      return false;
    }
    int width = width(a);
    long count = Integer.toUnsignedLong(count(a));
    boolean known = width == Short.BYTES || width == Integer.BYTES || width == Long.BYTES;
    if (!known || HEADER + count * width != len) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (get(a, width, i - 1) >= get(a, width, i)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] insert(byte[] set, int index, long value) {
    int width = width(set);
    int count = count(set);
    int at = HEADER + index * width;
    int bytes = HEADER + (count + 1) * width;
    byte[] result = set;
    if (bytes > set.length) {
      result = new byte[capacity(bytes)];
      System.arraycopy(set, 0, result, 0, at);
    }
    System.arraycopy(set, at, result, at + width, (count - index) * width);
    put(result, width, index, value);
    return header(result, width, count + 1);
  }

  /** An integer that needs more bytes than all others is less or greater than all of them. */
  private static byte[] addWider(byte[] set, long value, int width) {
    int narrow = width(set);
    int count = count(set);
    byte[] result = new byte[capacity(HEADER + (count + 1) * width)];
    int shift = value < 0 ? 1 : 0;
    for (int i = 0; i < count; i++) {
      put(result, width, i + shift, get(set, narrow, i));
    }
    put(result, width, value < 0 ? 0 : count, value);
    return header(result, width, count + 1);
  }

  private static int width(byte[] set) {
    return (int) INT.get(set, 0);
  }

  private static int width(long value) {
    if (value == (short) value) {
      return Short.BYTES;
    }
    return value == (int) value ? Integer.BYTES : Long.BYTES;
  }

  private static byte[] header(byte[] set, int width, int count) {
    INT.set(set, 0, width);
    INT.set(set, COUNT, count);
    return set;
  }

  private static long get(byte[] set, int width, int index) {
    int at = HEADER + index * width;
    return switch (width) {
      case Short.BYTES -> (short) SHORT.get(set, at);
      case Integer.BYTES -> (int) INT.get(set, at);
      default -> (long) LONG.get(set, at);
    };
  }

  private static void put(byte[] set, int width, int index, long value) {
    int at = HEADER + index * width;
    switch (width) {
      case Short.BYTES -> SHORT.set(set, at, (short) value);
      case Integer.BYTES -> INT.set(set, at, (int) value);
      default -> LONG.set(set, at, value);
    }
  }

  /** A sixteenth more, and what the array's last eight bytes have room for anyway. */
  private static int capacity(int bytes) {
    int roomy = bytes + (bytes >> 4);
    return (roomy + ALIGNMENT - 1 - ODD & -ALIGNMENT) + ODD;
  }
}
