package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a list is short and when long, and what goes into its nodes. */
final class ListEncodingTest {
  private final Packing packing = new Packing(new SipHash(1, 2));

  @Test
  void whatFitsIntoOneNodeIsAListpack() {
    limits(-2, 0);
    var list = list(0, 100);
    assertEquals("listpack", list.encoding());
    push(list, "x".repeat(7000));
    assertEquals("listpack", list.encoding());
    push(list, "x".repeat(1000));
    assertEquals("quicklist", list.encoding());
  }

  @Test
  void theLimitIsReckonedBeforeAnythingIsAdded() {
    limits(4, 0);
    var list = list(0, 3);
    list.expect(2, 2, packing);
    assertEquals("quicklist", list.encoding());
    limits(-1, 0);
    list = new ListValue();
    list.expect(4096 - 7, 1, packing);
    assertEquals("listpack", list.encoding());
    list.expect(4096 - 6, 1, packing);
    assertEquals("quicklist", list.encoding());
  }

  @Test
  void aListBecomesAListpackAgainWhenOneNodeIsLeftAndHalfEmpty() {
    limits(4, 0);
    var list = list(0, 9); // 4, 4, 1
    assertEquals("quicklist", list.encoding());
    list.pop(ListEnd.LEFT, 5, new Texts(), packing); // 3, 1
    assertEquals("quicklist", list.encoding());
    list.pop(ListEnd.RIGHT, 1, new Texts(), packing); // 3
    assertEquals("quicklist", list.encoding());
    list.pop(ListEnd.LEFT, 1, new Texts(), packing); // 2
    assertEquals("listpack", list.encoding());
    assertEquals(List.of("6", "7"), range(list, 0, 1));
  }

  @Test
  void removingAndCuttingPackTooButOnlyBelowHalf() {
    limits(-1, 0);
    var list = list(0, 2000);
    list.trim(0, 299, packing);
    assertEquals("listpack", list.encoding());
    limits(10, 0);
    list = list(0, 20);
    for (int i = 0; i < 14; i++) {
      byte[] text = Keys.bytes("" + i);
      list.remove(ListEnd.LEFT, text, 0, text.length, 1, packing);
    }
    assertEquals("quicklist", list.encoding());
    byte[] text = Keys.bytes("15");
    list.remove(ListEnd.LEFT, text, 0, text.length, 1, packing);
    assertEquals("listpack", list.encoding());
  }

  @Test
  void replacingALargeElementPacks() {
    limits(-2, 0);
    var list = new ListValue();
    push(list, "x".repeat(9000));
    assertEquals("quicklist", list.encoding());
    list.set(0, Keys.bytes("a"), 0, 1, packing);
    assertEquals("listpack", list.encoding());
    assertEquals(List.of("a"), range(list, 0, 0));
  }

  @Test
  void aNodeHoldsAsMuchAsRedissDoes() {
    limits(-2, 0);
    var list = new ListValue();
    for (int i = 0; i < 10_000; i++) {
      push(list, "element:" + (10_000 + i)); // 15 bytes an entry
    }
    var counts = new ArrayList<Integer>();
    list.eachNode(
        new ListValue.Nodes() {
          @Override
          public void packed(byte[] listpack) {
            counts.add(ListPack.count(listpack));
          }

          @Override
          public void plain(byte[] text) {
            throw new AssertionError();
          }
        });
    assertEquals(Collections.nCopies(18, 545), counts.subList(0, 18));
    assertEquals(10_000 - 18 * 545, counts.get(18));
  }

  private ListValue list(int from, int to) {
    var list = new ListValue();
    IntStream.range(from, to).forEach(i -> push(list, "" + i));
    return list;
  }

  private void push(ListValue list, String text) {
    byte[] bytes = Keys.bytes(text);
    list.expect(bytes.length, 1, packing);
    list.push(ListEnd.RIGHT, bytes, 0, bytes.length, packing);
  }

  private static List<String> range(ListValue list, long from, long to) {
    var texts = new Texts();
    list.range(from, to, texts);
    return texts.all;
  }

  private void limits(int fill, int depth) {
    packing.thresholds(new Thresholds(fill, depth, 1, 1, 1, 1, 1, 1, 1));
  }
}
