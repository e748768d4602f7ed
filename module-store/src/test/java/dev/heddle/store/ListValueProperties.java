package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class ListValueProperties {
  enum Kind {
    PUSH,
    POP,
    INSERT,
    SET,
    REMOVE,
    TRIM,
    SEARCH,
    RELOAD
  }

  /** What is done, how often or how far, where (modulo what there is), and with which text. */
  record Change(Kind kind, ListEnd end, int n, int at, String text) {}

  private final Packing packing = new Packing(new SipHash(1, 2));

  // ---- against a model

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void agreesWithAnArrayListInEveryEncoding(
      @ForAll("fills") int fill,
      @ForAll @IntRange(max = 3) int depth,
      @ForAll("largeElements") long large,
      @ForAll("changes") List<Change> changes) {
    limits(fill, depth);
    packing.largeElement(large);
    var list = new ListValue();
    var model = new ArrayList<String>();
    for (Change change : changes) {
      ListValue before = list.copy();
      var modelBefore = List.copyOf(model);
      list = change(list, model, change);
      assertSame(model, list);
      assertSame(modelBefore, before);
    }
  }

  private ListValue change(ListValue list, List<String> model, Change change) {
    byte[] text = Keys.bytes("<" + change.text() + ">");
    int len = text.length - 2;
    int at = model.isEmpty() ? 0 : change.at() % model.size();
    boolean left = change.end() == ListEnd.LEFT;
    switch (change.kind()) {
      case PUSH -> push(list, model, change);
      case POP -> {
        int n = Math.min(change.n(), model.size());
        var texts = new Texts();
        list.pop(change.end(), n, texts, packing);
        List<String> popped =
            left ? model.subList(0, n) : model.subList(model.size() - n, model.size());
        assertEquals(left ? popped : popped.reversed(), texts.all);
        popped.clear();
      }
      case INSERT -> {
        list.expect(len, 1, packing);
        list.insert(at, text, 1, len, packing);
        model.add(at, change.text());
      }
      case SET -> {
        if (!model.isEmpty()) {
          list.expect(len, 1, packing);
          list.set(at, text, 1, len, packing);
          model.set(at, change.text());
        }
      }
      case REMOVE ->
          assertEquals(
              remove(model, change), list.remove(change.end(), text, 1, len, change.n(), packing));
      case TRIM -> {
        if (!model.isEmpty()) {
          int to = Math.min(model.size() - 1, at + change.n());
          boolean none = change.n() == 3;
          list.trim(none ? 1 : at, none ? 0 : to, packing);
          var kept = none ? List.<String>of() : List.copyOf(model.subList(at, to + 1));
          model.clear();
          model.addAll(kept);
        }
      }
      case SEARCH -> assertEquals(search(model, change), search(list, change));
      case RELOAD -> {
        return reload(list);
      }
    }
    return list;
  }

  private void push(ListValue list, List<String> model, Change change) {
    list.expect((long) change.n() * change.text().length(), change.n(), packing);
    byte[] text = Keys.bytes(change.text());
    for (int i = 0; i < change.n(); i++) {
      list.push(change.end(), text, 0, text.length, packing);
      model.add(change.end() == ListEnd.LEFT ? 0 : model.size(), change.text());
    }
  }

  private static long remove(List<String> model, Change change) {
    if (change.end() == ListEnd.RIGHT) {
      Collections.reverse(model);
    }
    long removed = 0;
    while (removed < change.n() && model.remove(change.text())) {
      removed++;
    }
    if (change.end() == ListEnd.RIGHT) {
      Collections.reverse(model);
    }
    return removed;
  }

  private static List<Long> search(List<String> model, Change change) {
    var found = new ArrayList<Long>();
    boolean left = change.end() == ListEnd.LEFT;
    for (int i = 0; i < Math.min(change.at(), model.size()) && found.size() < change.n(); i++) {
      int at = left ? i : model.size() - 1 - i;
      if (model.get(at).equals(change.text())) {
        found.add((long) at);
      }
    }
    return found;
  }

  private static List<Long> search(ListValue list, Change change) {
    var found = new ArrayList<Long>();
    byte[] text = Keys.bytes(change.text());
    if (change.n() > 0) {
      list.search(
          change.end(),
          text,
          0,
          text.length,
          change.at(),
          index -> {
            found.add(index);
            return found.size() < change.n();
          });
    }
    return found;
  }

  private ListValue reload(ListValue list) {
    var copy = new ListValue();
    list.eachNode(
        new ListValue.Nodes() {
          @Override
          public void packed(byte[] listpack) {
            int bytes = ListPack.bytes(listpack);
            assertTrue(ListPack.isValid(listpack, bytes));
            copy.addPacked(Arrays.copyOf(listpack, bytes), packing);
          }

          @Override
          public void plain(byte[] text) {
            copy.addPlain(text.clone(), packing);
          }
        });
    copy.nodesAdded(packing);
    return copy;
  }

  private static void assertSame(List<String> model, ListValue list) {
    assertEquals(model.size(), list.size());
    assertEquals(model.isEmpty(), list.isEmpty());
    if (!model.isEmpty()) {
      assertEquals(model, range(list, 0, model.size() - 1));
      int from = model.size() / 3;
      int to = model.size() - 1 - from / 2;
      assertEquals(model.subList(from, to + 1), range(list, from, to));
    }
    list.touch();
  }

  private static List<String> range(ListValue list, long from, long to) {
    var texts = new Texts();
    list.range(from, to, texts);
    return texts.all;
  }

  private void limits(int fill, int depth) {
    packing.thresholds(new Thresholds(fill, depth, 1, 1, 1, 1, 1, 1, 1));
  }

  /** By default, so that some texts and nearly all stand alone, and so that none does. */
  @Provide
  Arbitrary<Long> largeElements() {
    return Arbitraries.of(0L, 1L, 4L, 1L << 30);
  }

  @Provide
  Arbitrary<Integer> fills() {
    return Arbitraries.of(0, 1, 2, 3, 7, 1000, -1, -2, -9);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(5, Kind.PUSH),
                Tuple.of(2, Kind.POP),
                Tuple.of(3, Kind.INSERT),
                Tuple.of(2, Kind.SET),
                Tuple.of(1, Kind.REMOVE),
                Tuple.of(1, Kind.TRIM),
                Tuple.of(1, Kind.SEARCH),
                Tuple.of(1, Kind.RELOAD)),
            Arbitraries.of(ListEnd.class),
            Arbitraries.integers().between(0, 12),
            Arbitraries.integers().between(0, 60),
            texts())
        .as(Change::new)
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of("", "a", "b", "1", "-77", "01", "100000")),
        Tuple.of(3, Arbitraries.of("x".repeat(50), "y".repeat(50), "yz".repeat(300))),
        Tuple.of(1, Arbitraries.of("p".repeat(4000), "q".repeat(8192), "r".repeat(9000))));
  }
}
