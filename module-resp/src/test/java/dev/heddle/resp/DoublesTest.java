package dev.heddle.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DoublesTest {
  @Example
  void wholeNumbersHaveNoPoint() {
    assertPrinted("0", 0.0);
    assertPrinted("-0", -0.0);
    assertPrinted("1", 1);
    assertPrinted("-100000", -1e5);
    assertPrinted("1000000000000000", 1e15);
    assertPrinted("9007199254740992", 9007199254740992.0);
    assertPrinted("123456789012345680", 1.2345678901234568e17);
  }

  @Example
  void fractionsHaveTheFewestDigits() {
    assertPrinted("0.1", 0.1);
    assertPrinted("0.30000000000000004", 0.1 + 0.2);
    assertPrinted("-2.25", -2.25);
    assertPrinted("3.14159", 3.14159);
    assertPrinted("0.000001", 1e-6);
    assertPrinted("0.0012345", 0.0012345);
    assertPrinted("1234567890123.456", 1234567890123.456);
    assertPrinted("1700000000.123456", 1700000000.123456);
  }

  @Example
  void theRestHasAnExponent() {
    assertPrinted("1e+17", 1e17);
    assertPrinted("1e+21", 1e21);
    assertPrinted("1e+100", 1e100);
    assertPrinted("1.5e-7", 1.5e-7);
    assertPrinted("1e-10", 1e-10);
    assertPrinted("1.2345e-4", 0.00012345);
    assertPrinted("1.7976931348623157e+308", Double.MAX_VALUE);
    assertPrinted("5e-324", Double.MIN_VALUE);
    assertPrinted("2e-323", 2e-323);
    assertPrinted("1e+23", 1e23);
  }

  @Example
  void whatIsNoNumberHasAName() {
    assertPrinted("inf", Double.POSITIVE_INFINITY);
    assertPrinted("-inf", Double.NEGATIVE_INFINITY);
    assertPrinted("nan", Double.NaN);
  }

  @Property
  void readsBackAsTheSame(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    String text = Doubles.print(value);
    assertTrue(Doubles.isDouble(text), text);
    assertEquals(value, Doubles.parse(text), text);
  }

  @Property
  void hasTheDigitsThatDecimalArithmeticFinds(@ForAll long bits, @ForAll boolean fewBits) {
    double value = Math.abs(Double.longBitsToDouble(fewBits ? bits & 0xffff : bits));
    Assume.that(value > 0 && Double.isFinite(value));
    assertEquals(digits(new BigDecimal(Doubles.print(value))), digits(shortest(value)));
  }

  private static BigDecimal shortest(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    var one = decimal.round(new MathContext(1));
    return decimal.precision() == 2 && one.doubleValue() == value ? one : decimal;
  }

  private static String digits(BigDecimal value) {
    return value.stripTrailingZeros().toString();
  }

  @Example
  void onlyNumbersAreDoubles() {
    for (String text :
        new String[] {"", ".", "1d", "0x1p3", "NaN", " 1", "1e", "--1", "infinity"}) {
      assertTrue(!Doubles.isDouble(text), text);
    }
    for (String text : new String[] {"1", "-1.", ".5", "1E5", "+inf", "-nan", "10.0e-3"}) {
      assertTrue(Doubles.isDouble(text), text);
    }
  }

  private static void assertPrinted(String expected, double value) {
    assertEquals(expected, Doubles.print(value));
  }
}
