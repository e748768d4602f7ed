package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HashTableProperties {
  private static final class Element extends Node {
    Element(String key) {
      super(Keys.bytes(key));
    }

    String text() {
      return Keys.text(key);
    }
  }

  private final HashTable<Element> table = new HashTable<>(new SipHash(1, 2));

  /** Waves: each number is how many keys of a small range are added (or removed, if negative). */
  @Property(tries = 100)
  void agreesWithAHashMap(
      @ForAll @Size(max = 12) List<@IntRange(min = -3000, max = 3000) Integer> waves,
      @ForAll Random random) {
    table.clear();
    Map<String, Element> model = new HashMap<>();
    for (int wave : waves) {
      for (int i = 0; i < Math.abs(wave); i++) {
        change(model, "k" + random.nextInt(4000), wave > 0);
      }
      assertEquals(model.size(), table.size());
      assertEquals(model.keySet(), keys());
    }
    for (int i = 0; i < 4000; i++) {
      assertSame(model.get("k" + i), find("k" + i));
    }
  }

  private void change(Map<String, Element> model, String key, boolean add) {
    Element there = find(key);
    assertSame(model.get(key), there);
    if (!add) {
      assertSame(model.remove(key), remove(key));
      return;
    }
    var element = new Element(key);
    if (there == null) {
      table.add(element);
    } else {
      table.replace(table.hash(there), there, element);
    }
    model.put(key, element);
  }

  @Property(tries = 50)
  void aScanGivesWhatStaysExactlyOnceWhateverComesAndGoesMeanwhile(
      @ForAll @IntRange(min = 0, max = 2000) int staying, @ForAll Random random) {
    table.clear();
    for (int i = 0; i < staying; i++) {
      table.add(new Element("stays" + i));
    }
    Map<String, Integer> seen = new HashMap<>();
    int passing = 0;
    long cursor = 0;
    do {
      cursor = table.scan(cursor, e -> seen.merge(e.text(), 1, Integer::sum));
      assertTrue(cursor >= 0 && cursor < 1L << 32);
      if (random.nextInt(4) == 0) {
        int wanted = random.nextInt(random.nextBoolean() ? 5000 : 10);
        for (; passing < wanted; passing++) {
          table.add(new Element("passes" + passing));
        }
        for (; passing > wanted; passing--) {
          remove("passes" + (passing - 1));
        }
      }
    } while (cursor != 0);
    for (int i = 0; i < staying; i++) {
      assertEquals(1, seen.get("stays" + i));
    }
  }

  @Property(tries = 100)
  void anyNumberIsACursorAndLeadsToTheEnd(
      @ForAll long cursor, @ForAll @IntRange(max = 300) int size) {
    table.clear();
    add(size);
    int steps = 0;
    for (long next = table.scan(cursor, e -> {}); next != 0; next = table.scan(next, e -> {})) {
      steps++;
    }
    assertTrue(steps <= table.buckets());
  }

  @Example
  void randomElementsAreEquallyLikely() {
    add(1000);
    var random = new Random(3);
    Map<String, Integer> count = new HashMap<>();
    for (int i = 0; i < 400_000; i++) {
      count.merge(table.random(random).text(), 1, Integer::sum);
    }
    assertEquals(1000, count.size());
    // 400 expected with a deviation of 20: five of them on either side
    assertTrue(count.values().stream().allMatch(n -> n > 300 && n < 500), count.toString());
  }

  @Example
  void anEmptyTableHasNoElements() {
    assertNull(table.random(new Random(1)));
    assertNull(find("a"));
    assertNull(remove("a"));
    assertEquals(Set.of(), keys());
  }

  @Example
  void aRemovalGivesTheMemoryBackInTime() {
    long empty = table.memory(Sizes.ofHeader(12));
    add(100_000);
    long full = table.memory(Sizes.ofHeader(12));
    assertTrue(full > 400_000 && full < 450_000, "" + full);
    for (int i = 0; i < 100_000; i++) {
      remove("k" + i);
      assertTrue(table.buckets() <= Math.max(100_000 - 4 * (i - 75_000), 8));
    }
    long left = table.memory(Sizes.ofHeader(12)) - empty;
    assertTrue(left <= 16, "more than room for four buckets: " + left);
  }

  @Example
  void changingTheTableWhileItIsWalkedIsNoticed() {
    add(10);
    assertThrows(ConcurrentModificationException.class, () -> table.forEach(e -> remove(e.text())));
  }

  @Example
  void onlyAnElementOfTheTableCanBeReplaced() {
    add(1);
    var other = new Element("k0");
    assertThrows(
        IllegalStateException.class,
        () -> table.replace(table.hash(other), other, new Element("k0")));
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      table.add(new Element("k" + i));
    }
  }

  private Set<String> keys() {
    Set<String> keys = new HashSet<>();
    table.forEach(e -> assertTrue(keys.add(e.text())));
    return keys;
  }

  private Element find(String key) {
    byte[] padded = Keys.bytes("<" + key + ">");
    return table.find(padded, 1, key.length());
  }

  private Element remove(String key) {
    byte[] padded = Keys.bytes("<" + key + ">");
    return table.remove(padded, 1, key.length());
  }
}
