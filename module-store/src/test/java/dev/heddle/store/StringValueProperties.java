package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StringValueProperties {
  /** Write {@code text} at {@code at}, or at the end when it is negative; lend the array before. */
  record Change(int at, String text, boolean lend) {}

  @Property
  void agreesWithAStringBuilderAndWhatIsLentStays(
      @ForAll("texts") String initial,
      @ForAll("changes") List<Change> changes,
      @ForAll("makers") Function<String, StringValue> maker) {
    StringValue value = maker.apply(initial);
    String model = initial;
    for (Change change : changes) {
      byte[] lent = change.lend() ? value.lend() : value.bytes();
      byte[] text = Keys.bytes(change.text());
      value =
          change.at() < 0
              ? value.append(text, 0, text.length)
              : value.setRange(change.at(), text, 0, text.length);
      assertArrayEquals(Keys.bytes(model), Arrays.copyOf(lent, model.length()));
      model = changed(model, change);
      assertEquals(model, Keys.text(value));
      assertEquals(model.length(), value.length());
      assertEquals("raw", value.encoding());
      assertEquals(Decimal.isLong(Keys.bytes(model), 0, model.length()), value.isLong());
    }
  }

  private static String changed(String model, Change change) {
    int at = change.at() < 0 ? model.length() : change.at();
    var text = new StringBuilder(model);
    text.setLength(Math.max(model.length(), at + change.text().length()));
    text.replace(at, at + change.text().length(), change.text());
    return text.toString();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(60));
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.integers().between(-40, 80),
            Arbitraries.strings().withCharRange('0', '9').ofMaxLength(30),
            Arbitraries.of(true, false))
        .as(Change::new)
        .list()
        .ofMaxSize(20);
  }

  @Property
  void whatIsAssignedIsAsIfItWereNew(
      @ForAll("texts") String old,
      @ForAll("texts") String text,
      @ForAll boolean lend,
      @ForAll("makers") Function<String, StringValue> maker) {
    StringValue value = maker.apply(old);
    byte[] lent = lend ? value.lend() : value.bytes();
    boolean assigned = value.assign(Keys.bytes("<" + text + ">"), 1, text.length());
    StringValue expected = of(assigned ? text : old);
    assertEquals(Keys.text(expected), Keys.text(value));
    if (!(value instanceof EmbeddedString)) {
      assertEquals(expected.encoding(), value.encoding());
    }
    int capacity = value.length() + value.room();
    assertTrue(capacity <= Math.max(expected.length() * 4 / 3, old.length()));
    assertArrayEquals(Keys.bytes(old), Arrays.copyOf(lent, old.length()));
  }

  @Provide
  Arbitrary<Function<String, StringValue>> makers() {
    return Arbitraries.of(
        StringValueProperties::of, StringValueProperties::embedded, StringValueProperties::kept);
  }

  /** The string as a key keeps it. */
  private static StringValue kept(String text) {
    return KeyFrame.value(frame(of(text)));
  }

  private static byte[] frame(StringValue value) {
    byte[] key = Keys.bytes("a key");
    return KeyFrame.of(key, 2, key.length - 2, value, 7);
  }

  /** The string beside a key, even if it is the text of a number. */
  private static StringValue embedded(String text) {
    byte[] bytes = Keys.bytes("<" + text + ">");
    byte[] key = Keys.bytes("a key");
    return new EmbeddedString(KeyFrame.of(key, 2, key.length - 2, bytes, 1, text.length(), 7));
  }

  @Example
  void whatLiesBesideAKeyIsOverwrittenWhereItFits() {
    String text = "x".repeat(KeyFrame.LONGEST_TEXT);
    StringValue value = embedded(text);
    for (int length = text.length(); length >= text.length() - 255; length--) {
      assertTrue(assigned(value, "y".repeat(length)));
      assertEquals("y".repeat(length), Keys.text(value));
      assertEquals(text.length() - length, value.room());
    }
    assertFalse(assigned(value, "y".repeat(text.length() - 256)), "room for one byte's count");
    assertTrue(assigned(value, text), "its room is used");
    assertFalse(assigned(value, text + "x"), "longer");
    assertFalse(assigned(embedded("abcd"), "ab"), "more than a quarter would be wasted");
    assertFalse(assigned(embedded("abc"), "123"), "a number");
    assertFalse(embedded("123").assign(456));
  }

  @Example
  void whatIsKeptBesideAKeyIsANumberOrAShortTextThatNeverChanged() {
    assertTrue(of("x".repeat(KeyFrame.LONGEST_TEXT)).embeds());
    assertFalse(of("x".repeat(KeyFrame.LONGEST_TEXT + 1)).embeds());
    assertTrue(of("12").embeds());
    assertTrue(of("-9223372036854775808").embeds());
    assertFalse(of("x").append(new byte[0], 0, 0).embeds());
    assertTrue(of("").embeds());
  }

  @Example
  void whatFitsIsAssigned() {
    assertTrue(assigned(of("abc"), "xyz"));
    assertTrue(assigned(of("ab").append(Keys.bytes("c"), 0, 1), "uvwxyz"), "its room is used");
    assertTrue(assigned(of("10000"), "-1"));
    assertTrue(assigned(of("10000"), "9999"));
    assertTrue(assigned(of("9999"), "10000"));
    StringValue shorter = of("abcdefgh");
    assertTrue(assigned(shorter, "ABCDEF"));
    assertEquals("ABCDEF\0\0\0", Keys.text(shorter.setRange(8, new byte[1], 0, 1)));
    assertTrue(of("-1").assign(Long.MAX_VALUE));
    assertTrue(assigned(of("x".repeat(StringValue.SMALL)), "y".repeat(StringValue.SMALL)));
  }

  @Example
  void whatDoesNotFitIsNotAssigned() {
    assertFalse(assigned(of("abc"), "abcd"), "longer");
    assertFalse(assigned(of("abc"), "ab"), "more than a quarter would be wasted");
    assertFalse(assigned(of("abc"), "123"), "a number");
    assertFalse(assigned(of("10000"), "abcde"), "no number");
    assertFalse(of("abc").assign(10_000));
    String large = "x".repeat(StringValue.SMALL + 1);
    assertFalse(assigned(of(large), large));
    StringValue lent = of("abc");
    lent.lend();
    assertFalse(assigned(lent, "xyz"));
  }

  @Example
  void aSnapshotCopiesSmallStringsAndSharesLargeOnes() {
    StringValue small = of("abc");
    StringValue frozen = (StringValue) small.frozen();
    assertTrue(assigned(small, "xyz"));
    assertEquals("abc", Keys.text(frozen));
    StringValue large = of("x".repeat(StringValue.SMALL + 1));
    assertSame(large.array(), ((StringValue) large.frozen()).array());
  }

  private static boolean assigned(StringValue value, String text) {
    return value.assign(Keys.bytes(text), 0, text.length());
  }

  @Property
  void aCopyIsIndependent(@ForAll("texts") String text) {
    StringValue value = StringValue.of(Keys.bytes(text));
    StringValue copy = value.copy();
    value.setRange(0, Keys.bytes("changed"), 0, 7);
    assertEquals(text, Keys.text(copy));
  }

  @Property
  void bothFactoriesAgree(@ForAll("texts") String text) {
    byte[] padded = Keys.bytes("<" + text + ">");
    StringValue copied = StringValue.copyOf(padded, 1, text.length());
    StringValue owned = StringValue.of(Keys.bytes(text));
    assertSame(owned.getClass(), copied.getClass());
    assertArrayEquals(owned.bytes(), copied.bytes());
    assertEquals(owned.encoding(), copied.encoding());
  }

  @Example
  void theEncodingFollowsFromLengthAndHistory() {
    assertEquals("int", of("12").encoding());
    assertEquals("embstr", of("012").encoding());
    assertEquals("embstr", of("x".repeat(44)).encoding());
    assertEquals("raw", of("x".repeat(45)).encoding());
    assertEquals("raw", of("x").append(new byte[0], 0, 0).encoding());
    assertEquals("raw", of("x").append(new byte[0], 0, 0).copy().encoding());
    assertEquals("embstr", ByteString.of(Keys.bytes("12")).encoding());
  }

  @Example
  void smallNumbersAreSharedButCopiesAreNot() {
    assertTrue(shared(of("0")));
    assertTrue(shared(StringValue.of(9999)));
    assertFalse(shared(of("-1")));
    assertFalse(shared(of("10000")));
    assertFalse(shared(of("5").copy()));
    assertTrue(shared(kept("9999")));
    assertFalse(shared(kept("10000")));
    StringValue copy = KeyFrame.value(frame(of("5").copy()));
    assertFalse(shared(copy));
    assertTrue(copy.assign(6));
    assertTrue(shared(copy), "the result of a command");
  }

  private static boolean shared(StringValue value) {
    return ((IntString) value).shared();
  }

  @Example
  void aNumberIsChangedInTheFrameOfItsKeyAndNothingElseIs() {
    byte[] frame = frame(of("5").copy());
    KeyFrame.bare(frame, true);
    StringValue value = KeyFrame.value(frame);
    assertTrue(value.assign(Long.MIN_VALUE));
    assertEquals(Long.MIN_VALUE, value.asLong());
    assertEquals(Long.MIN_VALUE, KeyFrame.value(frame).asLong());
    assertTrue(KeyFrame.isBare(frame));
    assertFalse(KeyFrame.isOwn(frame));
    assertEquals(7, KeyFrame.access(frame));
    assertArrayEquals(Keys.bytes("key"), Frame.key(frame));
    KeyFrame.bare(frame, false);
    assertEquals("int", KeyFrame.value(frame).encoding(), "with an expiry time too");
  }

  @Example
  void appendingNeedsNoCopyWhileThereIsRoom() {
    StringValue value = of("abc").append(Keys.bytes("defg"), 0, 4);
    byte[] array = value.lend();
    value = value.append(Keys.bytes("hij"), 0, 3);
    assertSame(array, value.array());
    assertEquals("abcdefghij", Keys.text(value));
  }

  @Example
  void overwritingCopiesOnceAfterLending() {
    StringValue value = of("abcdef").setRange(0, Keys.bytes("x"), 0, 1);
    byte[] lent = value.lend();
    value.setRange(1, Keys.bytes("y"), 0, 1);
    byte[] array = value.array();
    assertNotSame(lent, array);
    value.setRange(2, Keys.bytes("z"), 0, 1);
    assertSame(array, value.array());
    assertEquals("xyzdef", Keys.text(value));
  }

  @Example
  void aRawNumberIsStillANumber() {
    StringValue value = of("12").append(Keys.bytes("3"), 0, 1);
    assertInstanceOf(ByteString.class, value);
    assertEquals(123, value.asLong());
    assertThrows(NumberFormatException.class, () -> of("12x").asLong());
  }

  @Example
  void tooLongIsRefusedBeforeAnythingIsAllocated() {
    assertThrows(
        IllegalArgumentException.class,
        () -> of("x").setRange(Integer.MAX_VALUE, Keys.bytes("y"), 0, 1));
  }

  private static StringValue of(String text) {
    return StringValue.of(Keys.bytes(text));
  }
}
