package dev.heddle.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Which register of a HyperLogLog an element belongs to, and the rank it has there.
 *
 * <p>Of the element's hash (MurmurHash64A [1]) the lowest 14 bits are the register; the rank is the
 * position, from 1 on, of the lowest bit that is set among the other 50; 51 if none is.
 *
 * <p>[1] A. Appleby, MurmurHash2, the variant for 64-bit platforms.
 */
final class HllHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = 0xadc83b19L;
  private static final long M = 0xc6a4a7935bd1e995L;
  private static final int R = 47;

  private HllHash() {}

  static long hash(byte[] a, int off, int len) {
    long h = SEED ^ (len * M);
    int at = off;
    for (int end = off + (len & -Long.BYTES); at < end; at += Long.BYTES) {
      long k = (long) LONG.get(a, at) * M;
      k = (k ^ (k >>> R)) * M;
      h = (h ^ k) * M;
    }
    int rest = len & (Long.BYTES - 1);
    if (rest > 0) {
      h = (h ^ tail(a, at, rest)) * M;
    }
    h = (h ^ (h >>> R)) * M;
    return h ^ (h >>> R);
  }

  private static long tail(byte[] a, int at, int n) {
    long word = 0;
    for (int i = n - 1; i >= 0; i--) {
      word = word << 8 | (a[at + i] & 0xff);
    }
    return word;
  }

  /** The register of an element with this hash. */
  static int register(long hash) {
    return (int) hash & (Hll.REGISTERS - 1);
  }

  /** The rank of an element with this hash. */
  static int rank(long hash) {
    return 1 + Long.numberOfTrailingZeros(hash >>> Hll.REGISTER_BITS | 1L << Hll.RANK_BITS);
  }
}
