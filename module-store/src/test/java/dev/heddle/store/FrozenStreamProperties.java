package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What a snapshot reads of a stream stays as it is, and the stream never notices. */
class FrozenStreamProperties {
  private static final int ENTRIES = 600; // several pages of what is pending
  private static final StreamLimits LIMITS = new StreamLimits(0, 7);
  private static final List<String> GROUPS = List.of("g", "h");
  private static final List<String> CONSUMERS = List.of("a", "b", "c");

  /** A stream that was frozen, as it was then. */
  private record Kept(StreamValue frozen, List<String> before) {
    void check() {
      assertEquals(before, text(frozen));
    }
  }

  @Property(tries = 100)
  void itStaysAndTheStreamDoesNotNotice(
      @ForAll @IntRange(min = 1, max = 400) int changesBetween,
      @ForAll boolean copying,
      @ForAll Random chance) {
    var stream = filled();
    var never = filled(); // frozen
    var kept = new ArrayList<Kept>();
    for (int i = 0; i < 5; i++) {
      kept.add(new Kept(copying ? stream.copy() : stream.frozen(), text(stream)));
      for (int left = chance.nextInt(changesBetween + 1); left > 0; left--) {
        long seed = chance.nextLong();
        change(stream, new Random(seed));
        change(never, new Random(seed));
      }
      kept.forEach(Kept::check);
    }
    assertEquals(text(never), text(stream));
    Sizes sizes = Sizes.ofHeader(8);
    assertEquals(never.memory(sizes), stream.memory(sizes));
  }

  /** A copy is a stream like others: what becomes of it does not concern the one it was made of. */
  @Property(tries = 50)
  void aCopyChangesByItself(@ForAll Random chance) {
    var stream = filled();
    StreamValue copy = stream.copy();
    List<String> before = text(stream);
    var never = filled();
    for (int i = 0; i < 300; i++) {
      long seed = chance.nextLong();
      change(copy, new Random(seed));
      change(never, new Random(seed));
    }
    assertEquals(before, text(stream));
    assertEquals(text(never), text(copy));
  }

  private static StreamValue filled() {
    var stream = new StreamValue();
    GROUPS.forEach(name -> stream.addGroup(Keys.bytes(name), StreamId.MIN, 0));
    for (int i = 0; i < ENTRIES; i++) {
      add(stream, i % 3);
    }
    stream
        .groups()
        .forEach(group -> {
          for (int i = 0; i < ENTRIES * 3 / 4; i++) {
            deliver(stream, group, CONSUMERS.get(i % 5 % 3), i);
          }
        });
    return stream;
  }

  private static void add(StreamValue stream, int fields) {
    stream.add(stream.lastId().next(), Rows.of("f" + fields, "value" + fields), LIMITS);
  }

  private static Consumer consumer(ConsumerGroup group, String name) {
    Consumer consumer = group.consumer(Keys.bytes(name));
    return consumer != null ? consumer : group.addConsumer(Keys.bytes(name), 1);
  }

  private static void deliver(StreamValue stream, ConsumerGroup group, String name, long now) {
    StreamWalk walk = stream.walk(group.lastId().next(), StreamId.MAX, /* reverse= */ false);
    if (walk.next()) {
      stream.delivered(group, walk.id());
      group.deliver(walk.ms(), walk.seq(), consumer(group, name), now);
    }
  }

  private static void change(StreamValue stream, Random chance) {
    var id = new StreamId(0, 1 + chance.nextInt(ENTRIES + 50));
    String name = CONSUMERS.get(chance.nextInt(CONSUMERS.size()));
    int choice = chance.nextInt(100);
    if (choice < 20) {
      add(stream, chance.nextInt(3));
    } else if (choice < 35) {
      stream.delete(id);
    } else if (choice < 37) {
      stream.trim(
          StreamTrim.toLength(
              Math.max(0, stream.length() - chance.nextInt(30)), chance.nextBoolean(), 0));
    } else {
      byte[] groupName = Keys.bytes(GROUPS.get(chance.nextInt(GROUPS.size())));
      ConsumerGroup group = stream.group(groupName);
      if (group == null) {
        stream.addGroup(groupName, StreamId.MIN, 0); // again
      } else {
        change(stream, group, id, name, chance);
      }
    }
  }

  private static void change(
      StreamValue stream, ConsumerGroup group, StreamId id, String name, Random chance) {
    int choice = chance.nextInt(100);
    PendingEntry entry = group.pending(id.ms(), id.seq());
    if (choice < 30) {
      deliver(stream, group, name, chance.nextInt(1000));
    } else if (choice < 60) {
      group.acknowledge(id.ms(), id.seq());
    } else if (choice < 95 && entry != null) {
      group.redeliver(entry, consumer(group, name), chance.nextInt(1000), entry.deliveries() + 1);
    } else if (choice == 95) {
      group.position(id, ConsumerGroup.UNKNOWN); // what was delivered will be so again
    } else if (choice == 96) {
      group.removeConsumer(consumer(group, name));
    } else if (choice == 97) {
      stream.removeGroup(group.name());
    } else {
      consumer(group, name).seen(chance.nextInt(1000));
    }
  }

  /** All that an RDB file would have of it. */
  private static List<String> text(StreamValue stream) {
    var text = new ArrayList<String>();
    stream.eachNode((id, list) -> text.add(id + " " + sum(list)));
    text.add(stream.length() + " " + stream.firstId() + stream.lastId() + stream.maxDeletedId());
    text.add("" + stream.entriesAdded());
    for (ConsumerGroup group : stream.groups()) {
      text.add(Keys.text(group.name()) + group.lastId() + group.entriesRead());
      group.forEachPending(null, StreamId.MIN, entry -> text.add(text(entry)));
      for (Consumer consumer : group.consumers()) {
        text.add(Keys.text(consumer.name()) + consumer.seenAt() + " " + consumer.activeAt());
        group.forEachPending(consumer, StreamId.MIN, entry -> text.add(text(entry)));
      }
    }
    return text;
  }

  private static String text(PendingEntry entry) {
    String owner = Keys.text(entry.consumer().name());
    return entry.id() + " " + owner + " " + entry.deliveredAt() + " " + entry.deliveries();
  }

  private static int sum(byte[] list) {
    return Arrays.hashCode(Arrays.copyOf(list, ListPack.bytes(list)));
  }
}
