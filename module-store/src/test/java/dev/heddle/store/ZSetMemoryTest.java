package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the memory of sorted sets as accounted with what the heap of this JVM shows. */
class ZSetMemoryTest {
  private static final int MEMBERS = 200_000;
  private static final int SETS = 100_000; // so many that nothing else on the heap counts

  private final Packing packing = new Packing(new SipHash(1, 2));

  @Test
  void aLargeSetThatWasFilledInOrder() {
    long before = LiveHeap.bytes();
    var set = new ZSetValue();
    for (int i = 0; i < MEMBERS; i++) {
      set.add(Keys.bytes("member:" + i), i, packing);
    }
    assertAccounted(set.memory(LiveHeap.sizes()), LiveHeap.bytes() - before, set);
    assertTrue(set.memory(Sizes.ofHeader(8)) < 80L * MEMBERS, "" + set.memory(Sizes.ofHeader(8)));
  }

  @Test
  void aLargeSetAfterManyChangesInNoOrder() {
    var random = new Random(1);
    long before = LiveHeap.bytes();
    var set = new ZSetValue();
    for (int i = 0; i < 3 * MEMBERS; i++) {
      byte[] member = Keys.bytes("m" + "-".repeat(i % 30) + random.nextInt(MEMBERS));
      if (i % 3 == 2) {
        set.remove(member, 0, member.length);
      } else {
        set.add(member, random.nextGaussian(), packing);
      }
    }
    set.remove(new Ranks(1000, 50_000));
    assertAccounted(set.memory(LiveHeap.sizes()), LiveHeap.bytes() - before, set);
  }

  @Test
  void manySmallSets() {
    List<ZSetValue> sets = new ArrayList<>(SETS);
    long before = LiveHeap.bytes();
    long accounted = 0;
    for (int i = 0; i < SETS; i++) {
      var set = new ZSetValue();
      for (int k = 0; k < i % 20; k++) {
        set.add(Keys.bytes("member:" + k), k / 4.0, packing);
      }
      sets.add(set);
      accounted += set.memory(LiveHeap.sizes());
    }
    assertAccounted(accounted, LiveHeap.bytes() - before, sets);
  }

  /** {@code alive} is there so that it is on the heap until now. */
  private static void assertAccounted(long accounted, long heap, Object alive) {
    assertEquals(1, accounted / (double) heap, 0.1, alive.getClass().getName());
  }
}
