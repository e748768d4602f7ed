package dev.heddle.bench;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as JSON, indented; NaN becomes null. */
final class Json {
  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();

  private Json() {}

  static String write(Object value) {
    var json = new Json();
    json.value(value, "\n");
    return json.out.append('\n').toString();
  }

  private void value(Object value, String newLine) {
    switch (value) {
      case Map<?, ?> map -> map(map, newLine);
      case List<?> list -> list(list, newLine);
      case String text -> string(text);
      case Double number when !Double.isFinite(number) -> out.append("null");
      case Double number when number == Math.rint(number) -> out.append(number.longValue());
      case Number number -> out.append(number);
      case Boolean bool -> out.append(bool.booleanValue());
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private void map(Map<?, ?> map, String newLine) {
    out.append('{');
    String separator = newLine + STEP;
    for (var entry : map.entrySet()) {
      out.append(separator);
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), newLine + STEP);
      separator = "," + newLine + STEP;
    }
    out.append(map.isEmpty() ? "" : newLine).append('}');
  }

  private void list(List<?> list, String newLine) {
    out.append('[');
    String separator = newLine + STEP;
    for (var element : list) {
      out.append(separator);
      value(element, newLine + STEP);
      separator = "," + newLine + STEP;
    }
    out.append(list.isEmpty() ? "" : newLine).append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
