package dev.heddle.persist;

import dev.heddle.store.Decimal;
import java.nio.charset.StandardCharsets;

/**
 * Scores of sorted sets as text, as Redis prints doubles.
 *
 * <pre>
 * Score   --> [-] (Number | inf)
 * Number  --> (digit+ [. digit*] | . digit+) [(e|E) [+|-] digit+]
 * </pre>
 */
final class ScoreText {
  /** Redis never needs as many bytes. */
  private static final int MAX_LENGTH = 128;

  /** Whole numbers below this are written without a fraction. */
  private static final double MAX_WHOLE = 0x1p53;

  private final byte[] text;
  private final int end;
  private int at;

  private ScoreText(byte[] text, int from, int end) {
    this.text = text;
    this.at = from;
    this.end = end;
  }

  /** The score that the bytes are the text of; not a number if they are not one's. */
  static double parse(byte[] a, int off, int len) {
    if (len > MAX_LENGTH) {
      return Double.NaN;
    }
    String text = new String(a, off, len, StandardCharsets.ISO_8859_1);
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default ->
          new ScoreText(a, off, off + len).isNumber() ? Double.parseDouble(text) : Double.NaN;
    };
  }

  /** The text of a score, which {@link #parse} and Redis read as the same score. */
  static byte[] of(double score) {
    if (Double.isInfinite(score)) {
      return (score > 0 ? "inf" : "-inf").getBytes(StandardCharsets.US_ASCII);
    }
    boolean whole = Math.abs(score) < MAX_WHOLE && score == Math.rint(score);
    boolean negativeZero = score == 0 && 1 / score < 0;
    return whole && !negativeZero
        ? Decimal.text((long) score)
        : Double.toString(score).getBytes(StandardCharsets.US_ASCII);
  }

  private boolean isNumber() {
    skip('-', '-');
    int digits = digits();
    if (skip('.', '.')) {
      digits += digits();
    }
    if (digits > 0 && skip('e', 'E')) {
      skip('+', '-');
      digits = digits();
    }
    return digits > 0 && at == end;
  }

  private int digits() {
    int from = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private boolean skip(char one, char other) {
    boolean there = at < end && (text[at] == one || text[at] == other);
    if (there) {
      at++;
    }
    return there;
  }
}
