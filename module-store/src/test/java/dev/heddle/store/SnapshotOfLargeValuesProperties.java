package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Collections that a snapshot copies bit by bit are in it as they were at the opening. */
class SnapshotOfLargeValuesProperties {
  private static final long NOW = 1_000_000;
  private static final int MEMBERS = 2 * ValueWalk.LARGE;
  private static final List<String> KEYS = List.of("hash", "set", "zset", "other");

  private final Keyspace keyspace = new Keyspace(2, new Random(2), Sizes.ofHeader(8));
  private final Packing packing = keyspace.packing();

  @Property(tries = 60)
  void theyAreThoseOfOneInstant(
      @ForAll @IntRange(min = 1, max = 200) int changesBetween,
      @ForAll @IntRange(min = 1, max = 100) int atOnce,
      @ForAll @IntRange(min = 1, max = 3) int snapshots,
      @ForAll Random chance) {
    keyspace.database(0).flush();
    keyspace.database(1).flush();
    for (int i = 0; i < snapshots; i++) {
      fill(chance);
      snapshotIsExact(changesBetween, atOnce, chance);
    }
  }

  private void snapshotIsExact(int changesBetween, int atOnce, Random chance) {
    Map<String, List<String>> expected = contents();
    var actual = new HashMap<String, List<String>>();
    try (Snapshot snapshot = keyspace.openSnapshot(NOW)) {
      Snapshot.Slice slice;
      do {
        slice = snapshot.next(atOnce, 1 << 20);
        for (SnapshotEntry e : slice.entries()) {
          assertNull(actual.put(e.db() + Keys.text(e.key()), text(e.value())), "once only");
        }
        for (int i = chance.nextInt(changesBetween + 1); i > 0; i--) {
          change(chance);
        }
      } while (!slice.last());
    }
    assertEquals(expected, actual);
  }

  @Example
  void oneThatIsReadIsWrittenToAsBefore() {
    Snapshot snapshot = keyspace.openSnapshot(NOW);
    snapshot.close();
    fill(new Random(3));
    long before = keyspace.database(0).size();
    try (Snapshot next = keyspace.openSnapshot(NOW)) {
      assertTrue(next.next(10, 1 << 20).entries().size() <= 10, "not all at once");
    }
    assertEquals(before, keyspace.database(0).size());
    change(new Random(4)); // of a table that nobody reads any more
  }

  private void fill(Random chance) {
    for (int i = 0; i < MEMBERS; i++) {
      byte[] member = Keys.bytes("member:" + i);
      put("hash", member, "value" + chance.nextInt(10));
      edit("set", new SetValue(), v -> ((SetValue) v).add(member, 0, member.length, packing));
      zadd(member, chance.nextInt(100));
    }
  }

  private interface Change {
    void make(Value value);
  }

  private void edit(String name, Value fresh, Change change) {
    byte[] key = Keys.bytes(name);
    Database db = keyspace.database(0);
    Entry entry = db.find(key, 0, key.length, NOW);
    if (entry == null) {
      db.put(key, 0, key.length, fresh, NOW);
      entry = db.find(key, 0, key.length, NOW);
    }
    db.edit(entry);
    change.make(entry.value());
    db.edited(entry);
  }

  private void put(String key, byte[] field, String text) {
    byte[] value = Keys.bytes(text);
    edit(
        key,
        new HashValue(),
        v -> ((HashValue) v).put(field, 0, field.length, value, 0, value.length, packing));
  }

  private void zadd(byte[] member, double score) {
    edit("zset", new ZSetValue(), v -> ((ZSetValue) v).add(member, score, packing));
  }

  private void change(Random chance) {
    byte[] member = Keys.bytes("member:" + chance.nextInt(MEMBERS + 100));
    int choice = chance.nextInt(1000);
    if (choice < 200) {
      put("hash", member, "value" + chance.nextInt(20)); // often as long as before
    } else if (choice < 300) {
      edit("hash", new HashValue(), v -> ((HashValue) v).remove(member, 0, member.length));
    } else if (choice < 500) {
      edit("set", new SetValue(), v -> ((SetValue) v).add(member, 0, member.length, packing));
    } else if (choice < 600) {
      edit("set", new SetValue(), v -> ((SetValue) v).remove(member, 0, member.length));
    } else if (choice < 800) {
      zadd(member, chance.nextInt(100));
    } else if (choice < 900) {
      edit("zset", new ZSetValue(), v -> ((ZSetValue) v).remove(member, 0, member.length));
    } else {
      changeMuch(choice, chance);
    }
  }

  private void changeMuch(int choice, Random chance) {
    if (choice < 960) {
      int wanted = 1 + chance.nextInt(3);
      edit("set", new SetValue(), v -> ((SetValue) v).pop(wanted, chance, new Texts()));
    } else if (choice < 965) {
      edit("set", new SetValue(), v -> ((SetValue) v).pop(MEMBERS / 3, chance, new Texts()));
    } else if (choice < 985) {
      edit("zset", new ZSetValue(), v -> removeSome((ZSetValue) v, chance));
    } else if (choice < 990) {
      move(KEYS.get(chance.nextInt(KEYS.size())), KEYS.get(chance.nextInt(KEYS.size())));
    } else if (choice < 995) {
      byte[] key = Keys.bytes(KEYS.get(chance.nextInt(KEYS.size())));
      keyspace.database(0).remove(key, 0, key.length, NOW);
    } else {
      keyspace.swap(0, 1);
    }
  }

  private static void removeSome(ZSetValue set, Random chance) {
    int from = chance.nextInt(Math.max(1, set.size()));
    set.remove(new Ranks(from, Math.min(set.size(), from + chance.nextInt(50))));
  }

  /** Gives a collection the name of one that is gone, of the same type. */
  private void move(String from, String to) {
    Database db = keyspace.database(0);
    byte[] key = Keys.bytes(from);
    byte[] target = Keys.bytes(to);
    Entry entry = db.find(key, 0, key.length, NOW);
    if (entry != null && to.equals("other") && db.find(target, 0, target.length, NOW) == null) {
      db.move(entry, db, target);
    }
  }

  private Map<String, List<String>> contents() {
    var all = new HashMap<String, List<String>>();
    for (int i = 0; i < 2; i++) {
      String db = "" + i;
      keyspace.database(i).forEach(NOW, e -> all.put(db + Keys.text(e.key()), text(e.value())));
    }
    return all;
  }

  private static List<String> text(Value value) {
    var texts = new Texts();
    switch (value) {
      case HashValue hash -> {
        hash.forEach(HashPart.BOTH, texts);
        assertEquals(2 * hash.size(), texts.list.size());
        return pairs(texts.list);
      }
      case SetValue set -> set.forEach(texts);
      case ZSetValue set -> {
        set.forEach(set.all(), /* reverse= */ true, (Scored) texts);
        assertEquals(set.size(), texts.list.size());
        return texts.list; // in order
      }
      default -> throw new IllegalArgumentException(value.type());
    }
    Collections.sort(texts.list);
    return texts.list;
  }

  private static List<String> pairs(List<String> flat) {
    var pairs = new ArrayList<String>();
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.add(flat.get(i) + "=" + flat.get(i + 1));
    }
    Collections.sort(pairs);
    return pairs;
  }

  private static final class Texts implements Elements, Scored {
    final List<String> list = new ArrayList<>();

    @Override
    public void text(byte[] a, int off, int len) {
      list.add(new String(a, off, len, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void number(long value) {
      list.add("" + value);
    }

    @Override
    public void text(byte[] a, int off, int len, double score) {
      text(a, off, len);
      list.add(list.removeLast() + "@" + score);
    }

    @Override
    public void number(long member, double score) {
      list.add(member + "@" + score);
    }
  }
}
