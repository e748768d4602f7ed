package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class IntSetProperties {
  @Property
  void agreesWithATreeSet(
      @ForAll("integers") List<Long> added, @ForAll("integers") List<Long> removed) {
    byte[] set = IntSet.empty();
    var model = new TreeSet<Long>();
    for (long value : added) {
      set = IntSet.add(set, value);
      model.add(value);
      assertAgrees(model, set);
    }
    List<Long> going = new ArrayList<>(removed);
    going.addAll(added);
    for (long value : going) {
      assertEquals(model.contains(value), IntSet.contains(set, value));
      set = IntSet.remove(set, value);
      model.remove(value);
      assertAgrees(model, set);
    }
  }

  private static void assertAgrees(SortedSet<Long> model, byte[] set) {
    assertEquals(new ArrayList<>(model), integers(set));
    assertEquals(model.size(), IntSet.count(set));
    assertTrue(IntSet.bytes(set) <= set.length);
    assertEquals(!model.isEmpty(), IntSet.isValid(set, IntSet.bytes(set)));
    int index = 0;
    for (long value : model) {
      assertEquals(value, IntSet.get(set, index));
      assertEquals(index++, IntSet.find(set, value));
    }
  }

  @Property
  void whatIsNotInItBelongsWhereItIsSaidTo(
      @ForAll("integers") List<Long> added, @ForAll("integer") long sought) {
    byte[] set = of(added);
    set = IntSet.remove(set, sought);
    int place = -1 - IntSet.find(set, sought);
    assertEquals(integers(set).stream().filter(v -> v < sought).count(), place);
  }

  @Property
  void noPartOfASetIsASet(@ForAll("integers") List<Long> added) {
    byte[] set = of(added);
    int bytes = IntSet.bytes(set);
    for (int len = 0; len < bytes; len++) {
      assertFalse(IntSet.isValid(set, len));
      assertFalse(IntSet.isValid(Arrays.copyOf(set, len), len));
    }
    byte[] longer = Arrays.copyOf(set, bytes + 8);
    for (int len = bytes + 1; len <= longer.length; len++) {
      assertFalse(IntSet.isValid(longer, len));
    }
    assertFalse(IntSet.isValid(Arrays.copyOf(set, bytes), bytes + 1));
  }

  @Property
  void damageIsNoticedOrLeavesASet(
      @ForAll("integers") List<Long> added, @ForAll @IntRange(max = 400) int at, @ForAll byte to) {
    byte[] set = of(added);
    int bytes = IntSet.bytes(set);
    set[at % bytes] = to;
    if (IntSet.isValid(set, bytes)) {
      List<Long> left = integers(set);
      assertEquals(new ArrayList<>(new TreeSet<>(left)), left);
      assertEquals(bytes, IntSet.bytes(set));
    }
  }

  @Example
  void theFormatIsTheOneThatIsWrittenDown() {
    byte[] set = of(List.of(300L, -1L, 5L));
    assertArrayEquals(hex("02000000 03000000 FFFF05002C01"), exact(set));
    set = IntSet.add(set, -32769);
    assertArrayEquals(hex("04000000 04000000 FF7FFFFF FFFFFFFF 05000000 2C010000"), exact(set));
    set = IntSet.add(set, 1L << 31);
    assertEquals(8, exact(set)[0]);
    assertEquals(List.of(-32769L, -1L, 5L, 300L, 1L << 31), integers(set));
  }

  @Example
  void aSetBecomesNoNarrowerThanItWas() {
    byte[] set = of(List.of(Long.MIN_VALUE, 7L, Long.MAX_VALUE));
    set = IntSet.remove(IntSet.remove(set, Long.MIN_VALUE), Long.MAX_VALUE);
    assertArrayEquals(hex("08000000 01000000 0700000000000000"), exact(set));
  }

  @Example
  void noOtherWidthAndNoOtherOrderIsValid() {
    assertTrue(valid("02000000 02000000 0100 0200"));
    assertFalse(valid("02000000 02000000 0200 0100"));
    assertFalse(valid("02000000 02000000 0100 0100"));
    assertFalse(valid("02000000 00000000"));
    assertFalse(valid("03000000 01000000 010000"));
    assertFalse(valid("00000000 01000000 0100"));
    assertFalse(valid("01000000 01000000 01"));
    assertFalse(valid("02000000 01000080 0100"));
    assertFalse(valid("08000000 00000020 0100000000000000")); // 2^29 of 8 bytes are 2^32
  }

  @Example
  void theRoomOfAGrowingSetIsSmallAndAShrinkingOneGivesItBack() {
    byte[] set = IntSet.empty();
    assertEquals(12, set.length);
    for (int i = 0; i < 10_000; i++) {
      set = IntSet.add(set, i);
      assertTrue(set.length <= IntSet.bytes(set) * 17 / 16 + 8);
    }
    for (int i = 0; i < 10_000; i++) {
      set = IntSet.remove(set, i);
      assertTrue(set.length <= Math.max(12, 2 * IntSet.bytes(set) + 8));
    }
  }

  @Provide
  Arbitrary<Long> integer() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(-5, 5),
        Arbitraries.longs().between(Short.MIN_VALUE - 2, Short.MIN_VALUE + 2),
        Arbitraries.longs().between(Short.MAX_VALUE - 2, Short.MAX_VALUE + 2),
        Arbitraries.longs().between(Integer.MIN_VALUE - 2L, Integer.MIN_VALUE + 2L),
        Arbitraries.longs().between(Integer.MAX_VALUE - 2L, Integer.MAX_VALUE + 2L),
        Arbitraries.longs());
  }

  @Provide
  Arbitrary<List<Long>> integers() {
    return integer().list().ofMinSize(1).ofMaxSize(40);
  }

  private static byte[] of(List<Long> values) {
    byte[] set = IntSet.empty();
    for (long value : values) {
      set = IntSet.add(set, value);
    }
    return set;
  }

  private static List<Long> integers(byte[] set) {
    List<Long> values = new ArrayList<>();
    IntSet.forEach(
        set,
        new Elements() {
          @Override
          public void text(byte[] a, int off, int len) {
            throw new AssertionError("not a number");
          }

          @Override
          public void number(long value) {
            values.add(value);
          }
        });
    return values;
  }

  private static byte[] exact(byte[] set) {
    return Arrays.copyOf(set, IntSet.bytes(set));
  }

  private static boolean valid(String hex) {
    return IntSet.isValid(hex(hex), hex(hex).length);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
