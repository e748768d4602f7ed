package dev.heddle.store;

import static dev.heddle.store.Hashes.LONGEST_PACKED;
import static dev.heddle.store.Hashes.MOST_PACKED;
import static dev.heddle.store.Hashes.all;
import static dev.heddle.store.Hashes.filled;
import static dev.heddle.store.Hashes.padded;
import static dev.heddle.store.Hashes.pairs;
import static dev.heddle.store.Hashes.put;
import static dev.heddle.store.Hashes.remove;
import static dev.heddle.store.Hashes.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class HashValueProperties {
  /** Set {@code field} to {@code value}, or remove it when that is null. */
  record Change(String field, String value) {}

  @Property
  void agreesWithALinkedHashMapInEveryEncoding(@ForAll("changes") List<Change> changes) {
    var hash = new HashValue();
    Map<String, String> model = new LinkedHashMap<>();
    boolean packed = true;
    for (Change change : changes) {
      if (change.value() == null) {
        assertEquals(model.remove(change.field()) != null, remove(hash, change.field()));
      } else {
        boolean fresh = put(hash, change.field(), change.value());
        assertEquals(model.put(change.field(), change.value()) == null, fresh);
        packed &= model.size() <= MOST_PACKED && isShort(change);
      }
      assertEquals(packed, hash.isPacked());
      assertEquals(packed ? "listpack" : "hashtable", hash.encoding());
      assertEquals(model.get(change.field()), value(hash, change.field()));
      assertEquals(model.isEmpty(), hash.isEmpty());
    }
    assertHolds(model, hash);
  }

  private static boolean isShort(Change change) {
    return change.field().length() <= LONGEST_PACKED && change.value().length() <= LONGEST_PACKED;
  }

  private static void assertHolds(Map<String, String> model, HashValue hash) {
    assertEquals(model.size(), hash.size());
    assertEquals(model, pairs(hash));
    if (hash.isPacked()) {
      assertEquals(List.copyOf(model.keySet()), all(hash, HashPart.FIELD));
      assertTrue(ListPack.isValid(hash.listpack(), ListPack.bytes(hash.listpack())));
    }
    assertEquals(sorted(model.keySet()), sorted(all(hash, HashPart.FIELD)));
    assertEquals(sorted(model.values()), sorted(all(hash, HashPart.VALUE)));
    model.forEach((field, value) -> assertHas(hash, field, value));
  }

  private static void assertHas(HashValue hash, String field, String value) {
    byte[] key = padded(field);
    var out = new Texts();
    assertTrue(hash.get(key, 1, field.length(), out));
    assertEquals(List.of(value), out.all);
    assertTrue(hash.has(key, 1, field.length()));
    assertEquals(value.length(), hash.length(key, 1, field.length()));
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<String> fields =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.integers().between(0, 12).map(i -> "f" + i)),
            Tuple.of(5, Arbitraries.integers().between(-3, 3).map(i -> "" + i)),
            Tuple.of(1, Arbitraries.of("", "thirteen bytes", "x".repeat(200))));
    Arbitrary<String> values =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.strings().alpha().ofMaxLength(12)),
            Tuple.of(20, Arbitraries.longs().between(-5000, 5000).map(l -> "" + l)),
            Tuple.of(20, Arbitraries.just(null)),
            Tuple.of(1, Arbitraries.of("thirteen bytes", "y".repeat(300))));
    return Combinators.combine(fields, values).as(Change::new).list().ofMaxSize(60);
  }

  @Property
  void whatIsAccountedIsTheSumOfTheParts(@ForAll("changes") List<Change> changes) {
    var hash = new HashValue();
    changes.forEach(change -> apply(hash, change));
    for (int header : new int[] {8, 12, 16}) {
      var sizes = Sizes.ofHeader(header);
      long parts = sizes.object(1, 0);
      if (hash.isPacked()) {
        parts += sizes.bytes(hash.listpack().length);
      } else {
        parts += sizes.object(3, 0) + sizes.object(0, 24);
        parts += table(hash.size()).memory(sizes);
        for (Map.Entry<String, String> pair : pairs(hash).entrySet()) {
          int mark = pair.getKey().length() < 128 ? 1 : 5;
          int length = mark + pair.getKey().length() + pair.getValue().length();
          parts += sizes.object(2, 0) + sizes.bytes(length);
        }
      }
      // the table's own array depends on what was in it before
      long slack = hash.isPacked() ? 0 : 80;
      assertTrue(Math.abs(parts - hash.memory(sizes)) <= slack);
    }
  }

  /** A table like that of a hash with so many fields. */
  private static HashTable<FieldTable.Field> table(int size) {
    var table = HashTable.<FieldTable.Field>ofFrames(new SipHash(1, 2));
    for (int i = 0; i < size; i++) {
      byte[] field = Keys.bytes("" + i);
      table.add(new FieldTable.Field(Frame.of(field, 0, field.length, field, 0, 0)));
    }
    return table;
  }

  @Property
  void aCopyIsIndependent(
      @ForAll("changes") List<Change> before, @ForAll("changes") List<Change> after) {
    var hash = new HashValue();
    before.forEach(change -> apply(hash, change));
    Map<String, String> then = pairs(hash);
    HashValue copy = hash.copy();
    assertEquals(hash.encoding(), copy.encoding());
    after.forEach(change -> apply(hash, change));
    assertHolds(inOrder(then, copy), copy);
    Map<String, String> now = pairs(hash);
    before.forEach(change -> apply(copy, change));
    assertHolds(inOrder(now, hash), hash);
  }

  private static Map<String, String> inOrder(Map<String, String> pairs, HashValue hash) {
    Map<String, String> ordered = new LinkedHashMap<>();
    all(hash, HashPart.FIELD).forEach(field -> ordered.put(field, pairs.get(field)));
    return ordered;
  }

  @Property(tries = 50)
  void aScanGivesWhatStaysExactlyOnceWhateverComesAndGoesMeanwhile(@ForAll Random random) {
    var hash = new HashValue();
    int staying = MOST_PACKED + 1 + random.nextInt(1000);
    for (int i = 0; i < staying; i++) {
      put(hash, "stays" + i, "v");
    }
    Map<String, Integer> seen = new HashMap<>();
    long cursor = 0;
    int round = 0;
    do {
      var out = new Texts();
      cursor = hash.scan(cursor, out);
      pairs(out.all).forEach((field, value) -> seen.merge(field, 1, Integer::sum));
      for (int i = random.nextInt(40); i >= 0; i--) {
        put(hash, "passes" + random.nextInt(3000), "w");
        put(hash, "stays" + random.nextInt(staying), "z".repeat(random.nextInt(20)));
      }
      for (int i = 0; ++round % 10 == 0 && i < 3000; i++) {
        remove(hash, "passes" + i);
      }
    } while (cursor != 0);
    for (int i = 0; i < staying; i++) {
      assertEquals(1, seen.get("stays" + i));
    }
  }

  @Example
  void aScanOfAPackedHashGivesEverythingAtOnce() {
    var hash = filled(5);
    var out = new Texts();
    assertEquals(0, hash.scan(17, out));
    assertEquals(all(hash, HashPart.BOTH), out.all);
  }

  @Example
  void aLoweredLimitIsNoticedWithTheNextField() {
    var hash = filled(5);
    var lower = Hashes.packing(3, 64);
    assertTrue(hash.isPacked());
    byte[] field = Keys.bytes("f0");
    assertFalse(hash.put(field, 0, 2, field, 0, 2, lower));
    assertFalse(hash.isPacked());
    assertThrows(IllegalStateException.class, hash::listpack);
  }

  @Example
  void aListpackFromOutsideIsTakenAsItIsAndConvertedOnDemand() {
    byte[] lp = ListPack.empty();
    for (String text : List.of("a", "1", "b", "text", "3", "-7", "d", "")) {
      lp = ListPack.append(lp, Keys.bytes(text), 0, text.length());
    }
    HashValue hash = HashValue.ofListPack(lp);
    hash.convertIfNeeded(Hashes.packing(4, 1));
    assertTrue(hash.isPacked());
    assertEquals(4, hash.size());
    assertEquals("-7", value(hash, "3"));
    Map<String, String> before = pairs(hash);
    hash.convertIfNeeded(Hashes.packing(3, 64));
    assertFalse(hash.isPacked());
    assertHolds(before, hash);
  }

  @Example
  void whatIsNotThereIsNowhere() {
    for (HashValue hash : List.of(new HashValue(), filled(3), filled(20))) {
      byte[] field = Keys.bytes("none");
      var out = new Texts();
      assertFalse(hash.get(field, 0, 4, out));
      assertEquals(List.of(), out.all);
      assertNull(hash.value(field, 0, 4));
      assertFalse(hash.has(field, 0, 4));
      assertEquals(0, hash.length(field, 0, 4));
      assertFalse(hash.remove(field, 0, 4));
    }
  }

  private static void apply(HashValue hash, Change change) {
    if (change.value() == null) {
      remove(hash, change.field());
    } else {
      put(hash, change.field(), change.value());
    }
  }

  private static List<String> sorted(Iterable<String> texts) {
    List<String> list = new ArrayList<>();
    texts.forEach(list::add);
    list.sort(null);
    return list;
  }
}
