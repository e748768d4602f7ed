package dev.heddle.persist;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of RDB files: CRC-64 with the polynomial of Jones, bits reflected, starting at 0.
 *
 * <p>Eight bytes a step through eight tables (slicing-by-8): table k holds the effect of a byte
 * that is followed by k further bytes. {@code 123456789} has the sum {@code e9c6d914c4b8d9ca}.
 */
final class Crc64 {
  private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L; // 0xad93d23594c935a9 reflected
  private static final long[][] TABLES = tables();
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Crc64() {}

  /** The sum of what {@code crc} is the sum of, followed by these bytes. */
  static long update(long crc, byte[] b, int off, int len) {
    int i = off;
    int end = off + len;
    for (; end - i >= 8; i += 8) {
      long x = crc ^ (long) LONG.get(b, i);
      crc =
          TABLES[7][(int) x & 0xff]
              ^ TABLES[6][(int) (x >>> 8) & 0xff]
              ^ TABLES[5][(int) (x >>> 16) & 0xff]
              ^ TABLES[4][(int) (x >>> 24) & 0xff]
              ^ TABLES[3][(int) (x >>> 32) & 0xff]
              ^ TABLES[2][(int) (x >>> 40) & 0xff]
              ^ TABLES[1][(int) (x >>> 48) & 0xff]
              ^ TABLES[0][(int) (x >>> 56)];
    }
    for (; i < end; i++) {
      crc = TABLES[0][(int) (crc ^ b[i]) & 0xff] ^ crc >>> 8;
    }
    return crc;
  }

  private static long[][] tables() {
    var tables = new long[8][256];
    for (int b = 0; b < 256; b++) {
      long crc = b;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
      tables[0][b] = crc;
    }
    for (int k = 1; k < 8; k++) {
      for (int b = 0; b < 256; b++) {
        long before = tables[k - 1][b];
        tables[k][b] = before >>> 8 ^ tables[0][(int) before & 0xff];
      }
    }
    return tables;
  }
}
