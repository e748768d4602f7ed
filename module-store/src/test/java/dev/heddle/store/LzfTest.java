package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LzfTest {
  private final Lzf lzf = new Lzf();

  @Test
  void theExampleOfTheFormat() {
    byte[] text = "a".repeat(24).getBytes(StandardCharsets.US_ASCII);
    byte[] compressed = HexFormat.of().parseHex("016161e00d00");
    var out = new byte[24];
    assertTrue(Lzf.decompress(compressed, out));
    assertArrayEquals(text, out);
  }

  @Property(tries = 300)
  void decompressingGivesTheSameBytes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int length) {
    byte[] text = repetitive(new Random(seed), length);
    var compressed = new byte[2 * length + 10];
    int n = lzf.compress(text, length, compressed, compressed.length);
    assertTrue(n > 0);
    var out = new byte[length];
    assertTrue(Lzf.decompress(Arrays.copyOf(compressed, n), out));
    assertArrayEquals(text, out);
  }

  @Test
  void oneInstanceServesManyStrings() {
    for (int i = 0; i < 50; i++) {
      decompressingGivesTheSameBytes(i, 1 + i * 37);
    }
  }

  @Test
  void whatDoesNotBecomeShorterIsNotCompressed() {
    var noise = new byte[1000];
    new Random(1).nextBytes(noise);
    assertEquals(0, lzf.compress(noise, noise.length, new byte[1000], noise.length - 4));
  }

  @Property(tries = 2000)
  void noiseIsRefusedOrDecompressed(
      @ForAll @Size(max = 60) byte[] noise, @ForAll @IntRange(max = 400) int length) {
    Lzf.decompress(noise, new byte[length]); // returns: neither thrown nor hung
  }

  @Test
  void aCopyFromBeforeTheBeginningIsRefused() {
    assertFalse(Lzf.decompress(HexFormat.of().parseHex("00612001"), new byte[4]));
    assertFalse(Lzf.decompress(HexFormat.of().parseHex("0061"), new byte[2]));
    assertFalse(Lzf.decompress(HexFormat.of().parseHex("0561"), new byte[6]));
    assertFalse(Lzf.decompress(HexFormat.of().parseHex("0061e0"), new byte[20]));
  }

  private static byte[] repetitive(Random random, int length) {
    var text = new byte[length];
    int variety = 1 + random.nextInt(30);
    for (int i = 0; i < length; ) {
      if (i > 10 && random.nextBoolean()) {
        int from = random.nextInt(i);
        for (int n = random.nextInt(600); n > 0 && i < length; n--) {
          text[i++] = text[from++];
        }
      } else {
        text[i++] = (byte) random.nextInt(variety);
      }
    }
    return text;
  }
}
