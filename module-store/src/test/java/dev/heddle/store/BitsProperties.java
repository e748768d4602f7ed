package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Words at a time against one bit at a time. */
final class BitsProperties {
  @Property
  void countsAndFindsAsOneBitAtATime(
      @ForAll @Size(max = 40) byte[] a,
      @ForAll @IntRange(max = 330) int from,
      @ForAll @IntRange(max = 330) int to,
      @ForAll boolean one) {
    int end = Math.min(to, a.length * 8);
    long count = 0;
    long first = -1;
    for (int i = from; i < end; i++) {
      int bit = Bits.get(a, a.length, i);
      count += bit;
      if (first < 0 && bit == (one ? 1 : 0)) {
        first = i;
      }
    }
    assertEquals(count, Bits.countBits(a, from, end));
    assertEquals(first, Bits.find(a, one ? 1 : 0, from, end));
  }

  @Property
  void combinesAsOneByteAtATime(
      @ForAll @Size(max = 40) byte[] a, @ForAll @Size(max = 40) byte[] b) {
    int longest = Math.max(a.length, b.length);
    byte[] and = Arrays.copyOf(a, longest);
    byte[] or = and.clone();
    byte[] xor = and.clone();
    byte[] not = a.clone();
    Bits.and(and, longest, b, b.length);
    Bits.or(or, b, b.length);
    Bits.xor(xor, b, b.length);
    Bits.not(not);
    byte[][] expected = new byte[4][longest];
    for (int i = 0; i < longest; i++) {
      int x = i < a.length ? a[i] : 0;
      int y = i < b.length ? b[i] : 0;
      expected[0][i] = (byte) (x & y);
      expected[1][i] = (byte) (x | y);
      expected[2][i] = (byte) (x ^ y);
      expected[3][i] = (byte) ~x;
    }
    assertArrayEquals(expected[0], and);
    assertArrayEquals(expected[1], or);
    assertArrayEquals(expected[2], xor);
    assertArrayEquals(Arrays.copyOf(expected[3], a.length), not);
  }

  @Property
  void aFieldIsTheNumberInItsBits(
      @ForAll @Size(min = 20, max = 20) byte[] a,
      @ForAll @IntRange(max = 90) int position,
      @ForAll @IntRange(min = 1, max = 64) int width,
      @ForAll long value) {
    var all = new BigInteger(1, a);
    var mask = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    int shift = 160 - position - width;
    assertEquals(all.shiftRight(shift).and(mask).longValue(), Bits.field(a, 20, position, width));
    byte[] written = a.clone();
    Bits.setField(written, position, width, value);
    var expected =
        all.andNot(mask.shiftLeft(shift)).or(BigInteger.valueOf(value).and(mask).shiftLeft(shift));
    assertEquals(expected, new BigInteger(1, written));
  }

  @Property
  void whatLiesBehindTheEndIsZero(
      @ForAll @Size(max = 9) byte[] a, @ForAll @IntRange(max = 100) int position) {
    byte[] padded = Arrays.copyOf(a, 40);
    assertEquals(Bits.field(padded, 40, position, 64), Bits.field(a, a.length, position, 64));
    assertEquals(Bits.get(padded, 40, position), Bits.get(a, a.length, position));
  }
}
