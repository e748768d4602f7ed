package dev.heddle.persist;

import dev.heddle.store.Elements;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the packed list of Redis before version 7: lists, hashes and sorted sets in RDB files up to
 * version 9.
 *
 * <pre>
 * ZipList  --> Total Tail Count Entry* FF
 * Total    --> UInt32LE                 bytes of all of it
 * Tail     --> UInt32LE                 where the last entry begins; 10: there is none
 * Count    --> UInt16LE                 entries; 65535: so many or more, they must be counted
 * Entry    --> Before Content
 * Before   --> byte | FE UInt32LE       bytes of the entry before; 0: there is none
 * Content  --> 00llllll byte{l}
 *            | 01llllll llllllll byte{l}             high byte first
 *            | 10______ UInt32BE byte{l}
 *            | C0 Int16LE | D0 Int32LE | E0 Int64LE | F0 Int24LE | FE Int8
 *            | 1111vvvv                 the number v-1, v from 1 to 13
 *
 * "a" "1024": 12 00 00 00  0d 00 00 00  02 00  00 01 61  03 c0 00 04  ff
 * </pre>
 */
final class ZipList {
  private static final int HEADER = 10;
  private static final int END = 0xff;
  private static final int UNKNOWN = 0xffff;
  private static final int LONG_BEFORE = 0xfe;

  private static final int INT_16 = 0xc0;
  private static final int INT_32 = 0xd0;
  private static final int INT_64 = 0xe0;
  private static final int INT_24 = 0xf0;
  private static final int INT_8 = 0xfe;
  private static final int FIRST_SMALL = 0xf1;
  private static final int LAST_SMALL = 0xfd;

  private final ByteBuffer in;
  private final Elements out;
  private int count;

  /** Where the last entry begins, and its length. */
  private int last = HEADER;

  private int lastLength;

  private ZipList(byte[] list, Elements out) {
    this.in = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN);
    this.out = out;
  }

  /** Hands over the entries; false: the array is no ziplist, and what was handed over is void. */
  static boolean unpack(byte[] list, Elements out) {
    try {
      return new ZipList(list, out).unpack();
    } catch (BufferUnderflowException e) {
      return false; // it ends too early
    }
  }

  private boolean unpack() {
    int total = in.getInt();
    int tail = in.getInt();
    int announced = Short.toUnsignedInt(in.getShort());
    if (total != in.limit()) {
      return false;
    }
    while (!atEnd()) {
      if (!entry()) {
        return false;
      }
    }
    return !in.hasRemaining() && tail == last && (announced == UNKNOWN || announced == count);
  }

  private boolean atEnd() {
    in.mark();
    boolean end = next() == END;
    if (!end) {
      in.reset();
    }
    return end;
  }

  private boolean entry() {
    int start = in.position();
    if (before() != lastLength) {
      return false;
    }
    int head = next();
    boolean known =
        switch (head >> 6) {
          case 0 -> text(head & 0x3f);
          case 1 -> text((head & 0x3f) << 8 | next());
          case 2 -> text(Integer.reverseBytes(in.getInt()));
          default -> number(head);
        };
    last = start;
    lastLength = in.position() - start;
    count++;
    return known;
  }

  private int before() {
    int length = next();
    return length == LONG_BEFORE ? in.getInt() : length;
  }

  private boolean text(int length) {
    if (length < 0 || length > in.remaining()) {
      return false;
    }
    out.text(in.array(), in.position(), length);
    in.position(in.position() + length);
    return true;
  }

  private boolean number(int head) {
    switch (head) {
      case INT_8 -> out.number(in.get());
      case INT_16 -> out.number(in.getShort());
      case INT_24 -> out.number(Short.toUnsignedInt(in.getShort()) | in.get() << 16);
      case INT_32 -> out.number(in.getInt());
      case INT_64 -> out.number(in.getLong());
      default -> {
        if (head < FIRST_SMALL || head > LAST_SMALL) {
          return false;
        }
        out.number(head - FIRST_SMALL);
      }
    }
    return true;
  }

  private int next() {
    return Byte.toUnsignedInt(in.get());
  }
}
