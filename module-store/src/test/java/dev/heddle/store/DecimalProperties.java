package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DecimalProperties {
  @Property
  void everyNumberSurvivesItsText(@ForAll long number) {
    byte[] text = Decimal.text(number);
    assertArrayEquals(Keys.bytes(Long.toString(number)), text);
    assertEquals(text.length, Decimal.length(number));
    assertEquals(number, Decimal.parseLong(text, 0, text.length));
  }

  @Property(tries = 5000)
  void isANumberExactlyWhenJavaPrintsItTheSameWay(@ForAll("texts") String text) {
    boolean canonical;
    try {
      canonical = Long.toString(Long.parseLong(text)).equals(text);
    } catch (NumberFormatException e) {
      canonical = false;
    }
    byte[] padded = Keys.bytes("1" + text + "1");
    assertEquals(canonical, Decimal.isLong(padded, 1, text.length()));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("0123456789-+ ").ofMaxLength(21),
        Arbitraries.strings().numeric().ofMinLength(18).ofMaxLength(21),
        Arbitraries.strings().numeric().ofMinLength(18).ofMaxLength(20).map(s -> "-" + s),
        Arbitraries.integers().between(0, 40).map(i -> "92233720368547757" + (90 + i)),
        Arbitraries.integers().between(0, 40).map(i -> "-92233720368547757" + (90 + i)));
  }

  @Example
  void theLimitsAreNumbersAndTheirNeighboursAreNot() {
    for (String number : new String[] {"0", "-1", "9223372036854775807", "-9223372036854775808"}) {
      assertTrue(isLong(number), number);
    }
    String[] others = {
      "",
      "-",
      "-0",
      "+1",
      "01",
      "-01",
      " 1",
      "1 ",
      "1.0",
      "9223372036854775808",
      "-9223372036854775809",
      "18446744073709551616",
      "00000000000000000001",
      "100000000000000000000"
    };
    for (String other : others) {
      assertFalse(isLong(other), other);
    }
  }

  @Example
  void whatIsNoNumberIsNotParsed() {
    assertThrows(NumberFormatException.class, () -> Decimal.parseLong(Keys.bytes("12a"), 0, 3));
  }

  private static boolean isLong(String text) {
    return Decimal.isLong(Keys.bytes(text), 0, text.length());
  }
}
