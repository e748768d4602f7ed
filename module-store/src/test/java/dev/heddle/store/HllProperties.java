package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * HyperLogLogs against an array of registers; the bytes that are expected are the real server's.
 */
final class HllProperties {
  private static final String HEADER = "48594c4c01000000";

  private static byte[] element(int n) {
    return Integer.toString(n).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Hll of(String hex) {
    return Hll.of(ByteString.of(HexFormat.of().parseHex(hex)));
  }

  /** What an array says about the same elements. */
  private static byte[] model(List<Integer> elements) {
    var registers = new byte[Hll.REGISTERS];
    for (int n : elements) {
      byte[] element = element(n);
      long hash = HllHash.hash(element, 0, element.length);
      int i = HllHash.register(hash);
      registers[i] = (byte) Math.max(registers[i], HllHash.rank(hash));
    }
    return registers;
  }

  private static Hll filled(List<Integer> elements, long limit) {
    Hll hll = Hll.empty();
    for (int n : elements) {
      byte[] element = element(n);
      hll.add(element, 0, element.length, limit);
    }
    return hll;
  }

  @Property
  void registersAreThoseOfAnArrayInEveryEncoding(
      @ForAll @Size(max = 300) List<@IntRange(max = 500) Integer> elements,
      @ForAll @IntRange(max = 700) int limit) {
    Hll hll = filled(elements, limit);
    assertArrayEquals(model(elements), hll.registers());
    assertEquals(Hll.estimate(hll.registers()), hll.estimate());
    assertTrue(hll.isDense() || hll.value().length() <= Math.max(limit, 18));
    assertTrue(Hll.isOne(hll.value()));
  }

  @Property(tries = 100)
  void onlyTheRegistersDecideWhatIsAdded(@ForAll @Size(max = 200) List<Integer> elements) {
    Hll hll = Hll.empty();
    Hll dense = Hll.empty();
    dense.makeDense();
    for (int n : elements) {
      byte[] element = element(n);
      byte[] before = hll.registers();
      boolean changed = hll.add(element, 0, element.length, 3000);
      assertEquals(changed, dense.add(element, 0, element.length, 0));
      assertEquals(changed, !Arrays.equals(before, hll.registers()));
    }
  }

  @Property(tries = 100)
  void mergingTakesTheHigherRegister(
      @ForAll @Size(max = 200) List<Integer> some, @ForAll @Size(max = 200) List<Integer> others) {
    Hll merged = filled(some, 300);
    byte[] registers = merged.registers();
    filled(others, 3000).raise(registers);
    merged.raiseTo(registers, 300);
    byte[] expected = model(some);
    byte[] other = model(others);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) Math.max(expected[i], other[i]);
    }
    assertArrayEquals(expected, merged.registers());
  }

  @Property(tries = 100)
  void aViewLeavesTheStringAlone(@ForAll @Size(min = 1, max = 50) List<Integer> elements) {
    StringValue value = filled(elements, 3000).value();
    byte[] before = value.bytes();
    Hll view = Hll.of(value);
    for (int n = 0; n < 100; n++) {
      byte[] element = element(n);
      view.add(element, 0, element.length, 3000);
    }
    view.makeDense();
    assertArrayEquals(before, value.bytes());
  }

  @Example
  void theBytesAreThoseOfRedis() {
    Hll hll = Hll.empty();
    assertEquals(HEADER + "00000000000000807fff", hex(hll.value()));
    for (char c = 'a'; c <= 'g'; c++) {
      assertTrue(hll.add(new byte[] {(byte) c}, 0, 1, 3000));
    }
    String runs = "466d80560c80443c84388050b184498c80426d80425a";
    assertEquals(HEADER + "0000000000000080" + runs, hex(hll.value()));
    assertEquals(7, hll.estimate());
    assertTrue(hll.kept() < 0);
    StringValue kept = Hll.keep(hll.value(), 7);
    assertEquals(HEADER + "0700000000000000" + runs, hex(kept));
    assertEquals(7, Hll.of(kept).kept());
  }

  private static String hex(StringValue value) {
    return HexFormat.of().formatHex(value.bytes());
  }

  @Example
  void runsAreDescribed() {
    assertEquals("Z:1646 v:1,1 Z:14737", of(HEADER + "0000000000000080" + "466d807990").describe());
    assertEquals("z:64 v:32,4", of(HEADER + "0000000000000000" + "3fff").describe());
  }

  @Example
  void runsOfTooFewOrTooManyRegistersAreCorrupt() {
    for (String runs : List.of("", "7ffe", "7fff00", "7fff80", "fe7fff", "7f")) {
      Hll hll = of(HEADER + "0000000000000080" + runs);
      assertThrows(CorruptHllException.class, hll::estimate, runs);
      assertThrows(CorruptHllException.class, hll::registers, runs);
      assertThrows(CorruptHllException.class, hll::makeDense, runs);
    }
  }

  @Example
  void anXzeroThatIsCutOffIsTakenAsRedisTakesIt() {
    Hll hll = of(HEADER + "0000000000000080" + "7f");
    assertTrue(hll.add(new byte[] {'a'}, 0, 1, 3000));
    assertEquals(HEADER + "0000000000000080" + "71a6844d", hex(hll.value()));
    assertThrows(CorruptHllException.class, hll::estimate);
  }

  @Example
  void otherStringsAreNotHyperLogLogs() {
    String registers = "00000000000000807fff";
    assertTrue(Hll.isOne(ByteString.of(HexFormat.of().parseHex(HEADER + registers))));
    for (String hex :
        List.of("", "48594c4c", "48594c4b01000000" + registers, "48594c4c02000000" + registers)) {
      assertFalse(Hll.isOne(ByteString.of(HexFormat.of().parseHex(hex))), hex);
    }
    assertFalse(Hll.isOne(ByteString.of(HexFormat.of().parseHex("48594c4c00000000" + registers))));
    assertFalse(Hll.isOne(StringValue.of(42)));
  }

  @Example
  void estimatesAreNear() {
    Hll hll = Hll.empty();
    int next = 10;
    for (int n = 1; n <= 1_000_000; n++) {
      byte[] element = element(n);
      hll.add(element, 0, element.length, 3000);
      if (n == next) {
        assertEquals((double) n, (double) hll.estimate(), 3 * 0.0081 * n, "after " + n);
        next *= 10;
      }
    }
  }
}
