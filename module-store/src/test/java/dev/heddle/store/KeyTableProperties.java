package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

class KeyTableProperties {
  private KeyTable table = new KeyTable(new SipHash(1, 2));

  /** Waves: each number is how many keys of a small range are added (or removed, if negative). */
  @Property(tries = 100)
  void agreesWithAHashMap(
      @ForAll @Size(max = 12) List<@IntRange(min = -3000, max = 3000) Integer> waves,
      @ForAll Random random) {
    table = new KeyTable(new SipHash(1, 2));
    Map<String, String> model = new HashMap<>();
    for (int wave : waves) {
      for (int i = 0; i < Math.abs(wave); i++) {
        change(model, "k" + random.nextInt(4000), wave > 0, random);
      }
      assertEquals(model.size(), table.size());
      assertEquals(model, all());
    }
    for (int i = 0; i < 4000; i++) {
      Entry found = find("k" + i);
      assertEquals(model.get("k" + i), found == null ? null : text(found));
    }
  }

  private void change(Map<String, String> model, String key, boolean add, Random random) {
    Entry there = find(key);
    assertEquals(model.get(key), there == null ? null : text(there));
    if (!add) {
      model.remove(key);
      if (there != null) {
        there.remove();
      }
      return;
    }
    // A small text lies in the frame, a long one and a number beside it.
    String text =
        switch (random.nextInt(3)) {
          case 0 -> "v" + random.nextInt(100);
          case 1 -> "" + random.nextInt(100_000);
          default -> "v".repeat(KeyFrame.LONGEST_TEXT + 1);
        };
    StringValue value = StringValue.of(Keys.bytes(text));
    if (there == null) {
      add(key, value);
    } else {
      there.hold(value);
    }
    model.put(key, text);
  }

  @Property(tries = 50)
  void anEntryIsGoodWhateverComesAndGoesMeanwhile(
      @ForAll @IntRange(max = 1000) int others, @ForAll Random random) {
    table = new KeyTable(new SipHash(1, 2));
    add(random.nextInt(1, 100));
    Entry kept = add("kept", StringValue.of(Keys.bytes("text")));
    Entry same = find("kept");
    Entry gone = add("gone", StringValue.of(Keys.bytes("last")));
    for (int i = 0; i < others; i++) {
      Entry other = find("k" + random.nextInt(100));
      if (other != null) {
        other.remove();
      } else {
        add("x" + i, StringValue.of(i));
      }
    }
    kept.hold(StringValue.of(1_000_000));
    assertEquals("1000000", text(same), "changed through another entry");
    same.hold(StringValue.of(Keys.bytes("small")));
    assertEquals("small", text(kept));
    same.access(7);
    assertEquals(7, kept.access());
    find("gone").remove();
    assertEquals("last", text(gone), "the value of that time");
    assertEquals("gone", Keys.text(gone.key()));
    assertThrows(IllegalStateException.class, gone::remove);
    assertThrows(IllegalStateException.class, () -> gone.hold(StringValue.of(1)));
  }

  @Example
  void anExpiryTimeKnowsItsKeyWhateverNumberThatHas() {
    add(3);
    Entry last = add("last", StringValue.of(Keys.bytes("text")));
    var expiry = new Expiry(5);
    last.expiry(expiry);
    assertEquals("text", text(last));
    find("k0").remove();
    assertSame(expiry, find("last").expiry());
    assertEquals("last", Keys.text(table.entry(expiry.number).key()));
    last.hold(StringValue.of(1_000_000));
    assertSame(expiry, find("last").expiry());
    assertEquals("1000000", text(find("last")));
    last.expiry(null);
    assertEquals(Entry.NO_EXPIRY, find("last").expireAt());
    assertEquals("1000000", text(find("last")));
  }

  @Property(tries = 50)
  void aTableThatWasReservedIsLikeAnyOther(
      @ForAll @IntRange(min = 0, max = 5000) int reserved,
      @ForAll @IntRange(min = 0, max = 6000) int added,
      @ForAll @IntRange(min = 1, max = 5000) int step) {
    table = new KeyTable(new SipHash(1, 2));
    int steps = 0;
    while (!table.reserve(reserved, step)) {
      steps++;
    }
    assertTrue(steps <= reserved / step, steps + " steps");
    int buckets = table.buckets();
    assertEquals(Math.max(4, KeyTable.bucketsFor(reserved)), buckets);
    add(added);
    assertEquals(Math.max(buckets, KeyTable.bucketsFor(added)), table.buckets());
    assertEquals(added, all().size());
    List<String> scanned = new ArrayList<>();
    long cursor = 0;
    do {
      cursor = table.scan(cursor, entry -> scanned.add(Keys.text(entry.key())));
    } while (cursor != 0);
    assertEquals(added, scanned.size());
    for (int i = 0; i < added; i++) {
      find("k" + i).remove();
    }
    assertEquals(Map.of(), all());
  }

  @Example
  void aTableWithKeysIsNotReserved() {
    add(1);
    assertTrue(table.reserve(1000, 10));
    assertEquals(4, table.buckets());
  }

  @Property(tries = 50)
  void aScanGivesWhatStaysExactlyOnceWhateverComesAndGoesMeanwhile(
      @ForAll @IntRange(min = 0, max = 2000) int staying, @ForAll Random random) {
    table = new KeyTable(new SipHash(1, 2));
    add(staying);
    Map<String, Integer> seen = new HashMap<>();
    int passing = 0;
    long cursor = 0;
    do {
      cursor = table.scan(cursor, e -> seen.merge(Keys.text(e.key()), 1, Integer::sum));
      assertTrue(cursor >= 0 && cursor < 1L << 32);
      if (random.nextInt(4) == 0) {
        int wanted = random.nextInt(random.nextBoolean() ? 5000 : 10);
        for (; passing < wanted; passing++) {
          add("passes" + passing, StringValue.of(passing));
        }
        for (; passing > wanted; passing--) {
          find("passes" + (passing - 1)).remove();
        }
      }
    } while (cursor != 0);
    for (int i = 0; i < staying; i++) {
      assertEquals(1, seen.get("k" + i));
    }
  }

  @Property(tries = 100)
  void anyNumberIsACursorAndLeadsToTheEnd(
      @ForAll long cursor, @ForAll @IntRange(max = 300) int size) {
    table = new KeyTable(new SipHash(1, 2));
    add(size);
    int steps = 0;
    for (long next = table.scan(cursor, e -> {}); next != 0; next = table.scan(next, e -> {})) {
      steps++;
    }
    assertTrue(steps <= table.buckets());
  }

  @Example
  void randomEntriesAreEquallyLikely() {
    add(1000);
    var random = new Random(3);
    Map<String, Integer> count = new HashMap<>();
    for (int i = 0; i < 400_000; i++) {
      count.merge(Keys.text(table.random(random).key()), 1, Integer::sum);
    }
    assertEquals(1000, count.size());
    // 400 expected with a deviation of 20: five of them on either side
    assertTrue(count.values().stream().allMatch(n -> n > 300 && n < 500), count.toString());
  }

  @Example
  void anEmptyTableHasNoEntries() {
    assertNull(table.random(new Random(1)));
    assertNull(find("a"));
    assertEquals(Map.of(), all());
  }

  @Example
  void aRemovalGivesTheMemoryBackInTime() {
    long empty = table.memory(Sizes.ofHeader(12));
    add(100_000);
    long full = table.memory(Sizes.ofHeader(12));
    assertTrue(full > 2_130_000 && full < 2_190_000, "" + full);
    for (int i = 0; i < 100_000; i++) {
      find("k" + i).remove();
      assertTrue(table.buckets() <= Math.max(100_000 - 4 * (i - 75_000), 8));
    }
    long left = table.memory(Sizes.ofHeader(12)) - empty;
    assertTrue(left <= 4 * Long.BYTES, "more than room for four buckets: " + left);
  }

  @Example
  void changingTheTableWhileItIsWalkedIsNoticed() {
    add(10);
    assertThrows(ConcurrentModificationException.class, () -> table.forEach(Entry::remove));
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      add("k" + i, StringValue.of(i));
    }
  }

  private Entry add(String key, Value value) {
    byte[] k = Keys.bytes("<" + key + ">");
    byte[] frame = KeyFrame.of(k, 1, key.length(), value, 0);
    return table.add(table.hash(k, 1, key.length()), frame, KeyFrame.beside(value));
  }

  private Map<String, String> all() {
    Map<String, String> all = new HashMap<>();
    Set<String> twice = new HashSet<>();
    table.forEach(e -> assertTrue(twice.add(Keys.text(e.key()))));
    table.forEach(e -> all.put(Keys.text(e.key()), text(e)));
    return all;
  }

  private @Nullable Entry find(String key) {
    byte[] padded = Keys.bytes("<" + key + ">");
    return table.find(padded, 1, key.length());
  }

  private static String text(Entry entry) {
    return Keys.text((StringValue) entry.value());
  }
}
