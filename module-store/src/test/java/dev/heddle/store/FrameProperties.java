package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrameProperties {
  @Property
  void keyAndRestComeOutAsTheyWentIn(
      @ForAll @Size(max = 300) byte[] key, @ForAll @Size(max = 300) byte[] rest) {
    byte[] frame = framed(key, rest);
    int at = Frame.keyAt(frame);
    assertEquals(key.length, Frame.keyLength(frame));
    assertEquals(rest.length, at);
    assertArrayEquals(key, Frame.key(frame));
    assertArrayEquals(rest, Arrays.copyOf(frame, at));
    assertTrue(Frame.hasKey(frame, key, 0, key.length));
  }

  @Property
  void onlyTheWholeKeyIsTheKey(@ForAll @IntRange(min = 1, max = 300) int length) {
    byte[] key = new byte[length];
    byte[] frame = framed(key, new byte[10]);
    assertFalse(Frame.hasKey(frame, key, 0, length - 1));
    assertFalse(Frame.hasKey(frame, new byte[length + 1], 0, length + 1));
    key[length - 1] = 1;
    assertFalse(Frame.hasKey(frame, key, 0, length));
  }

  @Example
  void aShortKeyCostsOneByteMore() {
    assertArrayEquals(new byte[] {'1', 'a', 'b', 2}, framed(Keys.bytes("ab"), Keys.bytes("1")));
    assertEquals(1 + 127, framed(new byte[127], new byte[0]).length);
    assertEquals(5 + 128, framed(new byte[128], new byte[0]).length);
  }

  @Property
  void theMemoryOfManyArraysIsExactForEverySizeOfHeaders(
      @ForAll List<@IntRange(max = 100) Integer> lengths) {
    var arrays = new ArraysMemory();
    lengths.forEach(arrays::add);
    arrays.add(7);
    arrays.remove(7);
    for (int header : new int[] {8, 12, 16}) {
      var sizes = Sizes.ofHeader(header);
      assertEquals(lengths.stream().mapToLong(sizes::bytes).sum(), arrays.bytes(sizes));
    }
  }

  private static byte[] framed(byte[] key, byte[] rest) {
    return Frame.of(key, 0, key.length, rest, 0, rest.length);
  }
}
