package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What streams take, compared with the heap of this JVM and with what Redis takes for the same. */
final class StreamMemoryTest {
  /** What Redis 7.0 has in use more with a million entries of two short fields than without. */
  private static final double REDIS_MILLION = 14.6e6;

  private static final long NOW = 1_700_000_000_000L;

  @Test
  void aMillionShortEntriesTakeNoMoreThanInRedis() {
    long bytes = million().memory(Sizes.ofHeader(8));
    assertTrue(bytes <= REDIS_MILLION, "a million entries: " + bytes);
  }

  @Test
  void whatIsAccountedIsWithinTenPercentOfTheHeap() {
    assertAccounted(() -> List.of(million()));
    assertAccounted(() -> streams(20_000, 3, 0));
    assertAccounted(() -> streams(2_000, 200, 50));
    assertAccounted(() -> streams(10, 20_000, 15_000));
  }

  private static void assertAccounted(Supplier<List<StreamValue>> fill) {
    long before = LiveHeap.bytes();
    List<StreamValue> streams = fill.get();
    double heap = LiveHeap.bytes() - before;
    Sizes sizes = LiveHeap.sizes();
    double accounted =
        sizes.references(streams.size()) + streams.stream().mapToLong(s -> s.memory(sizes)).sum();
    assertEquals(1, accounted / heap, 0.1, accounted + " accounted of " + heap);
  }

  /** Ten in a millisecond. */
  private static StreamValue million() {
    var stream = new StreamValue();
    for (int i = 0; i < 1_000_000; i++) {
      var id = new StreamId(NOW + i / 10, i % 10);
      stream.add(id, Rows.of("a", "" + i % 100, "b", "" + i % 100), StreamLimits.DEFAULTS);
    }
    return stream;
  }

  /** Some entries deleted, the first ones cut off, and so many pending in a group. */
  private static List<StreamValue> streams(int streams, int size, int pending) {
    var random = new SplittableRandom(1);
    var all = new ArrayList<StreamValue>();
    for (int i = 0; i < streams; i++) {
      var stream = new StreamValue();
      for (int k = 1; k <= size; k++) {
        stream.add(
            new StreamId(NOW + k, 0),
            Rows.of("field", "x".repeat(random.nextInt(50)), "number", "" + k),
            StreamLimits.DEFAULTS);
        if (k % 7 == 0) {
          stream.delete(new StreamId(NOW + 1 + random.nextInt(k), 0));
        }
      }
      stream.trim(StreamTrim.toLength(size * 3L / 4, /* approximate= */ false, 0));
      addPending(stream, pending);
      all.add(stream);
    }
    return all;
  }

  private static void addPending(StreamValue stream, int pending) {
    if (pending == 0) {
      return;
    }
    ConsumerGroup group = stream.addGroup(Keys.bytes("group"), StreamId.MIN, 0);
    var consumers = new ArrayList<Consumer>();
    for (int c = 0; c < 3; c++) {
      consumers.add(group.addConsumer(Keys.bytes("consumer-" + c), NOW));
    }
    for (int k = 0; k < pending; k++) {
      group.deliver(NOW + k, 0, consumers.get(k % 3), NOW);
      if (k % 5 == 0) {
        group.acknowledge(NOW + k / 2, 0);
      }
    }
  }
}
