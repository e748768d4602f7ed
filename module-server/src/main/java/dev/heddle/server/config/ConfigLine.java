package dev.heddle.server.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a line of a configuration file, and how a word is quoted.
 *
 * <pre>
 * Line    --> Space* (Word Space+)* Word?
 * Word    --> Plain* Quoted?                    a quote may follow plain characters, none may follow it
 * Quoted  --> '"' (Escape | any but '"')* '"'
 *           | "'" ("\'" | any but "'")* "'"
 * Escape  --> "\x" Hex Hex | "\" any            n r t b a stand for control characters
 * </pre>
 */
final class ConfigLine {
  private final String text;
  private int at;

  private ConfigLine(String text) {
    this.text = text;
  }

  /** The words of {@code text}, or null when its quotes do not match. */
  static @Nullable List<String> split(String text) {
    var line = new ConfigLine(text);
    var words = new ArrayList<String>();
    for (line.skipSpace(); line.at < text.length(); line.skipSpace()) {
      String word = line.word();
      if (word == null) {
        return null;
      }
      words.add(word);
    }
    return words;
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private @Nullable String word() {
    var word = new StringBuilder();
    while (at < text.length() && !isSpace(text.charAt(at))) {
      char c = text.charAt(at++);
      if (c == '"' || c == '\'') {
        return quoted(c, word) && (at == text.length() || isSpace(text.charAt(at)))
            ? word.toString()
            : null;
      }
      word.append(c);
    }
    return word.toString();
  }

  /** Reads up to the closing quote; false when there is none. */
  private boolean quoted(char quote, StringBuilder word) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return true;
      }
      if (c == '\\' && quote == '"' && at < text.length()) {
        word.append(escape());
      } else if (c == '\\' && text.startsWith("'", at)) {
        word.append(text.charAt(at++));
      } else {
        word.append(c);
      }
    }
    return false;
  }

  private char escape() {
    if (text.startsWith("x", at) && hex(at + 1) >= 0 && hex(at + 2) >= 0) {
      at += 3;
      return (char) (hex(at - 2) << 4 | hex(at - 1));
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> c;
    };
  }

  private int hex(int index) {
    return index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** The word in double quotes, as {@link #split} reads it back. */
  static String quote(String word) {
    var out = new StringBuilder(word.length() + 2).append('"');
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '\\', '"' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case 7 -> out.append("\\a");
        default -> {
          if (c >= ' ' && c < 127) {
            out.append(c);
          } else {
            out.append(String.format("\\x%02x", (int) c));
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** The word, in quotes only when it would not be read back as it is. */
  static String quoteIfNeeded(String word) {
    boolean plain = !word.isEmpty() && word.charAt(0) != '#';
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      plain &= c > ' ' && c < 127 && c != '"' && c != '\'';
    }
    return plain ? word : quote(word);
  }
}
