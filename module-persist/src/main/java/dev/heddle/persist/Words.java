package dev.heddle.persist;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words of a line, separated by white space, quoted where they hold any.
 *
 * <pre>
 * Word    --> Plain+ | '"' (Escape | byte)* '"' | "'" ("\'" | byte)* "'"
 * Escape  --> "\xhh" | "\n" | "\r" | "\t" | "\b" | "\a" | '\' byte
 * </pre>
 */
final class Words {
  private static final String ESCAPED = "nrtba";
  private static final byte[] MEANING = {'\n', '\r', '\t', '\b', 7};

  private final byte[] text;
  private final int end;
  private int at;

  private Words(byte[] text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The words at {@code start .. end}; null when a quote is not closed as it should be. */
  static @Nullable List<byte[]> split(byte[] text, int start, int end) {
    var words = new ArrayList<byte[]>();
    var in = new Words(text, start, end);
    while (in.skipSpace()) {
      byte[] word = in.word();
      if (word == null) {
        return null;
      }
      words.add(word);
    }
    return words;
  }

  /** The word, in double quotes when it would not be read back as it is. */
  static byte[] quoteIfNeeded(byte[] word) {
    boolean plain = word.length > 0;
    for (byte b : word) {
      plain &= b > ' ' && b < 127 && b != '"' && b != '\'' && b != '\\';
    }
    return plain ? word : quote(word);
  }

  private static byte[] quote(byte[] word) {
    var out = new StringBuilder("\"");
    for (byte b : word) {
      int known = indexOf(MEANING, b);
      if (b == '"' || b == '\\') {
        out.append('\\').append((char) b);
      } else if (known >= 0) {
        out.append('\\').append(ESCAPED.charAt(known));
      } else if (b >= ' ' && b < 127) {
        out.append((char) b);
      } else {
        out.append("\\x").append(HexFormat.of().toHexDigits(b));
      }
    }
    return out.append('"').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private boolean skipSpace() {
    while (at < end && isSpace(text[at])) {
      at++;
    }
    return at < end;
  }

  private byte @Nullable [] word() {
    var out = new ByteArrayOutputStream();
    while (at < end && !isSpace(text[at])) {
      byte b = text[at++];
      if (b != '"' && b != '\'') {
        out.write(b);
      } else if (!quoted(b, out)) {
        return null;
      }
    }
    return out.toByteArray();
  }

  /** Reads up to the closing quote, behind which the word must end. */
  private boolean quoted(byte quote, ByteArrayOutputStream out) {
    while (at < end) {
      byte b = text[at++];
      if (b == quote) {
        return at == end || isSpace(text[at]);
      }
      if (b == '\\' && at < end && (quote == '"' || text[at] == quote)) {
        out.write(escape());
      } else {
        out.write(b);
      }
    }
    return false;
  }

  private int escape() {
    byte b = text[at++];
    if (b == 'x' && at + 1 < end && isHex(text[at]) && isHex(text[at + 1])) {
      at += 2;
      return HexFormat.fromHexDigit(text[at - 2]) << 4 | HexFormat.fromHexDigit(text[at - 1]);
    }
    int known = ESCAPED.indexOf(b);
    return known < 0 ? b : MEANING[known];
  }

  private static boolean isHex(byte b) {
    return HexFormat.isHexDigit(b);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= 9 && b <= 13) || b == 0;
  }

  private static int indexOf(byte[] array, byte b) {
    for (int i = 0; i < array.length; i++) {
      if (array[i] == b) {
        return i;
      }
    }
    return -1;
  }
}
