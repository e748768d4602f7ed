package dev.heddle.server.info;

import java.util.Locale;

/**
 * The text of INFO while it is written.
 *
 * <pre>
 * Text    --> Section ( CRLF Section )*
 * Section --> '# ' title CRLF ( name ':' value CRLF )*
 * </pre>
 */
final class InfoText {
  private static final String UNITS = "KMGTPE";
  private static final double UNIT = 1024;

  private final StringBuilder text = new StringBuilder();

  void section(String title) {
    if (!text.isEmpty()) {
      text.append("\r\n");
    }
    text.append("# ").append(title).append("\r\n");
  }

  InfoText field(String name, String value) {
    text.append(name).append(':').append(value).append("\r\n");
    return this;
  }

  InfoText field(String name, long value) {
    return field(name, Long.toString(value));
  }

  InfoText field(String name, boolean value) {
    return field(name, value ? 1 : 0);
  }

  /** The same value under several names. */
  InfoText fields(long value, String... names) {
    for (String name : names) {
      field(name, value);
    }
    return this;
  }

  /** A number with two digits behind the point. */
  InfoText decimal(String name, double value) {
    return field(name, format("%.2f", value));
  }

  InfoText percent(String name, double value) {
    return field(name, format("%.2f%%", value));
  }

  /** Seconds with the digits of a microsecond. */
  InfoText seconds(String name, double value) {
    return field(name, format("%.6f", value));
  }

  /** A number of bytes, and again under {@code name_human} with a unit. */
  InfoText bytes(String name, long value) {
    return field(name, value).field(name + "_human", human(value));
  }

  static String human(long bytes) {
    if (bytes < UNIT) {
      return bytes + "B";
    }
    double value = bytes / UNIT;
    int unit = 0;
    while (value >= UNIT) {
      value /= UNIT;
      unit++;
    }
    return format("%.2f", value) + UNITS.charAt(unit);
  }

  @SuppressWarnings(
      "AnnotateFormatMethod") // the annotation is in a library that the core does without
  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
