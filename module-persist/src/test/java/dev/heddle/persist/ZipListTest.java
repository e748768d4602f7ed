package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.Elements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZipListTest {
  /** The example above the format. */
  private static final String EXAMPLE =
      "12000000 0d000000 0200 000161 03c00004 ff".replace(" ", "");

  @Test
  void theExampleOfTheFormat() {
    byte[] example = HexFormat.of().parseHex(EXAMPLE);
    assertEquals(List.of("a", "#1024"), read(example));
    assertArrayEquals(example, OldFormats.zipList(bytes("a"), 1024));
  }

  @Test
  void everyFormOfAnEntry() {
    Object[] elements = {
      0,
      12,
      13,
      -1,
      -128,
      127,
      128,
      -129,
      32767,
      -32768,
      32768,
      -32769,
      8388607,
      -8388608,
      8388608,
      -8388609,
      Integer.MAX_VALUE,
      Integer.MIN_VALUE,
      1L << 31,
      Long.MAX_VALUE,
      Long.MIN_VALUE,
      bytes(""),
      bytes("x".repeat(63)),
      bytes("x".repeat(64)),
      bytes("x".repeat(16383)),
      bytes("x".repeat(16384)),
      bytes("10"),
      bytes("\0\u00ff")
    };
    var expected =
        Arrays.stream(elements)
            .map(e -> e instanceof byte[] text ? Recorder.text(text) : "#" + e)
            .toList();
    assertEquals(expected, read(OldFormats.zipList(elements)));
  }

  @Test
  void oneWithoutEntries() {
    assertEquals(List.of(), read(OldFormats.zipList()));
  }

  @Test
  void oneOfMoreEntriesThanItsHeaderCounts() {
    Object[] elements = IntStream.range(0, 70_000).boxed().toArray();
    assertEquals(70_000, read(OldFormats.zipList(elements)).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "0b000000 0a000000 0000", // no end
        "0c000000 0a000000 0000 ff", // a wrong total
        "0b000000 0b000000 0000 ff", // a wrong tail
        "0b000000 0a000000 0100 ff", // a wrong count
        "0c000000 0a000000 0000 ffff", // bytes behind the end
        "12000000 0d000000 0300 000161 03c00004 ff", // a wrong count
        "12000000 0a000000 0200 000161 03c00004 ff", // a wrong tail
        "12000000 0d000000 0200 000161 02c00004 ff", // a wrong length of the entry before
        "12000000 0d000000 0200 010161 03c00004 ff", // something before the first
        "0d000000 0a000000 0100 00ff ff", // no such number
        "0d000000 0a000000 0100 00ef ff",
        "0e000000 0a000000 0100 003f61 ff", // longer than the list
        "12000000 0a000000 0100 0080ffffffff61 ff",
        "12000000 0a000000 0100 00807fffffff61 ff",
        "12000000 0a000000 0100 00d0ffffff ff ff",
      })
  void whatIsNone(String hex) {
    byte[] list = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertFalse(ZipList.unpack(list, new Collected(new ArrayList<>())), hex);
  }

  @Test
  void oneCutAnywhereIsNone() {
    byte[] whole = OldFormats.zipList(1, bytes("x".repeat(300)), 1L << 40, bytes("end"));
    for (int n = 0; n < whole.length; n++) {
      byte[] cut = Arrays.copyOf(whole, n);
      assertFalse(ZipList.unpack(cut, new Collected(new ArrayList<>())));
    }
    assertTrue(ZipList.unpack(whole, new Collected(new ArrayList<>())));
  }

  @Test
  void aDamagedOneIsReadOrRefused() {
    byte[] whole = OldFormats.zipList(1, bytes("x".repeat(300)), 1L << 40, bytes("end"), -77, 5000);
    var random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      ZipList.unpack(damaged, new Collected(new ArrayList<>()));
    }
  }

  private static List<String> read(byte[] list) {
    var elements = new ArrayList<String>();
    assertTrue(ZipList.unpack(list, new Collected(elements)));
    return elements;
  }

  /** Elements as text, numbers marked. */
  record Collected(List<String> elements) implements Elements {
    @Override
    public void text(byte[] a, int off, int len) {
      elements.add(Recorder.text(Arrays.copyOfRange(a, off, off + len)));
    }

    @Override
    public void number(long value) {
      elements.add("#" + value);
    }
  }
}
