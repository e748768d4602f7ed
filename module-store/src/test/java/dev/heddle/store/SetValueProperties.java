package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SetValueProperties {
  private static final int INTEGERS = 8;
  private static final int ENTRIES = 6;
  private static final int LENGTH = 10;

  private final Packing packing = packing(INTEGERS, ENTRIES, LENGTH);

  /** Add the text, or remove it. */
  record Change(String text, boolean add) {}

  @Property
  void agreesWithAHashSetInEveryEncoding(@ForAll("changes") List<Change> changes) {
    var set = new SetValue();
    Set<String> model = new LinkedHashSet<>();
    String encoding = "intset";
    for (Change change : changes) {
      if (change.add()) {
        encoding = afterAdding(change.text(), model, encoding);
        assertEquals(model.add(change.text()), add(set, change.text()));
      } else {
        assertEquals(model.remove(change.text()), remove(set, change.text()));
      }
      assertEquals(encoding, set.encoding());
      assertAgrees(model, set);
    }
    for (Change change : changes) {
      assertEquals(model.contains(change.text()), contains(set, change.text()));
    }
  }

  /** The encoding of a set with one member more, as Redis 7.2 documents it. */
  private static String afterAdding(String text, Set<String> members, String encoding) {
    if (members.contains(text)) {
      return encoding;
    }
    boolean packs =
        members.size() < ENTRIES
            && text.length() <= LENGTH
            && members.stream().allMatch(m -> m.length() <= LENGTH);
    return switch (encoding) {
      case "intset" -> {
        if (isLong(text)) {
          yield members.size() < INTEGERS ? "intset" : "hashtable";
        }
        yield packs ? "listpack" : "hashtable";
      }
      case "listpack" -> packs ? "listpack" : "hashtable";
      default -> "hashtable";
    };
  }

  private static void assertAgrees(Set<String> model, SetValue set) {
    assertEquals(model.size(), set.size());
    assertEquals(model.isEmpty(), set.isEmpty());
    assertEquals(set.encoding().equals("intset"), set.isIntSet());
    assertEquals(set.encoding().equals("listpack"), set.isPacked());
    List<String> members = texts(set);
    assertEquals(model.size(), members.size());
    assertEquals(model, new HashSet<>(members));
    if (set.isIntSet()) {
      List<Long> integers = members.stream().map(Long::valueOf).toList();
      assertEquals(new ArrayList<>(new TreeSet<>(integers)), integers);
    }
  }

  @Property
  void aPackedSetKeepsTheOrderInWhichItWasFilled(@ForAll("texts") List<String> texts) {
    var roomy = packing(INTEGERS, 1000, 1000);
    var set = SetValue.ofListPack(ListPack.empty());
    Set<String> model = new LinkedHashSet<>();
    for (String text : texts) {
      byte[] bytes = Keys.bytes(text);
      set.add(bytes, 0, bytes.length, roomy);
      model.add(text);
    }
    assertEquals(new ArrayList<>(model), texts(set));
    for (String text : texts.subList(0, texts.size() / 2)) {
      assertEquals(model.remove(text), remove(set, text));
      assertEquals(new ArrayList<>(model), texts(set));
    }
  }

  @Property
  void numbersAreTheirTexts(@ForAll("texts") List<String> texts, @ForAll long number) {
    var set = filled(texts);
    boolean there = texts.contains(Long.toString(number));
    assertEquals(there, set.contains(number));
    assertEquals(!there, set.add(number, packing));
    assertTrue(contains(set, Long.toString(number)));
    assertFalse(set.add(number, packing));
    assertTrue(set.remove(number));
    assertFalse(set.remove(number));
    assertFalse(contains(set, Long.toString(number)));
  }

  @Property
  void aCopyIsIndependent(@ForAll("texts") List<String> texts) {
    var set = filled(texts);
    List<String> before = texts(set);
    SetValue copy = set.copy();
    assertEquals(set.encoding(), copy.encoding());
    texts.forEach(text -> remove(set, text));
    add(set, "another");
    assertEquals(new HashSet<>(before), new HashSet<>(texts(copy)));
    assertEquals(before.size(), copy.size());
  }

  @Property
  void poppedMembersAreDifferentOnesAndTheOthersStay(
      @ForAll("texts") List<String> texts,
      @ForAll @IntRange(max = 50) int count,
      @ForAll Random random) {
    var set = filled(texts);
    List<String> before = texts(set);
    String encoding = set.encoding();
    var taken = new Texts();
    set.pop(count, random, taken);
    List<String> popped = taken.all;
    assertEquals(Math.min(count, before.size()), popped.size());
    Set<String> all = new HashSet<>(popped);
    all.addAll(texts(set));
    assertEquals(before.size(), popped.size() + set.size());
    assertEquals(new HashSet<>(before), all);
    assertEquals(encoding, set.encoding());
    popped.forEach(text -> assertFalse(contains(set, text)));
  }

  @Property
  void aSampleHasDifferentMembersAndChangesNothing(
      @ForAll("texts") List<String> texts,
      @ForAll @IntRange(max = 50) int count,
      @ForAll Random random) {
    var set = filled(texts);
    List<String> before = texts(set);
    var given = new Texts();
    set.sample(count, random, given);
    List<String> sample = given.all;
    assertEquals(Math.min(count, before.size()), sample.size());
    assertEquals(sample.size(), new HashSet<>(sample).size());
    assertTrue(before.containsAll(sample));
    assertEquals(before, texts(set));
  }

  @Property
  void aScanGivesAllMembersOnce(@ForAll("texts") List<String> texts) {
    var set = filled(texts);
    var seen = new Texts();
    long cursor = 0;
    do {
      cursor = set.scan(cursor, seen);
    } while (cursor != 0);
    assertEquals(set.size(), seen.all.size());
    assertEquals(new HashSet<>(texts(set)), new HashSet<>(seen.all));
  }

  @Property
  void arraysFromOutsideAreTheSetThatTheyCameFrom(@ForAll("texts") List<String> texts) {
    var set = filled(texts);
    if (set.isIntSet()) {
      assertEquals(texts(set), texts(SetValue.ofIntSet(set.intset().clone())));
    } else if (set.isPacked()) {
      assertEquals(texts(set), texts(SetValue.ofListPack(set.listpack().clone())));
    }
  }

  @Example
  void everyMemberIsAsLikelyToBeChosen() {
    for (int size : new int[] {5, 40}) {
      for (boolean integers : new boolean[] {true, false}) {
        packing.thresholds(packing(size, size, LENGTH).thresholds());
        chosenFrom(size, filled(size, integers));
        packing.thresholds(packing(0, 0, LENGTH).thresholds());
        chosenFrom(size, filled(size, integers));
      }
    }
  }

  private static void chosenFrom(int size, SetValue set) {
    chosenEqually(size, 1, (random, out) -> set.random(random, out));
    chosenEqually(size, 3, (random, out) -> set.sample(3, random, out));
    chosenEqually(size, size - 2, (random, out) -> set.sample(size - 2L, random, out));
    chosenEqually(size, 1, (random, out) -> set.copy().pop(1, random, out));
    chosenEqually(size, 3, (random, out) -> set.copy().pop(3, random, out));
    chosenEqually(size, size - 2, (random, out) -> set.copy().pop(size - 2L, random, out));
  }

  @FunctionalInterface
  private interface Choice {
    void choose(Random random, Elements out);
  }

  /** Each of {@code size} members is expected some 1000 times; six deviations are allowed. */
  private static void chosenEqually(int size, int at, Choice choice) {
    var random = new Random(7);
    var chosen = new Texts();
    int rounds = 1000 * size / at;
    for (int i = 0; i < rounds; i++) {
      choice.choose(random, chosen);
    }
    Map<String, Integer> counts = new HashMap<>();
    chosen.all.forEach(text -> counts.merge(text, 1, Integer::sum));
    assertEquals(size, counts.size());
    assertTrue(Collections.min(counts.values()) > 800, counts.toString());
    assertTrue(Collections.max(counts.values()) < 1200, counts.toString());
  }

  @Example
  void theFirstMemberAndHowManyAreExpectedChooseTheEncoding() {
    assertEquals("intset", expecting("5", INTEGERS));
    assertEquals("hashtable", expecting("5", INTEGERS + 1));
    assertEquals("listpack", expecting("a", ENTRIES));
    assertEquals("hashtable", expecting("a", ENTRIES + 1));
    var noIntegers = packing(0, ENTRIES, LENGTH);
    assertEquals("listpack", SetValue.expecting(Keys.bytes("5"), 0, 1, 1, noIntegers).encoding());
  }

  @Example
  void expectingManyMakesATable() {
    var set = filled(List.of("1", "2"));
    set.expect(INTEGERS, packing);
    assertEquals("intset", set.encoding());
    set.expect(INTEGERS + 1L, packing);
    assertEquals("hashtable", set.encoding());
    assertEquals(Set.of("1", "2"), new HashSet<>(texts(set)));
    var packed = filled(List.of("a"));
    packed.expect(ENTRIES, packing);
    assertEquals("listpack", packed.encoding());
    packed.expect(ENTRIES + 1L, packing);
    assertEquals("hashtable", packed.encoding());
  }

  @Example
  void lowerThresholdsConcernTheNextMember() {
    var set = filled(List.of("a", "b", "c"));
    packing.thresholds(packing(1, 1, 1).thresholds());
    assertFalse(add(set, "a"));
    remove(set, "b");
    assertEquals("listpack", set.encoding());
    assertTrue(add(set, "d"));
    assertEquals("hashtable", set.encoding());
  }

  @Example
  void whatIsLoadedIsConvertedWhereItIsTooLarge() {
    var set = SetValue.ofIntSet(filled(INTEGERS, true).intset());
    set.convertIfNeeded(packing);
    assertEquals("intset", set.encoding());
    set.convertIfNeeded(packing(INTEGERS - 1, ENTRIES, LENGTH));
    assertEquals("hashtable", set.encoding());
  }

  @Example
  void aMillionShortMembersFitWhereRedisPutsThem() {
    var set = new SetValue();
    for (int i = 0; i < 1_000_000; i++) {
      add(set, "member:" + i);
    }
    long bytes = set.memory(Sizes.ofHeader(8));
    assertTrue(bytes < 57_500_000, bytes + " bytes");
  }

  @Example
  void memoryIsThatOfTheMembersAndAFrame() {
    var sizes = Sizes.ofHeader(8);
    assertEquals(16 + 24, new SetValue().memory(sizes));
    var set = filled(1000, /* integers= */ false);
    long full = frame(set, sizes);
    assertTrue(full >= 4 * 1000 && full < 4 * 1000 + 300, full + " bytes");
    set.pop(900, new Random(1), new Texts());
    long left = frame(set, sizes);
    assertTrue(left >= 4 * 100 && left < 4 * 400 + 300, left + " bytes");
    texts(set).forEach(text -> remove(set, text));
    long empty = frame(set, sizes);
    assertTrue(empty < 200, empty + " bytes");
  }

  /** What is left of the memory when all members and their nodes are gone. */
  private static long frame(SetValue set, Sizes sizes) {
    long members = set.size() * sizes.object(2, 0);
    for (String text : texts(set)) {
      members += sizes.bytes(text.length());
    }
    return set.memory(sizes) - members;
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-12, 12).map(String::valueOf),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.of("", "-0", "007", "+1", "a", "b", "tencharact", "elevenchars"),
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(12));
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.oneOf(
        text().list().ofMaxSize(20), // mixed
        Arbitraries.longs().between(-40_000, 40_000).map(String::valueOf).list().ofMaxSize(10),
        Arbitraries.strings().alpha().ofMaxLength(10).list().ofMaxSize(6));
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(text(), Arbitraries.of(true, true, true, false))
        .as(Change::new)
        .list()
        .ofMaxSize(40);
  }

  private static Packing packing(long integers, long entries, long length) {
    var packing = new Packing(new SipHash(1, 2));
    packing.thresholds(new Thresholds(-2, 0, 512, 64, integers, entries, length, 128, 64));
    return packing;
  }

  private SetValue filled(List<String> texts) {
    var set = new SetValue();
    texts.forEach(text -> add(set, text));
    return set;
  }

  private SetValue filled(int size, boolean integers) {
    var set = new SetValue();
    for (int i = 0; i < size; i++) {
      add(set, integers ? "" + i : "m" + i);
    }
    return set;
  }

  private boolean add(SetValue set, String text) {
    byte[] padded = Keys.bytes("<" + text + ">");
    return set.add(padded, 1, text.length(), packing);
  }

  private static boolean remove(SetValue set, String text) {
    byte[] padded = Keys.bytes("<" + text + ">");
    return set.remove(padded, 1, text.length());
  }

  private static boolean contains(SetValue set, String text) {
    byte[] padded = Keys.bytes("<" + text + ">");
    return set.contains(padded, 1, text.length());
  }

  private String expecting(String first, int members) {
    byte[] padded = Keys.bytes("<" + first + ">");
    return SetValue.expecting(padded, 1, first.length(), members, packing).encoding();
  }

  private static boolean isLong(String text) {
    return Decimal.isLong(Keys.bytes(text), 0, text.length());
  }

  private static List<String> texts(SetValue set) {
    var texts = new Texts();
    set.forEach(texts);
    return texts.all;
  }
}
