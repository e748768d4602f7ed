package dev.heddle.store;

/**
 * The dense registers of a HyperLogLog: six bits each, the first in the lowest bits of the first
 * byte behind the header.
 *
 * <pre>
 *   +--------+--------+--------+------
 *   |11000000|22221111|33333322|55444444
 *   +--------+--------+--------+------
 * </pre>
 */
final class HllDense {
  private static final int WIDTH = 6;
  private static final int MASK = (1 << WIDTH) - 1;

  /** Length of the string with its header. */
  static final int LENGTH = Hll.HEADER + (Hll.REGISTERS * WIDTH + 7) / 8;

  private HllDense() {}

  static int get(byte[] a, int register) {
    int bit = register * WIDTH;
    int at = Hll.HEADER + (bit >>> 3);
    int shift = bit & 7;
    int low = (a[at] & 0xff) >>> shift;
    return (shift <= 8 - WIDTH ? low : (low | (a[at + 1] & 0xff) << (8 - shift))) & MASK;
  }

  static void set(byte[] a, int register, int rank) {
    int bit = register * WIDTH;
    int at = Hll.HEADER + (bit >>> 3);
    int shift = bit & 7;
    a[at] = (byte) ((a[at] & ~(MASK << shift)) | rank << shift);
    if (shift > 8 - WIDTH) {
      int kept = 8 - shift;
      a[at + 1] = (byte) ((a[at + 1] & ~(MASK >>> kept)) | rank >>> kept);
    }
  }

  /** Counts how many registers have which rank. */
  static void count(byte[] a, int[] ranks) {
    for (int at = Hll.HEADER; at < LENGTH; at += 3) {
      int four = (a[at] & 0xff) | (a[at + 1] & 0xff) << 8 | (a[at + 2] & 0xff) << 16;
      ranks[four & MASK]++;
      ranks[(four >>> WIDTH) & MASK]++;
      ranks[(four >>> (2 * WIDTH)) & MASK]++;
      ranks[four >>> (3 * WIDTH)]++;
    }
  }

  /** Raises registers, one a byte, to what is higher here. */
  static void raise(byte[] a, byte[] registers) {
    for (int i = 0, at = Hll.HEADER; at < LENGTH; i += 4, at += 3) {
      int four = (a[at] & 0xff) | (a[at + 1] & 0xff) << 8 | (a[at + 2] & 0xff) << 16;
      registers[i] = (byte) Math.max(registers[i], four & MASK);
      registers[i + 1] = (byte) Math.max(registers[i + 1], (four >>> WIDTH) & MASK);
      registers[i + 2] = (byte) Math.max(registers[i + 2], (four >>> (2 * WIDTH)) & MASK);
      registers[i + 3] = (byte) Math.max(registers[i + 3], four >>> (3 * WIDTH));
    }
  }
}
