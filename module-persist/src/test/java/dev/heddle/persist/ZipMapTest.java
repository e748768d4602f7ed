package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZipMapTest {
  /** The example above the format. */
  private static final String EXAMPLE = "02 0161 010062 026363 01016430 ff".replace(" ", "");

  @Test
  void theExampleOfTheFormat() {
    assertEquals(List.of("a", "b", "cc", "d"), read(HexFormat.of().parseHex(EXAMPLE)));
  }

  @Test
  void bothFormsOfALength() {
    byte[] longest = bytes("x".repeat(253));
    byte[] longer = bytes("y".repeat(254));
    var elements =
        List.of(bytes(""), longest, longer, bytes(""), bytes("1"), bytes("z".repeat(70_000)));
    var expected = elements.stream().map(Recorder::text).toList();
    assertEquals(expected, read(OldFormats.zipMap(0, elements)));
    assertEquals(expected, read(OldFormats.zipMap(3, elements)));
  }

  @Test
  void oneOfMoreFieldsThanItsHeaderCounts() {
    var elements = new ArrayList<byte[]>();
    for (int i = 0; i < 600; i++) {
      elements.add(bytes("e" + i));
    }
    byte[] map = OldFormats.zipMap(0, elements);
    assertArrayEquals(new byte[] {(byte) 254}, Arrays.copyOf(map, 1));
    assertEquals(600, read(map).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "00 ff", // no fields
        "01 0161 010062", // no end
        "01 0161 010062 ff ff", // bytes behind the end
        "02 0161 010062 ff", // a wrong count
        "01 0161 ff", // no value
        "01 0161 01", // no byte for what is free
        "01 0161 050062 ff", // longer than the map
        "01 0161 01ff62 ff",
        "01 fe01000000 61 010062 ff", // a longer form than necessary
        "01 feffffffff 61 010062 ff",
        "01 0161 feffffff7f 0062 ff",
        "01 0161 ff0062 ff",
      })
  void whatIsNone(String hex) {
    byte[] map = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertFalse(ZipMap.unpack(map, new ZipListTest.Collected(new ArrayList<>())), hex);
  }

  @Test
  void aCutOrDamagedOneIsReadOrRefused() {
    byte[] whole =
        OldFormats.zipMap(1, List.of(bytes("a"), bytes("b"), bytes("c".repeat(300)), bytes("")));
    for (int n = 0; n < whole.length; n++) {
      byte[] cut = Arrays.copyOf(whole, n);
      assertFalse(ZipMap.unpack(cut, new ZipListTest.Collected(new ArrayList<>())));
    }
    var random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      ZipMap.unpack(damaged, new ZipListTest.Collected(new ArrayList<>()));
    }
  }

  private static List<String> read(byte[] map) {
    var elements = new ArrayList<String>();
    assertTrue(ZipMap.unpack(map, new ZipListTest.Collected(elements)));
    return elements;
  }
}
