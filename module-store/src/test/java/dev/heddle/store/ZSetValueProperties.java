package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ZSetValueProperties {
  private static final int ENTRIES = 12;
  private static final int BYTES = 8;

  private final Packing packing = new Packing(new SipHash(1, 2));
  private final Map<String, Double> model = new HashMap<>();

  ZSetValueProperties() {
    packing.thresholds(new Thresholds(-2, 0, 512, 64, 512, 128, 64, ENTRIES, BYTES));
  }

  /** A member with its score, as given to the visitors. */
  private record Pair(String member, double score) {}

  private static final Comparator<Pair> ORDER =
      Comparator.comparingDouble((Pair p) -> p.score() + 0.0).thenComparing(Pair::member);

  @Property(tries = 300)
  void agreesWithASortedMapInEveryEncoding(
      @ForAll @IntRange(min = 1, max = 60) int changes,
      @ForAll @IntRange(min = 3, max = 60) int members,
      @ForAll Random random) {
    model.clear();
    var set = new ZSetValue();
    for (int i = 0; i < changes; i++) {
      change(set, random, members);
      assertAgrees(set);
    }
    assertRanges(set, random);
    assertLookups(set, members);
    assertEncoding(set, set.copy());
  }

  private void change(ZSetValue set, Random random, int members) {
    String member = member(random.nextInt(members));
    double score = score(random);
    switch (random.nextInt(8)) {
      case 0 ->
          assertEquals(model.remove(member) != null, set.remove(bytes(member), 0, length(member)));
      case 1 -> removeRange(set, random);
      case 2 -> add(set, member, score, new ScoreRule(true, false, false, false, false));
      case 3 -> add(set, member, score, new ScoreRule(false, true, false, true, false));
      case 4 -> add(set, member, score, new ScoreRule(false, false, true, false, true));
      case 5 -> add(set, member, score, ScoreRule.ADD);
      default -> add(set, member, score, ScoreRule.SET);
    }
  }

  private void add(ZSetValue set, String member, double score, ScoreRule rule) {
    byte[] padded = Keys.bytes("<" + member + ">");
    ScoreChange change = set.add(padded, 1, length(member), score, rule, packing);
    assertEquals(expected(member, score, rule), change);
    if (change == ScoreChange.ADDED) {
      model.put(member, score);
    } else if (change == ScoreChange.UPDATED) {
      model.compute(member, (m, old) -> rule.increment() ? old + score : score);
    }
  }

  private ScoreChange expected(String member, double score, ScoreRule rule) {
    Double old = model.get(member);
    if (old == null) {
      return rule.ifPresent() ? ScoreChange.REFUSED : ScoreChange.ADDED;
    }
    double fresh = rule.increment() ? old + score : score;
    if (rule.ifAbsent()) {
      return ScoreChange.REFUSED;
    }
    if (Double.isNaN(fresh)) {
      return ScoreChange.NOT_A_NUMBER;
    }
    if ((rule.ifGreater() && !(fresh > old)) || (rule.ifLess() && !(fresh < old))) {
      return ScoreChange.REFUSED;
    }
    return fresh == old ? ScoreChange.UNCHANGED : ScoreChange.UPDATED;
  }

  private void removeRange(ZSetValue set, Random random) {
    int from = random.nextInt(set.size() + 1);
    Ranks ranks = Ranks.between(from, from + random.nextInt(3), set.size());
    pairs(ranks).forEach(p -> model.remove(p.member()));
    set.remove(ranks);
  }

  private void assertAgrees(ZSetValue set) {
    assertEquals(model.size(), set.size());
    assertEquals(pairs(new Ranks(0, model.size())), given(set, set.all(), /* reverse= */ false));
    assertEquals(model.isEmpty(), set.isEmpty());
    if (set.isPacked()) {
      assertTrue(ListPack.isValid(set.listpack(), ListPack.bytes(set.listpack())));
      assertTrue(ZSetValue.isValid(set.listpack()));
      assertTrue(model.size() <= ENTRIES);
    }
  }

  private void assertRanges(ZSetValue set, Random random) {
    for (int i = 0; i < 20; i++) {
      var scores =
          new ScoreRange(score(random), random.nextBoolean(), score(random), random.nextBoolean());
      assertRange(
          set, set.within(scores), p -> scores.isBelow(p.score()), p -> scores.isAbove(p.score()));
    }
  }

  private void assertRange(
      ZSetValue set, Ranks ranks, Predicate<Pair> below, Predicate<Pair> above) {
    List<Pair> expected =
        pairs(new Ranks(0, model.size())).stream()
            .filter(p -> !below.test(p) && !above.test(p))
            .toList();
    assertEquals(expected, given(set, ranks, /* reverse= */ false));
    assertEquals(expected.reversed(), given(set, ranks, /* reverse= */ true));
  }

  @Property(tries = 200)
  void membersOfOneScoreAreFoundByTheirBytes(
      @ForAll @IntRange(max = 30) int members, @ForAll Random random) {
    model.clear();
    var set = new ZSetValue();
    for (int i = 0; i < members; i++) {
      add(set, member(random.nextInt(60)), 1.5, ScoreRule.SET);
    }
    for (int i = 0; i < 20; i++) {
      var range = new LexRange(end(random), end(random));
      assertRange(
          set,
          set.within(range),
          p -> range.isBelow(bytes(p.member()), 0, length(p.member())),
          p -> range.isAbove(bytes(p.member()), 0, length(p.member())));
    }
  }

  private static LexRange.End end(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new LexRange.End.Lowest();
      case 1 -> new LexRange.End.Highest();
      default ->
          new LexRange.End.At(
              bytes(member(random.nextInt(60))), /* excluded= */ random.nextBoolean());
    };
  }

  private void assertLookups(ZSetValue set, int members) {
    List<Pair> all = pairs(new Ranks(0, model.size()));
    for (int i = 0; i < members; i++) {
      String member = member(i);
      Double score = model.get(member);
      byte[] padded = Keys.bytes("<" + member + ">");
      double found = set.score(padded, 1, length(member));
      assertTrue(score == null ? Double.isNaN(found) : score == found);
      int rank = score == null ? -1 : all.indexOf(new Pair(member, score + 0.0));
      assertEquals(rank, set.rank(padded, 1, length(member)));
    }
  }

  /** What was put in packed and what was put into a table are the same. */
  private void assertEncoding(ZSetValue set, ZSetValue copy) {
    assertEquals(set.encoding(), copy.encoding());
    assertEquals(given(set, set.all(), false), given(copy, copy.all(), false));
    if (set.isPacked()) {
      byte[] text = Arrays.copyOf(set.listpack(), ListPack.bytes(set.listpack()));
      assertEquals(
          given(set, set.all(), false),
          given(ZSetValue.ofListPack(text, packing), set.all(), false));
    }
    copy.remove(copy.all());
    assertTrue(copy.isEmpty());
    assertAgrees(set);
  }

  @Property
  void everyScoreComesBackFromItsPackedForm(@ForAll("scores") double score) {
    var set = new ZSetValue();
    set.add(bytes("m"), score, packing);
    assertTrue(set.isPacked());
    assertTrue(score == set.score(bytes("m"), 0, 1));
  }

  @Provide
  Arbitrary<Double> scores() {
    return Arbitraries.longs().map(Double::longBitsToDouble).filter(d -> !Double.isNaN(d));
  }

  @Example
  void aPackedSetIsALongerOneOnceItHasTooManyMembersOrOneTooLong() {
    var set = new ZSetValue();
    for (int i = 0; i < ENTRIES; i++) {
      set.add(bytes("m" + i), i, packing);
    }
    assertEquals("listpack", set.encoding());
    set.add(bytes("m1"), 100, packing);
    assertEquals("listpack", set.encoding());
    set.add(bytes("one more"), 1, packing);
    assertEquals("skiplist", set.encoding());
    set.remove(bytes("m1"), 0, 2);
    assertEquals("skiplist", set.encoding());
    var other = new ZSetValue();
    other.add(bytes("12345678"), 1, packing);
    assertEquals("listpack", other.encoding());
    other.add(bytes("123456789"), 1, packing);
    assertEquals("skiplist", other.encoding());
  }

  @Example
  void onlySortedPairsOfDistinctMembersWithScoresAreASortedSet() {
    assertTrue(isValid());
    assertTrue(isValid("a", "1", "b", "1.5", "c", "inf"));
    assertTrue(isValid("b", "-inf", "a", "1e+20", "c", "100000000000000000000"));
    assertFalse(isValid("a"));
    assertFalse(isValid("a", "1", "b"));
    assertFalse(isValid("a", "x"));
    assertFalse(isValid("a", "nan"));
    assertFalse(isValid("a", "NaN"));
    assertFalse(isValid("a", ""));
    assertFalse(isValid("a", "2", "b", "1"));
    assertFalse(isValid("b", "1", "a", "1"));
    assertFalse(isValid("a", "1", "a", "1"));
    assertFalse(isValid("a", "1", "a", "2"));
  }

  private static boolean isValid(String... entries) {
    byte[] lp = ListPack.empty();
    for (String entry : entries) {
      lp = ListPack.append(lp, bytes(entry), 0, length(entry));
    }
    return ZSetValue.isValid(lp);
  }

  @Example
  void aScanGivesEveryMemberOnceAndChanceGivesAny() {
    for (int members : new int[] {ENTRIES, 500}) {
      var set = new ZSetValue();
      for (int i = 0; i < members; i++) {
        set.add(bytes("m" + i), i, packing);
      }
      List<Pair> seen = new ArrayList<>();
      long cursor = 0;
      do {
        cursor = set.scan(cursor, collector(seen));
      } while (cursor != 0);
      seen.sort(ORDER);
      assertEquals(given(set, set.all(), false), seen);
      List<Pair> drawn = new ArrayList<>();
      var random = new Random(5);
      for (int i = 0; i < 20 * members; i++) {
        set.random(random, collector(drawn));
      }
      assertEquals(Set.copyOf(seen), new HashSet<>(drawn));
    }
  }

  @Example
  void aListpackIsInRedisForm() {
    var set = new ZSetValue();
    set.add(bytes("b"), 2.5, packing);
    set.add(bytes("a"), 1, packing);
    byte[] expected = {
      19,
      0,
      0,
      0,
      4,
      0,
      (byte) 0x81,
      'a',
      2,
      1,
      1,
      (byte) 0x81,
      'b',
      2,
      (byte) 0x83,
      '2',
      '.',
      '5',
      4,
      (byte) 0xff
    };
    expected[0] = (byte) expected.length;
    assertArrayEquals(expected, Arrays.copyOf(set.listpack(), ListPack.bytes(set.listpack())));
  }

  private List<Pair> pairs(Ranks ranks) {
    return model.entrySet().stream()
        .map(e -> new Pair(e.getKey(), e.getValue() + 0.0))
        .sorted(ORDER)
        .toList()
        .subList(ranks.from(), ranks.to());
  }

  private static List<Pair> given(ZSetValue set, Ranks ranks, boolean reverse) {
    List<Pair> pairs = new ArrayList<>();
    set.forEach(ranks, reverse, collector(pairs));
    List<String> members = new ArrayList<>();
    set.forEach(ranks, reverse, members(members));
    assertEquals(pairs.stream().map(Pair::member).toList(), members);
    return pairs;
  }

  private static Scored collector(List<Pair> pairs) {
    return new Scored() {
      @Override
      public void text(byte[] a, int off, int len, double score) {
        pairs.add(new Pair(Keys.text(Arrays.copyOfRange(a, off, off + len)), score + 0.0));
      }

      @Override
      public void number(long member, double score) {
        pairs.add(new Pair(Long.toString(member), score + 0.0));
      }
    };
  }

  private static Elements members(List<String> members) {
    return new Elements() {
      @Override
      public void text(byte[] a, int off, int len) {
        members.add(Keys.text(Arrays.copyOfRange(a, off, off + len)));
      }

      @Override
      public void number(long value) {
        members.add(Long.toString(value));
      }
    };
  }

  /** Texts and numbers, a few of them long. */
  private static String member(int i) {
    return switch (i % 20) {
      case 0 -> "long member " + i;
      case 1, 2, 3, 4, 5 -> Integer.toString(i * i - 500);
      default -> "m" + i;
    };
  }

  private static double score(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> random.nextGaussian();
      case 4 -> random.nextLong();
      default -> random.nextInt(7) - 3;
    };
  }

  private static byte[] bytes(String text) {
    return Keys.bytes(text);
  }

  private static int length(String text) {
    return bytes(text).length;
  }
}
