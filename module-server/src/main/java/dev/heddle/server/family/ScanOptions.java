package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.store.Glob;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What follows the cursor of SCAN, HSCAN, SSCAN and ZSCAN.
 *
 * @param count about so many elements are wanted at once
 * @param pattern null: every element is
 * @param type the only type of which keys are wanted; null: all are
 */
record ScanOptions(long count, @Nullable Glob pattern, @Nullable String type) {
  private static final long DEFAULT_COUNT = 10;
  private static final Pattern CURSOR = Pattern.compile("(?<sign>[+-]?)(?<digits>[0-9]+)|");

  /** The options from argument {@code from} on; {@code ofKeys}: TYPE is one of them. */
  static ScanOptions parse(Call call, int from, boolean ofKeys) {
    long count = DEFAULT_COUNT;
    Glob pattern = null;
    String type = null;
    for (int i = from; i < call.count(); i += 2) {
      boolean last = i + 1 == call.count();
      if (call.is(i, "COUNT") && !last) {
        count = call.integer(i + 1);
        if (count < 1) {
          throw Err.SYNTAX;
        }
      } else if (call.is(i, "MATCH") && !last) {
        pattern = pattern(call.copy(i + 1));
      } else if (call.is(i, "TYPE") && !last && ofKeys) {
        type = call.text(i + 1);
      } else {
        throw Err.SYNTAX;
      }
    }
    return new ScanOptions(count, pattern, type);
  }

  /**
   * The cursor at argument i, an unsigned number of 64 bits; as in Redis a sign, leading zeros and
   * nothing at all will do, and a zero byte ends it.
   */
  static long cursor(Args args, int i) {
    String text = args.text(i);
    int zero = text.indexOf(0);
    Matcher number = CURSOR.matcher(zero < 0 ? text : text.substring(0, zero));
    if (!number.matches()) {
      throw Err.INVALID_CURSOR;
    }
    String digits = number.group("digits");
    if (digits == null) {
      return 0;
    }
    try {
      long value = Long.parseUnsignedLong(digits);
      return "-".equals(number.group("sign")) ? -value : value;
    } catch (NumberFormatException e) {
      throw Err.INVALID_CURSOR; // over 64 bits
    }
  }

  /** Null for the pattern that everything matches. */
  static @Nullable Glob pattern(byte[] text) {
    return text.length == 1 && text[0] == '*' ? null : Glob.of(text, /* ignoreCase= */ false);
  }
}
