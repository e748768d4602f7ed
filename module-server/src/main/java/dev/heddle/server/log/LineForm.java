package dev.heddle.server.log;

import dev.heddle.persist.Log.Level;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;

/** How an event becomes a line; both forms keep an event on a line of its own. */
enum LineForm {
  /**
   * Redis's form.
   *
   * <pre>
   * Line --> Pid ":" Role " " Day " " Month " " Year " " HH:MM:SS.mmm " " Mark " " Text
   * Mark --> "." debug | "-" verbose | "*" notice | "#" warning
   * </pre>
   */
  PLAIN {
    @Override
    void append(StringBuilder out, Event event, ZoneId zone) {
      var time = LocalDateTime.ofInstant(event.time(), zone);
      out.append(event.pid()).append(':').append(event.role()).append(' ');
      digits(out, time.getDayOfMonth(), 2);
      out.append(' ').append(MONTHS, time.getMonthValue() * 3 - 3, time.getMonthValue() * 3);
      out.append(' ').append(time.getYear()).append(' ');
      digits(out, time.getHour(), 2);
      digits(out.append(':'), time.getMinute(), 2);
      digits(out.append(':'), time.getSecond(), 2);
      digits(out.append('.'), time.getNano() / 1_000_000, 3);
      out.append(' ').append(mark(event.level())).append(' ');
      escape(out, event.text(), "");
      out.append('\n').append(event.trace());
    }
  },

  /** One JSON object a line: {@code time pid role level message}, and {@code trace} if any. */
  JSON {
    @Override
    void append(StringBuilder out, Event event, ZoneId zone) {
      out.append("{\"time\":\"").append(event.time()).append("\",\"pid\":").append(event.pid());
      out.append(",\"role\":\"").append(event.role()).append("\",\"level\":\"");
      out.append(event.level().name().toLowerCase(Locale.ROOT)).append("\",\"message\":\"");
      escape(out, event.text(), "\"\\");
      if (!event.trace().isEmpty()) {
        escape(out.append("\",\"trace\":\""), event.trace(), "\"\\");
      }
      out.append("\"}\n");
    }
  };

  /** What is logged; the trace is empty, or lines that each end with a line feed. */
  record Event(Instant time, long pid, char role, Level level, String text, String trace) {}

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private static char mark(Level level) {
    return switch (level) {
      case DEBUG -> '.';
      case VERBOSE -> '-';
      case NOTICE -> '*';
      case WARNING -> '#';
    };
  }

  abstract void append(StringBuilder out, Event event, ZoneId zone);

  private static void digits(StringBuilder out, int value, int width) {
    String text = Integer.toString(value);
    out.repeat('0', width - text.length()).append(text);
  }

  /** Appends a text without control characters, so that no text can forge a line. */
  private static void escape(StringBuilder out, String text, String special) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 127) {
            out.append(String.format("\\u%04x", (int) c));
          } else if (special.indexOf(c) >= 0) {
            out.append('\\').append(c);
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
