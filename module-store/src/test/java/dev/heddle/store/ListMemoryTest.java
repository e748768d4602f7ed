package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What lists take, compared with the heap of this JVM and with what Redis takes for the same. */
final class ListMemoryTest {
  /** Redis 7.0 has 14.27 MB in use with this list, and 1.19 MB without. */
  private static final double REDIS_MILLION = 13.09e6;

  private static final Sizes COMPACT = Sizes.ofHeader(8);

  private final Packing packing = new Packing(new SipHash(1, 2));

  @Test
  void aMillionShortElementsTakeLessThanInRedis() {
    long right = million(ListEnd.RIGHT).memory(COMPACT);
    assertTrue(right <= 0.86 * REDIS_MILLION, "a million elements: " + right);
    assertEquals((double) right, (double) million(ListEnd.LEFT).memory(COMPACT), 0.01 * right);
  }

  @Test
  void aCopySharesAllButTheEnds() {
    ListValue list = million(ListEnd.RIGHT);
    long before = LiveHeap.bytes();
    ListValue copy = list.copy();
    long heap = LiveHeap.bytes() - before;
    assertTrue(heap < 200_000, "a copy of a million elements: " + heap);
    assertEquals(list.size(), copy.size());
  }

  @Test
  void whatIsAccountedIsWithinTenPercentOfTheHeap() {
    assertAccounted(() -> List.of(million(ListEnd.RIGHT)));
    assertAccounted(() -> lists(50_000, 8));
    assertAccounted(() -> lists(500, 3000));
  }

  @Test
  void whatIsAccountedFollowsCompressionAndChangesInTheMiddle() {
    packing.thresholds(new Thresholds(-2, 1, 1, 1, 1, 1, 1, 1, 1));
    assertAccounted(() -> lists(100, 20_000));
    packing.thresholds(new Thresholds(16, 0, 1, 1, 1, 1, 1, 1, 1));
    assertAccounted(() -> lists(100, 20_000));
  }

  private static void assertAccounted(Supplier<List<ListValue>> fill) {
    long before = LiveHeap.bytes();
    List<ListValue> lists = fill.get();
    double heap = LiveHeap.bytes() - before;
    Sizes sizes = LiveHeap.sizes();
    double accounted =
        sizes.references(lists.size()) + lists.stream().mapToLong(l -> l.memory(sizes)).sum();
    assertEquals(1, accounted / heap, 0.1);
  }

  private ListValue million(ListEnd end) {
    var list = new ListValue();
    for (int i = 0; i < 1_000_000; i++) {
      push(list, end, "item:" + i);
    }
    return list;
  }

  /** Pushed at both ends, taken, replaced and added in the middle. */
  private List<ListValue> lists(int lists, int size) {
    var random = new SplittableRandom(1);
    var all = new ArrayList<ListValue>();
    for (int i = 0; i < lists; i++) {
      var list = new ListValue();
      for (int k = 0; k < size; k++) {
        push(list, random.nextBoolean() ? ListEnd.LEFT : ListEnd.RIGHT, "item:" + k);
        if (k % 50 == 0) {
          byte[] text = Keys.bytes("x".repeat(random.nextInt(100)));
          list.set(random.nextLong(list.size()), text, 0, text.length, packing);
          list.expect(text.length, 1, packing);
          list.insert(random.nextLong(list.size()), text, 0, text.length, packing);
        }
      }
      list.pop(ListEnd.LEFT, list.size() / 3, new Texts(), packing);
      all.add(list);
    }
    return all;
  }

  private void push(ListValue list, ListEnd end, String text) {
    byte[] bytes = Keys.bytes(text);
    list.expect(bytes.length, 1, packing);
    list.push(end, bytes, 0, bytes.length, packing);
  }
}
