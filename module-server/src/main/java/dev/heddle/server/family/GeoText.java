package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** How coordinates and distances are printed. */
final class GeoText {
  private static final long TEN_TO_DECIMALS = 100_000_000_000_000_000L;
  private static final int SIGNIFICAND = 52;
  private static final byte[] HASH_LETTERS =
      "0123456789bcdefghjkmnpqrstuvwxyz".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HASH_LENGTH = 11;
  private static final int LETTER_BITS = 5;

  private GeoText() {}

  /** Writes longitude and latitude. */
  static void point(GeoPoint point, ReplyWriter out) {
    out.array(2);
    coordinate(point.longitude(), out);
    coordinate(point.latitude(), out);
  }

  private static void coordinate(double value, ReplyWriter out) {
    String text = coordinate(value);
    if (out.protocol() == 3) {
      byte[] line = ascii("," + text + "\r\n");
      out.raw(line, 0, line.length);
    } else {
      out.bulk(ascii(text));
    }
  }

  /** Rounded to 17 decimals, without zeros at the end. */
  static String coordinate(double value) {
    double absolute = Math.abs(value);
    long whole = (long) absolute;
    long decimals = decimals(absolute - whole);
    if (decimals == TEN_TO_DECIMALS) {
      whole++;
      decimals = 0;
    }
    var text = new StringBuilder(24).append(value < 0 ? "-" : "").append(whole);
    if (decimals != 0) {
      int point = text.length();
      text.append(TEN_TO_DECIMALS + decimals).setCharAt(point, '.'); // in place of the one
      int end = text.length();
      while (text.charAt(end - 1) == '0') {
        end--;
      }
      text.setLength(end);
    }
    return text.toString();
  }

  /** A fraction times 10^17, rounded half to even: the product has 110 bits. */
  private static long decimals(double fraction) {
    if (fraction == 0) {
      return 0;
    }
    int shift = SIGNIFICAND - Math.getExponent(fraction); // 53 and more
    if (shift >= 2 * Long.SIZE) {
      return 0;
    }
    long significand =
        (Double.doubleToRawLongBits(fraction) & ((1L << SIGNIFICAND) - 1)) | 1L << SIGNIFICAND;
    long high = Math.multiplyHigh(significand, TEN_TO_DECIMALS);
    long low = significand * TEN_TO_DECIMALS;
    boolean dropsLow = shift > Long.SIZE;
    long top = dropsLow ? high : low;
    int by = dropsLow ? shift - Long.SIZE : shift;
    long quotient =
        shift == Long.SIZE ? high : dropsLow ? high >>> by : high << (Long.SIZE - by) | low >>> by;
    long rest = top << (Long.SIZE - by); // the highest bit is worth one half
    boolean more = dropsLow && low != 0;
    boolean up = rest < 0 && (rest != Long.MIN_VALUE || more || (quotient & 1) != 0);
    return up ? quotient + 1 : quotient;
  }

  /** With four decimals. */
  static byte[] distance(double value) {
    double scaled = value * 10_000;
    double floor = Math.floor(scaled);
    double rest = scaled - floor;
    boolean sure = scaled < 0x1p40 && Math.abs(rest - 0.5) > 0x1p-10;
    String text =
        sure
            ? decimal((long) floor + (rest > 0.5 ? 1 : 0))
            : new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
    return ascii(text);
  }

  private static String decimal(long tenThousandths) {
    long whole = tenThousandths / 10_000;
    return whole + "." + String.valueOf(10_000 + tenThousandths % 10_000).substring(1);
  }

  /** The hash of a point that the rest of the world uses, of a map that ends at the poles. */
  static byte[] hash(GeoPoint point) {
    long bits = GeoCell.containing(point, GeoCell.FINEST, /* mostLatitude= */ 90).bits();
    var text = new byte[HASH_LENGTH];
    int shift = 2 * GeoCell.FINEST - LETTER_BITS;
    for (int i = 0; i < HASH_LENGTH; i++, shift -= LETTER_BITS) {
      int letter = shift < 0 ? 0 : (int) (bits >>> shift) & 0x1f; // two bits are left for the last
      text[i] = HASH_LETTERS[letter];
    }
    return text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
