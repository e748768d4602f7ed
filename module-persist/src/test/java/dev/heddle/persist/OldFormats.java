package dev.heddle.persist;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Makes packed collections by hand, as versions of Redis wrote them, as {@link ZipList} and {@link
 * ZipMap} describe it.
 */
final class OldFormats {
  private OldFormats() {}

  /** An intset of integers of two bytes, as they come. */
  static byte[] intSet(int... integers) {
    var set = new ByteArrayOutputStream();
    set.writeBytes(little(8).putInt(2).putInt(integers.length).array());
    for (int n : integers) {
      set.writeBytes(bytes(n, n >> 8));
    }
    return set.toByteArray();
  }

  /** A ziplist; integers become such in the shortest form, all else text. */
  static byte[] zipList(Object... elements) {
    var entries = new ByteArrayOutputStream();
    int before = 0;
    int last = 0;
    for (Object element : elements) {
      last = entries.size();
      entries.writeBytes(
          before < 254 ? bytes(before) : little(1 + 4).put((byte) 254).putInt(before).array());
      entries.writeBytes(
          element instanceof Number n ? number(n.longValue()) : text((byte[]) element));
      before = entries.size() - last;
    }
    byte[] sizes = little(8).putInt(10 + entries.size() + 1).putInt(10 + last).array();
    int count = Math.min(elements.length, 65535);
    return Fixture.concat(sizes, bytes(count, count >> 8), entries.toByteArray(), bytes(0xff));
  }

  private static byte[] text(byte[] text) {
    byte[] head;
    if (text.length < 1 << 6) {
      head = bytes(text.length);
    } else if (text.length < 1 << 14) {
      head = bytes(0x40 | text.length >> 8, text.length);
    } else {
      head = ByteBuffer.allocate(5).put((byte) 0x80).putInt(text.length).array();
    }
    return Fixture.concat(head, text);
  }

  private static byte[] number(long n) {
    if (n >= 0 && n <= 12) {
      return bytes(0xf1 + (int) n);
    }
    if (n == (byte) n) {
      return bytes(0xfe, (int) n);
    }
    if (n == (short) n) {
      return little(3).put((byte) 0xc0).putShort((short) n).array();
    }
    if (n << 40 >> 40 == n) {
      return bytes(0xf0, (int) n, (int) (n >> 8), (int) (n >> 16));
    }
    return n == (int) n
        ? little(5).put((byte) 0xd0).putInt((int) n).array()
        : little(9).put((byte) 0xe0).putLong(n).array();
  }

  /** A zipmap of fields and values in turns, {@code free} bytes behind each value. */
  static byte[] zipMap(int free, List<byte[]> elements) {
    var map = new ByteArrayOutputStream();
    map.write(Math.min(elements.size() / 2, 254));
    for (int i = 0; i < elements.size(); i++) {
      byte[] text = elements.get(i);
      map.writeBytes(
          text.length < 254
              ? bytes(text.length)
              : little(5).put((byte) 254).putInt(text.length).array());
      if (i % 2 == 1) {
        map.write(free);
      }
      map.writeBytes(text);
      map.writeBytes(new byte[i % 2 == 1 ? free : 0]);
    }
    map.write(0xff);
    return map.toByteArray();
  }

  /** A string of a file, not compressed. */
  static byte[] string(byte[] content) {
    return Fixture.concat(length(content.length), content);
  }

  /** A length of a file. */
  static byte[] length(int n) {
    return n < 64 ? bytes(n) : ByteBuffer.allocate(5).put((byte) 0x80).putInt(n).array();
  }

  static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
