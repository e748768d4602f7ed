package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ListPackProperties {
  enum Kind {
    APPEND,
    PREPEND,
    INSERT_BEFORE,
    INSERT_AFTER,
    REPLACE,
    REMOVE,
    REMOVE_SOME
  }

  /** What is done at an entry, chosen by {@code at} modulo the number of entries. */
  record Change(Kind kind, int at, String text) {}

  // ---- against a model

  @Property
  void agreesWithAList(@ForAll("changes") List<Change> changes) {
    byte[] lp = ListPack.empty();
    var model = new ArrayList<String>();
    for (Change change : changes) {
      lp = change(lp, change, model);
      assertTrue(ListPack.isValid(lp, ListPack.bytes(lp)));
      assertEquals(model.size(), ListPack.count(lp));
      assertEquals(model, forward(lp));
      assertEquals(model.reversed(), backward(lp));
    }
    for (int i = -model.size() - 1; i <= model.size(); i++) {
      assertSeeks(lp, model, i);
    }
  }

  private static byte[] change(byte[] lp, Change change, List<String> model) {
    byte[] text = Keys.bytes("<" + change.text() + ">");
    int len = text.length - 2;
    if (change.kind() == Kind.PREPEND) {
      model.addFirst(change.text());
      return ListPack.prepend(lp, text, 1, len);
    }
    if (change.kind() == Kind.APPEND || model.isEmpty()) {
      model.addLast(change.text());
      return ListPack.append(lp, text, 1, len);
    }
    int at = change.at() % model.size();
    int p = ListPack.seek(lp, at);
    return switch (change.kind()) {
      case APPEND, PREPEND -> throw new AssertionError();
      case INSERT_BEFORE -> {
        model.add(at, change.text());
        yield ListPack.insertBefore(lp, p, text, 1, len);
      }
      case INSERT_AFTER -> {
        model.add(at + 1, change.text());
        yield ListPack.insertAfter(lp, p, text, 1, len);
      }
      case REPLACE -> {
        model.set(at, change.text());
        yield ListPack.replace(lp, p, text, 1, len);
      }
      case REMOVE -> {
        model.remove(at);
        byte[] result = ListPack.remove(lp, p);
        assertEquals(at == model.size(), ListPack.isEnd(result, p));
        yield result;
      }
      case REMOVE_SOME -> {
        model.subList(at, Math.min(model.size(), at + len)).clear();
        yield ListPack.remove(lp, at, len);
      }
    };
  }

  private static void assertSeeks(byte[] lp, List<String> model, int index) {
    int at = index < 0 ? index + model.size() : index;
    int p = ListPack.seek(lp, index);
    if (at < 0 || at >= model.size()) {
      assertEquals(-1, p);
      return;
    }
    byte[] text = Keys.bytes(model.get(at));
    assertArrayEquals(text, ListPack.text(lp, p));
    assertEquals(text.length, ListPack.length(lp, p));
    assertTrue(ListPack.equals(lp, p, text, 0, text.length));
    assertEquals(Decimal.isLong(text, 0, text.length), ListPack.isNumber(lp, p));
    assertEquals(model.indexOf(model.get(at)), indexOf(lp, text));
  }

  private static int indexOf(byte[] lp, byte[] text) {
    int p = ListPack.find(lp, ListPack.first(lp), text, 0, text.length, 0);
    int index = 0;
    for (int q = ListPack.first(lp); q != p; q = ListPack.next(lp, q)) {
      index++;
    }
    return index;
  }

  private static List<String> forward(byte[] lp) {
    var texts = new Texts();
    for (int p = ListPack.first(lp); p >= 0; p = ListPack.next(lp, p)) {
      ListPack.give(lp, p, texts);
    }
    return texts.all;
  }

  private static List<String> backward(byte[] lp) {
    var texts = new Texts();
    for (int p = ListPack.last(lp); p >= 0; p = ListPack.prev(lp, p)) {
      ListPack.give(lp, p, texts);
    }
    return texts.all;
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 30), texts())
        .as(Change::new)
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.integers().between(-5000, 5000).map(String::valueOf),
        Arbitraries.of("", "0", "-0", "007", "+1", "9223372036854775808", "x".repeat(5000)),
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(140));
  }

  @Property
  void findSkipsWhatLiesBetween(
      @ForAll @Size(max = 20) List<@IntRange(max = 3) Integer> values,
      @ForAll @IntRange(max = 3) int skip) {
    byte[] lp = of(values.stream().map(String::valueOf));
    int expected = -1;
    for (int i = 0; i < values.size() && expected < 0; i += skip + 1) {
      expected = values.get(i) == 2 ? ListPack.seek(lp, i) : -1;
    }
    assertEquals(expected, ListPack.find(lp, ListPack.first(lp), Keys.bytes("2"), 0, 1, skip));
  }

  // ---- the format

  @Example
  void theFormatIsRedissOwn() {
    assertHex("07000000 0000 ff", Stream.of());
    assertHex("0d000000 0200 816102 c40002 ff", Stream.of("a", "1024"));
    assertHex(
        "17000000 0600 0001 7f01 c08002 dfff02 cfff02 d00002 ff",
        Stream.of("0", "127", "128", "-1", "4095", "-4096"));
    assertHex(
        "18000000 0400 f1001003 f200800004 f30000800005 8001 ff",
        Stream.of("4096", "32768", "8388608", ""));
    assertHex("15000000 0200 f4000000800000000009 82303103 ff", Stream.of("2147483648", "01"));
  }

  private static void assertHex(String hex, Stream<String> texts) {
    byte[] lp = of(texts);
    assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(lp, 0, ListPack.bytes(lp)));
  }

  /** The lengths at which the forms of text and the way back change. */
  @Property
  void everyLengthFindsItsWayBack(@ForAll("lengths") int length) {
    byte[] lp = of(Stream.of("a", "x".repeat(length), "b"));
    assertTrue(ListPack.isValid(lp, ListPack.bytes(lp)));
    assertEquals(List.of("b", "x".repeat(length), "a"), backward(lp));
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.of(63, 4095, 126, 16_378, (1 << 21) - 6)
        .flatMap(l -> Arbitraries.integers().between(l - 2, l + 2));
  }

  @Example
  void moreEntriesThanTheHeaderCountsAreCounted() {
    var model = IntStream.range(0, 70_000).mapToObj(i -> Integer.toString(i % 100)).toList();
    byte[] lp = of(model.stream());
    assertEquals(70_000, ListPack.count(lp));
    assertTrue(ListPack.isValid(lp, ListPack.bytes(lp)));
    assertEquals(-1, ListPack.seek(lp, 70_000));
    assertEquals(-1, ListPack.seek(lp, -70_001));
    assertEquals("68", Keys.text(ListPack.text(lp, ListPack.seek(lp, 69_968))));
    assertEquals("68", Keys.text(ListPack.text(lp, ListPack.seek(lp, -32))));
    lp = ListPack.remove(lp, 10, 69_000);
    assertEquals(1000, ListPack.count(lp));
    assertTrue(ListPack.isValid(lp, ListPack.bytes(lp)));
  }

  // ---- data from outside

  @Property(tries = 200)
  void nothingCutOffIsValid(@ForAll("texts") String first, @ForAll("texts") String second) {
    byte[] lp = of(Stream.of(first, second, "12"));
    int bytes = ListPack.bytes(lp);
    assertTrue(ListPack.isValid(lp, bytes));
    for (int len = 0; len < bytes; len++) {
      assertFalse(ListPack.isValid(Arrays.copyOf(lp, len), len));
      if (len > 6) {
        byte[] shorter = Arrays.copyOf(lp, len);
        stampLength(shorter, len);
        assertWalksIfValid(shorter);
      }
    }
  }

  @Property
  void damagedDataIsRefusedOrReadable(
      @ForAll @Size(max = 5) List<@From("texts") String> texts, @ForAll Random random) {
    byte[] lp = of(texts.stream());
    byte[] damaged = Arrays.copyOf(lp, ListPack.bytes(lp));
    for (int i = 0; i < 3; i++) {
      damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
      assertWalksIfValid(damaged);
    }
  }

  @Property
  void randomDataIsRefusedOrReadable(@ForAll @Size(min = 7, max = 100) byte[] data) {
    assertWalksIfValid(data);
    stampLength(data, data.length);
    data[data.length - 1] = (byte) 0xff;
    assertWalksIfValid(data);
    data[4] = (byte) 0xff;
    data[5] = (byte) 0xff;
    assertWalksIfValid(data);
  }

  private static void assertWalksIfValid(byte[] data) {
    if (ListPack.isValid(data, data.length)) {
      List<String> texts = forward(data);
      assertEquals(texts.size(), ListPack.count(data));
      Collections.reverse(texts);
      assertEquals(texts, backward(data));
    }
  }

  private static void stampLength(byte[] lp, int length) {
    for (int i = 0; i < 4; i++) {
      lp[i] = (byte) (length >> (8 * i));
    }
  }

  private static byte[] of(Stream<String> texts) {
    byte[] lp = ListPack.empty();
    for (String text : (Iterable<String>) texts::iterator) {
      lp = ListPack.append(lp, Keys.bytes(text), 0, text.length());
    }
    return lp;
  }
}
