package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.Err;
import dev.heddle.store.StreamId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stream ids as arguments.
 *
 * <pre>
 * Id    --> ms ( '-' seq )?                 each as C's strtoull reads it
 * Bound --> '-' | '+' | '('? Id             the smallest and the largest one; '(': without this one
 * </pre>
 */
final class StreamIds {
  private static final int MOST_CHARS = 127;
  private static final int DIGITS = 10;
  private static final long MOST_BEFORE_DIGIT = Long.divideUnsigned(-1, DIGITS);

  private StreamIds() {}

  /** The id at argument i; {@code seq} is in the place of a missing second part. */
  static StreamId parse(Args args, int i, long seq) {
    return parse(text(args, i, 0), seq);
  }

  /** The id at argument i, or {@code -} or {@code +} for the smallest and the largest one. */
  static StreamId parseOrEnd(Args args, int i, long seq) {
    return parseOrEnd(text(args, i, 0), seq);
  }

  private static StreamId parseOrEnd(String text, long seq) {
    return switch (text) {
      case "-" -> StreamId.MIN;
      case "+" -> StreamId.MAX;
      default -> parse(text, seq);
    };
  }

  /** The first id of a range at argument i. */
  static StreamId from(Args args, int i) {
    if (!isExclusive(args, i)) {
      return parseOrEnd(args, i, 0);
    }
    StreamId id = parse(text(args, i, 1), 0);
    if (id.isMax()) {
      throw Err.STREAM_RANGE_START;
    }
    return id.next();
  }

  /** The last id of a range at argument i. */
  static StreamId to(Args args, int i) {
    if (!isExclusive(args, i)) {
      return parseOrEnd(args, i, -1);
    }
    StreamId id = parse(text(args, i, 1), -1);
    if (id.isZero()) {
      throw Err.STREAM_RANGE_END;
    }
    return id.previous();
  }

  private static boolean isExclusive(Args args, int i) {
    return args.length(i) > 1 && args.array(i)[args.offset(i)] == '(';
  }

  /** The text of argument i from a byte on, up to a zero byte, where a text in C ends. */
  static String text(Args args, int i, int skip) {
    int length = args.length(i) - skip;
    if (length > MOST_CHARS) {
      throw Err.STREAM_ID;
    }
    return Err.shown(
        new String(args.array(i), args.offset(i) + skip, length, StandardCharsets.ISO_8859_1));
  }

  private static StreamId parse(String text, long missingSeq) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      return new StreamId(number(text), missingSeq);
    }
    return new StreamId(number(text.substring(0, dash)), number(text.substring(dash + 1)));
  }

  /** The number of a text; a negative one only where a signed integer does not hold it. */
  static long number(String text) {
    String digits = text.replaceFirst("^[ \\t\\n\\x0B\\f\\r]+", "");
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    long magnitude = magnitude(digits);
    boolean canonical = text.startsWith("-") && !text.startsWith("-0");
    boolean signed = magnitude >= 0 || magnitude == Long.MIN_VALUE;
    if (negative && canonical && signed && magnitude != 0) {
      throw Err.STREAM_ID;
    }
    return negative ? -magnitude : magnitude;
  }

  private static long magnitude(String digits) {
    if (digits.isEmpty()) {
      throw Err.STREAM_ID;
    }
    long sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      boolean fits = Long.compareUnsigned(sum, MOST_BEFORE_DIGIT) <= 0;
      long next = sum * DIGITS + digit;
      if (digit < 0 || digit >= DIGITS || !fits || Long.compareUnsigned(next, digit) < 0) {
        throw Err.STREAM_ID;
      }
      sum = next;
    }
    return sum;
  }

  /** The ids at all arguments from i on. */
  static StreamId[] all(Args args, int i) {
    var ids = new StreamId[args.count() - i];
    for (int k = 0; k < ids.length; k++) {
      ids[k] = parse(args, i + k, 0);
    }
    return ids;
  }

  /** The id at argument i, or null where it is none. */
  static @Nullable StreamId parseOrNull(Args args, int i) {
    try {
      return parse(args, i, 0);
    } catch (CommandError e) {
      return null;
    }
  }
}
