package dev.heddle.resp;

import static dev.heddle.resp.Requests.latin1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class DecimalProperties {
  @Property
  void writesAsJavaDoes(@ForAll long value) {
    assertEquals(Long.toString(value), written(value));
  }

  @Example
  void writesTheEdges() {
    for (long p = 1; p > 0 && p <= 1_000_000_000_000_000_000L; p *= 10) {
      for (long v : new long[] {p - 1, p, p + 1, -p + 1, -p, -p - 1}) {
        assertEquals(Long.toString(v), written(v));
      }
    }
    assertEquals(Long.toString(Long.MIN_VALUE), written(Long.MIN_VALUE));
    assertEquals(Long.toString(Long.MAX_VALUE), written(Long.MAX_VALUE));
  }

  @Property
  void readsWhatItWrites(@ForAll long value) {
    assertEquals(value, parsed(written(value)));
  }

  @Property
  void readsOnlyWhatItWouldWrite(
      @ForAll @StringLength(max = 22) @CharRange(from = '0', to = '9') String digits) {
    for (String text : new String[] {digits, "-" + digits, "+" + digits, digits + " "}) {
      long expected = Decimal.MALFORMED;
      try {
        long value = Long.parseLong(text);
        expected = Long.toString(value).equals(text) ? value : Decimal.MALFORMED;
      } catch (NumberFormatException e) {
        // stays malformed
      }
      assertEquals(expected, parsed(text), text);
    }
  }

  private static String written(long value) {
    byte[] to = new byte[1 + Decimal.MAX_LENGTH];
    return new String(to, 1, Decimal.write(to, 1, value) - 1, StandardCharsets.ISO_8859_1);
  }

  private static long parsed(String text) {
    return Decimal.parse(latin1("x" + text + "9"), 1, 1 + text.length());
  }
}
