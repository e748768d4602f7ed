package dev.heddle.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/**
 * SipHash-1-3: a keyed hash whose collisions cannot be found without its 128-bit key, so nobody can
 * choose keys that fall into one bucket.
 *
 * <p>J.-P. Aumasson, D. J. Bernstein: SipHash: a fast short-input PRF, 2012. One round per block of
 * eight bytes, three at the end.
 */
public final class SipHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long v0;
  private final long v1;
  private final long v2;
  private final long v3;

  /** A hash under the key whose little-endian halves are given. */
  public SipHash(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
  }

  /** A hash under a key drawn from {@code random}. */
  public static SipHash keyedBy(RandomGenerator random) {
    return new SipHash(random.nextLong(), random.nextLong());
  }

  /** Hashes {@code len} bytes of {@code a} from {@code off}. */
  public long hash(byte[] a, int off, int len) {
    long a0 = v0;
    long a1 = v1;
    long a2 = v2;
    long a3 = v3;
    int last = off + (len & ~7);
    for (int at = off; at <= last; at += 8) {
      long block = at < last ? (long) LONG.get(a, at) : tail(a, last, len);
      a3 ^= block;
      a0 += a1;
      a2 += a3;
      a1 = Long.rotateLeft(a1, 13) ^ a0;
      a3 = Long.rotateLeft(a3, 16) ^ a2;
      a0 = Long.rotateLeft(a0, 32);
      a2 += a1;
      a0 += a3;
      a1 = Long.rotateLeft(a1, 17) ^ a2;
      a3 = Long.rotateLeft(a3, 21) ^ a0;
      a2 = Long.rotateLeft(a2, 32);
      a0 ^= block;
    }
    a2 ^= 0xff;
    for (int i = 0; i < 3; i++) {
      a0 += a1;
      a2 += a3;
      a1 = Long.rotateLeft(a1, 13) ^ a0;
      a3 = Long.rotateLeft(a3, 16) ^ a2;
      a0 = Long.rotateLeft(a0, 32);
      a2 += a1;
      a0 += a3;
      a1 = Long.rotateLeft(a1, 17) ^ a2;
      a3 = Long.rotateLeft(a3, 21) ^ a0;
      a2 = Long.rotateLeft(a2, 32);
    }
    return a0 ^ a1 ^ a2 ^ a3;
  }

  /** The last block: up to seven bytes, little endian, and the length in the highest byte. */
  private static long tail(byte[] a, int from, int len) {
    long block = (long) len << 56;
    for (int i = (len & 7) - 1; i >= 0; i--) {
      block |= (a[from + i] & 0xffL) << (i << 3);
    }
    return block;
  }
}
