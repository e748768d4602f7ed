package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SipHashTest {
  private static final long K0 = 0x0706050403020100L;
  private static final long K1 = 0x0f0e0d0c0b0a0908L;

  @Test
  void theTextbookVersionBelowGivesThePublishedVectorsOfSipHash24() {
    assertEquals(0x726fdb47dd0e0e31L, textbook(2, 4, K0, K1, new byte[0]));
    assertEquals(0xa129ca6149be45e5L, textbook(2, 4, K0, K1, counting(15)));
  }

  @Test
  void agreesWithTheTextbookVersionAtEveryLength() {
    var hash = new SipHash(K0, K1);
    for (int length = 0; length < 70; length++) {
      byte[] text = counting(length);
      assertEquals(textbook(1, 3, K0, K1, text), hash.hash(text, 0, length));
    }
  }

  @Test
  void hashesTheRangeAndNothingAroundIt() {
    var hash = SipHash.keyedBy(new SplittableRandom(1));
    byte[] text = counting(40);
    for (int from = 0; from < 20; from++) {
      byte[] range = Arrays.copyOfRange(text, from, from + 19);
      assertEquals(hash.hash(range, 0, 19), hash.hash(text, from, 19));
    }
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i < 64 ? i : 0xff);
    }
    return bytes;
  }

  /** The specification, word for word: c rounds per block and d at the end. */
  private static long textbook(int c, int d, long k0, long k1, byte[] text) {
    long[] v = {
      k0 ^ 0x736f6d6570736575L,
      k1 ^ 0x646f72616e646f6dL,
      k0 ^ 0x6c7967656e657261L,
      k1 ^ 0x7465646279746573L
    };
    byte[] padded = Arrays.copyOf(text, text.length / 8 * 8 + 8);
    padded[padded.length - 1] = (byte) text.length;
    for (int at = 0; at < padded.length; at += 8) {
      long block = 0;
      for (int i = 7; i >= 0; i--) {
        block = (block << 8) | (padded[at + i] & 0xff);
      }
      v[3] ^= block;
      rounds(v, c);
      v[0] ^= block;
    }
    v[2] ^= 0xff;
    rounds(v, d);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }

  private static void rounds(long[] v, int count) {
    for (int i = 0; i < count; i++) {
      v[0] += v[1];
      v[1] = Long.rotateLeft(v[1], 13);
      v[1] ^= v[0];
      v[0] = Long.rotateLeft(v[0], 32);
      v[2] += v[3];
      v[3] = Long.rotateLeft(v[3], 16);
      v[3] ^= v[2];
      v[0] += v[3];
      v[3] = Long.rotateLeft(v[3], 21);
      v[3] ^= v[0];
      v[2] += v[1];
      v[1] = Long.rotateLeft(v[1], 17);
      v[1] ^= v[2];
      v[2] = Long.rotateLeft(v[2], 32);
    }
  }
}
