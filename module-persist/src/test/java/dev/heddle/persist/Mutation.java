package dev.heddle.persist;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes as disks and networks do by chance, and attackers on purpose. */
final class Mutation {
  private static final int[] TELLING = {
    0, 1, 0x3f, 0x40, 0x7f, 0x80, 0x81, 0xc0, 0xc1, 0xc2, 0xc3, 0xf0, 0xf4, 0xfe, 0xff
  };

  private static final List<byte[]> LENGTHS =
      List.of(
          OldFormats.bytes(0x80, 0xff, 0xff, 0xff, 0xff),
          OldFormats.bytes(0x80, 0x7f, 0xff, 0xff, 0xff),
          OldFormats.bytes(0x80, 0x3f, 0xff, 0xff, 0xff), // the longest string
          OldFormats.bytes(0x80, 0, 0x10, 0, 0),
          OldFormats.bytes(0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
          OldFormats.bytes(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
          OldFormats.bytes(0x81, 0, 0, 0, 1, 0, 0, 0, 0),
          OldFormats.bytes(0x7f, 0xff),
          OldFormats.bytes(0xff, 0xff, 0xff, 0x7f),
          OldFormats.bytes(0xff, 0xff, 0xff, 0xff),
          OldFormats.bytes(0xff, 0xff));

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  /** The bytes with one to four damages; {@code other} is what a part of them may come from. */
  byte[] of(byte[] seed, byte[] other) {
    byte[] bytes = random.nextInt(8) == 0 ? spliced(seed, other) : seed.clone();
    int damages = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
    for (int left = damages; left > 0 && bytes.length > 0; left--) {
      bytes = damaged(bytes);
    }
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    int at = place(bytes);
    return switch (random.nextInt(9)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> with(bytes, at, LENGTHS.get(random.nextInt(LENGTHS.size())));
      case 2 -> inserted(bytes, at, LENGTHS.get(random.nextInt(LENGTHS.size())));
      case 3 -> removed(bytes, at, 1 + random.nextInt(8));
      case 4 -> inserted(bytes, at, Arrays.copyOfRange(bytes, at, place(bytes, at)));
      case 5 -> with(bytes, at, OldFormats.bytes(TELLING[random.nextInt(TELLING.length)]));
      case 6 -> with(bytes, at, OldFormats.bytes(random.nextInt()));
      case 7 -> with(bytes, at, OldFormats.bytes(bytes[at] + (random.nextBoolean() ? 1 : -1)));
      default -> with(bytes, at, OldFormats.bytes(bytes[at] ^ (1 << random.nextInt(8))));
    };
  }

  /** Somewhere, more often near the beginning, where lengths and types are. */
  private int place(byte[] bytes) {
    return random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 24) : bytes.length);
  }

  private int place(byte[] bytes, int from) {
    return from + random.nextInt(Math.min(bytes.length - from, 64) + 1);
  }

  private byte[] spliced(byte[] head, byte[] tail) {
    return Fixture.concat(
        Arrays.copyOf(head, random.nextInt(head.length + 1)),
        Arrays.copyOfRange(tail, random.nextInt(tail.length + 1), tail.length));
  }

  private static byte[] with(byte[] bytes, int at, byte[] content) {
    System.arraycopy(content, 0, bytes, at, Math.min(content.length, bytes.length - at));
    return bytes;
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] content) {
    return Fixture.concat(
        Arrays.copyOf(bytes, at), content, Arrays.copyOfRange(bytes, at, bytes.length));
  }

  private static byte[] removed(byte[] bytes, int at, int n) {
    int behind = Math.min(at + n, bytes.length);
    return Fixture.concat(
        Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, behind, bytes.length));
  }
}
