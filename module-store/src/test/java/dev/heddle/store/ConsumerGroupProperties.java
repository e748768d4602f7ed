package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A group's deliveries, acknowledgements and claims against a sorted map. */
class ConsumerGroupProperties {
  /** What is done. */
  enum Step {
    ADD,
    DELIVER,
    ACKNOWLEDGE,
    CLAIM,
    REMOVE_CONSUMER,
    DELETE_ENTRY
  }

  /** One of these, by or to a consumer, with the entry of a number. */
  record Change(Step step, String consumer, int number) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Step> steps =
        Arbitraries.of(
            Step.ADD,
            Step.ADD,
            Step.ADD,
            Step.DELIVER,
            Step.DELIVER,
            Step.ACKNOWLEDGE,
            Step.CLAIM,
            Step.REMOVE_CONSUMER,
            Step.DELETE_ENTRY);
    return Combinators.combine(
            steps, Arbitraries.of("a", "b", "c"), Arbitraries.integers().between(0, 30))
        .as(Change::new)
        .list()
        .ofMaxSize(120);
  }

  /** The group, who has which entry, and all that was ever delivered as new. */
  private static final class Both {
    final StreamValue stream = new StreamValue();
    final ConsumerGroup group = stream.addGroup(Keys.bytes("g"), StreamId.MIN, 0);
    final TreeMap<StreamId, String> owners = new TreeMap<>();
    final List<StreamId> delivered = new ArrayList<>();
    int acknowledged;
    int abandoned;

    Consumer consumer(String name) {
      Consumer consumer = group.consumer(Keys.bytes(name));
      return consumer != null ? consumer : group.addConsumer(Keys.bytes(name), 1);
    }

    void apply(Change change) {
      switch (change.step()) {
        case ADD -> stream.add(stream.lastId().next(), Rows.of("a", "1"), new StreamLimits(0, 3));
        case DELIVER -> deliver(change);
        case ACKNOWLEDGE -> acknowledge(new StreamId(0, change.number()));
        case CLAIM -> claim(change);
        case REMOVE_CONSUMER -> remove(change.consumer());
        case DELETE_ENTRY -> stream.delete(new StreamId(0, change.number()));
      }
    }

    private void deliver(Change change) {
      Consumer consumer = consumer(change.consumer());
      StreamWalk walk = stream.walk(group.lastId().next(), StreamId.MAX, /* reverse= */ false);
      for (int left = change.number() % 4; left > 0 && walk.next(); left--) {
        StreamId id = walk.id();
        stream.delivered(group, id);
        group.deliver(id.ms(), id.seq(), consumer, 5);
        owners.put(id, change.consumer());
        delivered.add(id);
      }
    }

    private void acknowledge(StreamId id) {
      boolean pending = owners.remove(id) != null;
      assertEquals(pending, group.acknowledge(id.ms(), id.seq()));
      acknowledged += pending ? 1 : 0;
    }

    private void claim(Change change) {
      PendingEntry entry = group.pending(0, change.number());
      assertEquals(owners.containsKey(new StreamId(0, change.number())), entry != null);
      if (entry != null) {
        group.redeliver(entry, consumer(change.consumer()), 7, entry.deliveries() + 1);
        owners.put(entry.id(), change.consumer());
      }
    }

    private void remove(String name) {
      Consumer consumer = group.consumer(Keys.bytes(name));
      if (consumer != null) {
        abandoned += consumer.pending();
        group.removeConsumer(consumer);
        owners.values().removeIf(name::equals);
      }
    }
  }

  @Property
  void everyEntryIsNewOnceAndPendingUntilItIsDoneWith(@ForAll("changes") List<Change> changes) {
    var both = new Both();
    for (Change change : changes) {
      both.apply(change);
      int pending = both.delivered.size() - both.acknowledged - both.abandoned;
      assertEquals(pending, both.group.pending());
    }
    assertEquals(both.delivered.stream().sorted().distinct().toList(), both.delivered);
    assertPending(both.owners, both.group);
  }

  private static void assertPending(Map<StreamId, String> owners, ConsumerGroup group) {
    var all = new ArrayList<String>();
    group.forEachPending(
        null, StreamId.MIN, entry -> all.add(entry.id() + Keys.text(entry.consumer().name())));
    assertEquals(owners.entrySet().stream().map(e -> e.getKey() + e.getValue()).toList(), all);
    Map<String, Integer> shares = new HashMap<>();
    owners.values().forEach(name -> shares.merge(name, 1, Integer::sum));
    for (Consumer consumer : group.consumers()) {
      var own = new ArrayList<StreamId>();
      group.forEachPending(consumer, StreamId.MIN, entry -> own.add(entry.id()));
      assertEquals(shares.getOrDefault(Keys.text(consumer.name()), 0), own.size());
      assertEquals(own.size(), consumer.pending());
      assertEquals(own.stream().sorted().toList(), own);
    }
  }

  @Property
  void theLagIsTheNumberOfEntriesAheadWhereItIsKnown(@ForAll("changes") List<Change> changes) {
    var both = new Both();
    for (Change change : changes) {
      both.apply(change);
      OptionalLong lag = both.stream.lag(both.group);
      StreamWalk ahead =
          both.stream.walk(both.group.lastId().next(), StreamId.MAX, /* reverse= */ false);
      long count = 0;
      while (ahead.next()) {
        count++;
      }
      assertTrue(lag.isEmpty() || lag.getAsLong() == count, lag + " for " + count);
      boolean whole = both.stream.maxDeletedId().isZero();
      assertTrue(lag.isPresent() || !whole, "nothing was deleted");
    }
  }

  @Property(tries = 200)
  void aCopyHasTheSameGroupsAndIsIndependent(@ForAll("changes") List<Change> changes) {
    var both = new Both();
    changes.forEach(both::apply);
    StreamValue copy = both.stream.copy();
    ConsumerGroup group = copy.groups().iterator().next();
    var owners = new TreeMap<>(both.owners);
    assertEquals(both.group.lastId(), group.lastId());
    assertEquals(both.group.entriesRead(), group.entriesRead());
    changes.forEach(both::apply);
    assertPending(owners, group);
  }

  @Property(tries = 200)
  void aGroupThatIsRemovedTakesItsMemoryAlong(@ForAll("changes") List<Change> changes) {
    var both = new Both();
    both.stream.add(new StreamId(0, 1), Rows.of("a", "1"), StreamLimits.DEFAULTS);
    var sizes = Sizes.ofHeader(8);
    ConsumerGroup other = both.stream.addGroup(Keys.bytes("h"), StreamId.MIN, 0);
    long before = both.stream.memory(sizes);
    Consumer consumer = other.addConsumer(Keys.bytes("x"), 1);
    changes.forEach(change -> other.deliver(0, change.number(), consumer, 1));
    changes.stream()
        .filter(change -> change.step() == Step.ACKNOWLEDGE)
        .forEach(change -> other.acknowledge(0, change.number()));
    assertTrue(both.stream.memory(sizes) > before);
    both.stream.removeGroup(Keys.bytes("h"));
    both.stream.addGroup(Keys.bytes("h"), StreamId.MIN, 0);
    assertEquals(before, both.stream.memory(sizes));
  }

  @Example
  void whatWasTrimmedAwayIsNotCountedAsLag() {
    var stream = new StreamValue();
    ConsumerGroup group = stream.addGroup(Keys.bytes("g"), StreamId.MIN, 0);
    for (int i = 1; i <= 5; i++) {
      stream.add(new StreamId(i, 0), Rows.of("a", "1"), StreamLimits.DEFAULTS);
    }
    stream.delivered(group, new StreamId(1, 0));
    assertEquals(OptionalLong.of(4), stream.lag(group));
    stream.trim(StreamTrim.toLength(1, /* approximate= */ false, 0));
    assertEquals(OptionalLong.of(1), stream.lag(group));
    stream.delivered(group, new StreamId(5, 0));
    assertEquals(5, group.entriesRead());
    assertEquals(OptionalLong.of(0), stream.lag(group));
  }
}
