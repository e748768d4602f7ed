package dev.heddle.server.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a number is written. */
enum Notation {
  DECIMAL {
    @Override
    long parse(String text) throws SettingException {
      if (!CANONICAL.matcher(text).matches()) {
        throw new SettingException("argument couldn't be parsed into an integer");
      }
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new SettingException("argument couldn't be parsed into an integer");
      }
    }
  },

  /** Bytes, with a unit: {@code 1k} is 1000, {@code 1kb} is 1024. */
  MEMORY {
    @Override
    long parse(String text) throws SettingException {
      return parseMemory(text, "argument must be a memory value");
    }

    @Override
    String formatShort(long value) {
      return shortMemory(value);
    }
  },

  /** Bytes, or a percentage, which is held as a negative number. */
  MEMORY_OR_PERCENT {
    @Override
    long parse(String text) throws SettingException {
      String reason = "argument must be a memory or percent value";
      if (!text.endsWith("%")) {
        return checkedMemory(text, reason);
      }
      try {
        long percent = Long.parseUnsignedLong(text, 0, text.length() - 1, 10);
        if (Long.compareUnsigned(percent, 100) > 0) {
          throw new SettingException("percentage argument must be less or equal to 100");
        }
        return -percent;
      } catch (NumberFormatException e) {
        throw new SettingException(reason);
      }
    }

    @Override
    String format(long value) {
      return value < 0 ? -value + "%" : Long.toUnsignedString(value);
    }

    @Override
    String formatShort(long value) {
      return value < 0 ? format(value) : shortMemory(value);
    }
  },

  /** The mode of a file. */
  OCTAL {
    @Override
    long parse(String text) throws SettingException {
      if (!text.matches("[0-7]{1,20}")) {
        throw new SettingException("argument couldn't be parsed as an octal number");
      }
      return Long.parseLong(text, 8);
    }

    @Override
    String format(long value) {
      return Long.toOctalString(value);
    }
  };

  private static final long TOO_MUCH = -1;
  private static final Pattern CANONICAL = Pattern.compile("0|-?[1-9][0-9]{0,18}");
  private static final Pattern MEMORY_TEXT = Pattern.compile("([0-9]*)([a-zA-Z]*)");

  abstract long parse(String text) throws SettingException;

  String format(long value) {
    return Long.toString(value);
  }

  /** As {@link #format}, in the shortest exact form: what a configuration file gets. */
  String formatShort(long value) {
    return format(value);
  }

  final String formatBound(long value) {
    return format(value);
  }

  /**
   * Reads {@code 64}, {@code 64b}, {@code 1k}, {@code 1KB}, {@code 2mb}, {@code 3g}; nothing is 0,
   * as in Redis; {@link #TOO_MUCH} stands for what no {@code long} can hold.
   */
  private static long parseMemory(String text, String reason) throws SettingException {
    Matcher m = MEMORY_TEXT.matcher(text);
    if (!m.matches()) {
      throw new SettingException(reason);
    }
    long unit =
        switch (m.group(2).toLowerCase(Locale.ROOT)) {
          case "", "b" -> 1;
          case "k" -> 1_000;
          case "kb" -> 1L << 10;
          case "m" -> 1_000_000;
          case "mb" -> 1L << 20;
          case "g" -> 1_000_000_000;
          case "gb" -> 1L << 30;
          default -> throw new SettingException(reason);
        };
    try {
      return Math.multiplyExact(Long.parseLong("0" + m.group(1)), unit);
    } catch (ArithmeticException | NumberFormatException e) {
      return TOO_MUCH;
    }
  }

  static long checkedMemory(String text, String reason) throws SettingException {
    long bytes = parseMemory(text, reason);
    if (bytes == TOO_MUCH) {
      throw new SettingException(reason);
    }
    return bytes;
  }

  static String shortMemory(long bytes) {
    if (bytes != 0 && bytes % (1L << 30) == 0) {
      return (bytes >> 30) + "gb";
    }
    if (bytes != 0 && bytes % (1L << 20) == 0) {
      return (bytes >> 20) + "mb";
    }
    if (bytes != 0 && bytes % (1L << 10) == 0) {
      return (bytes >> 10) + "kb";
    }
    return Long.toString(bytes);
  }
}
