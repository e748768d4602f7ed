package dev.heddle.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Args;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class NumbersProperties {
  private static double strict(String text) {
    return Numbers.parseDouble(Args.of(Call.ascii(text)), 0, Err.NOT_A_FLOAT);
  }

  private static double loose(String text) {
    return Numbers.parseLoosely(Args.of(Call.ascii(text)), 0, 0);
  }

  @Property
  void decimalsAreTheNearestDouble(
      @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long digits,
      @ForAll @IntRange(min = 1, max = 20) int point) {
    var text = new StringBuilder(Long.toString(digits));
    text.insert(Math.max(text.length() - point, digits < 0 ? 2 : 1), '.');
    assertEquals(Double.parseDouble(text.toString()), strict(text.toString()));
    assertEquals(Double.parseDouble(text.toString()), loose(text.toString()));
  }

  @Property
  void everyDoubleIsReadBack(@ForAll double value) {
    assertEquals(value, strict(Double.toString(value)));
    assertEquals(value, loose(Double.toString(value)));
  }

  @Example
  void looselyMeansAsCDoes() {
    assertEquals(0, loose(""));
    assertEquals(1, loose(" \t1"));
    assertEquals(1.5, loose("1.5\0rest"));
    assertEquals(Double.POSITIVE_INFINITY, loose("1e400"));
    assertEquals(0, loose("1e-400"));
    assertEquals(16, loose("0x10"));
    assertEquals(Double.NEGATIVE_INFINITY, loose("-Infinity"));
    for (String text : new String[] {" ", "1 ", "x", "nan", "1e", "0x", "--1", "."}) {
      assertEquals(Double.NaN, loose(text), text);
    }
  }
}
