package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A stream of small nodes against a sorted map. */
class StreamValueProperties {
  private static final List<List<String>> CONTENTS =
      List.of(
          List.of("a", "1"),
          List.of("a", "text", "b", "-5"),
          List.of("a", "", "b", "70000"),
          List.of("b", "x".repeat(70), "a", "1", "b", "9999999999"));

  /** What is done, and with which of the ids around. */
  enum Step {
    ADD,
    ADD_SAME_TIME,
    DELETE,
    TRIM_TO_LENGTH,
    TRIM_BELOW
  }

  /** One change. */
  record Change(Step step, int number, boolean approximate) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Step> steps =
        Arbitraries.of(
            Step.ADD,
            Step.ADD,
            Step.ADD_SAME_TIME,
            Step.ADD_SAME_TIME,
            Step.DELETE,
            Step.DELETE,
            Step.TRIM_TO_LENGTH,
            Step.TRIM_BELOW);
    return Combinators.combine(
            steps, Arbitraries.integers().between(0, 40), Arbitraries.of(true, false))
        .as(Change::new)
        .list()
        .ofMaxSize(80);
  }

  /** The stream, and what it should hold. */
  private static final class Both {
    final StreamValue stream = new StreamValue();
    final NavigableMap<StreamId, List<String>> model = new TreeMap<>();
    final StreamLimits limits;
    StreamId last = StreamId.MIN;
    StreamId deleted = StreamId.MIN;
    long added;

    Both(int nodeEntries) {
      limits = new StreamLimits(0, nodeEntries);
    }

    void apply(Change change) {
      switch (change.step()) {
        case ADD -> add(new StreamId(last.ms() + 1 + change.number() % 3, 0), change.number());
        case ADD_SAME_TIME -> add(last.next(), change.number());
        case DELETE -> delete(change.number());
        case TRIM_TO_LENGTH ->
            trim(StreamTrim.toLength(change.number(), change.approximate(), 0), change);
        case TRIM_BELOW ->
            trim(
                StreamTrim.below(new StreamId(change.number(), 0), change.approximate(), 0),
                change);
      }
    }

    private void add(StreamId id, int number) {
      List<String> content = CONTENTS.get(number % CONTENTS.size());
      stream.add(id, Rows.of(content.toArray(String[]::new)), limits);
      model.put(id, content);
      last = id;
      added++;
    }

    private void delete(int number) {
      List<StreamId> ids = new ArrayList<>(model.keySet());
      StreamId id = number < ids.size() ? ids.get(number) : new StreamId(number, 7);
      boolean there = model.remove(id) != null;
      assertEquals(there, stream.delete(id));
      deleted = there && id.isAfter(deleted) ? id : deleted;
    }

    /** Exactly what the rule says; or less, when it says about, by less than a node. */
    private void trim(StreamTrim rule, Change change) {
      long most =
          rule.byLength()
              ? Math.max(0, model.size() - rule.threshold())
              : model.headMap(rule.minId(), false).size();
      long removed = stream.trim(rule);
      assertTrue(removed <= most);
      assertTrue(removed > most - (change.approximate() ? limits.nodeMaxEntries() : 1));
      for (long i = 0; i < removed; i++) {
        model.pollFirstEntry();
      }
    }
  }

  @Property
  void agreesWithASortedMap(@ForAll("changes") List<Change> changes) {
    var both = new Both(3);
    for (Change change : changes) {
      both.apply(change);
      assertRemembers(both);
    }
    assertHolds(both.model, both.stream);
    assertRanges(both);
  }

  private static void assertRemembers(Both both) {
    StreamValue stream = both.stream;
    assertEquals(both.model.size(), stream.length());
    assertEquals(both.last, stream.lastId());
    assertEquals(both.deleted, stream.maxDeletedId());
    assertEquals(both.added, stream.entriesAdded());
    assertEquals(both.model.isEmpty() ? StreamId.MIN : both.model.firstKey(), stream.firstId());
    assertEquals(both.model.isEmpty() ? StreamId.MIN : both.model.lastKey(), stream.lastEntryId());
  }

  private static void assertHolds(NavigableMap<StreamId, List<String>> model, StreamValue stream) {
    assertEquals(entries(model), walked(stream, StreamId.MIN, StreamId.MAX, false));
    assertEquals(entries(model.descendingMap()), walked(stream, StreamId.MIN, StreamId.MAX, true));
    stream.eachNode((id, lp) -> assertTrue(StreamValue.isNode(id, lp, ListPack.bytes(lp))));
  }

  private static void assertRanges(Both both) {
    for (int from = 0; from < 20; from += 3) {
      for (int to = from - 1; to < 24; to += 4) {
        var low = new StreamId(from, 1);
        var high = new StreamId(Math.max(0, to), 2);
        var part =
            low.isAfter(high)
                ? new TreeMap<StreamId, List<String>>()
                : both.model.subMap(low, true, high, true);
        assertEquals(entries(part), walked(both.stream, low, high, false));
        assertEquals(entries(part.descendingMap()), walked(both.stream, low, high, true));
      }
    }
  }

  private static List<String> entries(Map<StreamId, List<String>> map) {
    return map.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }

  private static List<String> walked(StreamValue stream, StreamId from, StreamId to, boolean back) {
    var entries = new ArrayList<String>();
    StreamWalk walk = stream.walk(from, to, back);
    while (walk.next()) {
      var out = new Texts();
      walk.give(out);
      assertEquals(2 * walk.fields(), out.all.size());
      entries.add(walk.id() + " " + out.all);
    }
    return entries;
  }

  @Property(tries = 200)
  void aCopyIsIndependent(
      @ForAll("changes") List<Change> before, @ForAll("changes") List<Change> after) {
    var both = new Both(3);
    before.forEach(both::apply);
    var then = new TreeMap<>(both.model);
    StreamValue copy = both.stream.copy();
    assertRemembersTheSame(both.stream, copy);
    after.forEach(both::apply);
    assertHolds(then, copy);
    assertHolds(both.model, both.stream);
  }

  private static void assertRemembersTheSame(StreamValue stream, StreamValue copy) {
    assertEquals(stream.length(), copy.length());
    assertEquals(stream.firstId(), copy.firstId());
    assertEquals(stream.lastId(), copy.lastId());
    assertEquals(stream.maxDeletedId(), copy.maxDeletedId());
    assertEquals(stream.entriesAdded(), copy.entriesAdded());
    assertEquals(stream.nodes(), copy.nodes());
  }

  @Property(tries = 200)
  void whatIsAccountedIsTheSumOfTheNodes(@ForAll("changes") List<Change> changes) {
    var both = new Both(3);
    changes.forEach(both::apply);
    for (int header : new int[] {8, 12, 16}) {
      var sizes = Sizes.ofHeader(header);
      long[] parts = {new StreamValue().memory(sizes)};
      both.stream.eachNode(
          (id, lp) -> parts[0] += sizes.bytes(lp.length) + sizes.object(1, 2 * Long.BYTES));
      long index = both.stream.memory(sizes) - parts[0];
      int nodes = both.stream.nodes();
      assertTrue(index >= 0 && index <= 120 + 64L * nodes, index + " for nodes: " + nodes);
    }
  }

  @Example
  void nodesKeepTheirLimits() {
    var limits = new StreamLimits(100, 5);
    var stream = new StreamValue();
    for (int i = 1; i <= 12; i++) {
      stream.add(new StreamId(i, 0), Rows.of("a", "1"), limits);
    }
    assertEquals(3, stream.nodes());
    stream.add(new StreamId(13, 0), Rows.of("a", "x".repeat(200)), limits);
    stream.add(new StreamId(14, 0), Rows.of("a", "1"), limits);
    assertEquals(5, stream.nodes());
  }

  @Example
  void idsOfAnySizeArePutInOrder() {
    var stream = new StreamValue();
    Collection<StreamId> ids =
        List.of(
            new StreamId(0, 1),
            new StreamId(0, -1),
            new StreamId(Long.MAX_VALUE, 5),
            new StreamId(Long.MIN_VALUE, 0),
            new StreamId(-1, 3),
            StreamId.MAX);
    ids.forEach(id -> stream.add(id, Rows.of("a", "1"), StreamLimits.DEFAULTS));
    assertEquals(
        ids.stream().map(id -> id + " [a, 1]").toList(),
        walked(stream, StreamId.MIN, StreamId.MAX, false));
    ids.forEach(id -> assertTrue(stream.contains(id)));
  }
}
