package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.heddle.resp.Reply;
import java.util.List;

/**
 * Replies with their types, strings quoted, elements numbered, for people.
 *
 * <pre>
 * 1) "a"                    an array
 * 2) 1~ (integer) 1         a set in it
 *    2~ (nil)
 * 3) 1# "key" => "value"    a map in it
 *    2# "list" =>
 *       1) "x"              a value of several lines starts below its key
 *       2) "y"
 * </pre>
 */
final class TerminalFormat implements ReplyFormat {
  @Override
  public String print(Reply reply) {
    var text = new StringBuilder();
    append(text, reply, "");
    return text.toString();
  }

  private static void append(StringBuilder text, Reply reply, String indent) {
    switch (reply) {
      case Reply.Null r -> line(text, "(nil)");
      case Reply.Failure r -> line(text, "(error) " + r.text());
      case Reply.Simple r -> line(text, r.text());
      case Reply.Bulk r -> line(text, quoted(r.bytes()));
      case Reply.Verbatim r -> line(text, new String(r.text(), ISO_8859_1));
      case Reply.Int r -> line(text, "(integer) " + r.value());
      case Reply.Real r -> line(text, "(double) " + r.text());
      case Reply.BigNumber r -> line(text, "(big number) " + r.digits());
      case Reply.Bool r -> line(text, r.value() ? "(true)" : "(false)");
      case Reply.Array r -> elements(text, r.elements(), ") ", "(empty array)", indent);
      case Reply.Push r -> elements(text, r.elements(), ") ", "(empty push)", indent);
      case Reply.Set r -> elements(text, r.elements(), "~ ", "(empty set)", indent);
      case Reply.Map r -> entries(text, r.entries(), indent);
      case Reply.Attributed r -> attributed(text, r, indent);
    }
  }

  private static void line(StringBuilder text, String value) {
    text.append(value).append('\n');
  }

  private static void elements(
      StringBuilder text, List<Reply> elements, String sign, String empty, String indent) {
    if (elements.isEmpty()) {
      line(text, empty);
    }
    int width = digits(elements.size());
    String inner = indent + " ".repeat(width + 2);
    for (int i = 0; i < elements.size(); i++) {
      number(text, i, width, sign, indent);
      append(text, elements.get(i), inner);
    }
  }

  private static void entries(StringBuilder text, List<Reply.Entry> entries, String indent) {
    if (entries.isEmpty()) {
      line(text, "(empty hash)");
    }
    int width = digits(entries.size());
    String inner = indent + " ".repeat(width + 2);
    for (int i = 0; i < entries.size(); i++) {
      number(text, i, width, "# ", indent);
      append(text, entries.get(i).key(), inner);
      text.setLength(text.length() - 1); // the value follows on that line
      text.append(" => ");
      if (hasLines(entries.get(i).value())) {
        text.append('\n').append(inner);
      }
      append(text, entries.get(i).value(), inner);
    }
  }

  private static void attributed(StringBuilder text, Reply.Attributed reply, String indent) {
    line(text, "(attributes)");
    text.append(indent).append("  ");
    entries(text, reply.attributes().entries(), indent + "  ");
    text.append(indent);
    append(text, reply.value(), indent);
  }

  /** The first number stands where the line has got to, the others below it. */
  private static void number(StringBuilder text, int i, int width, String sign, String indent) {
    String number = Integer.toString(i + 1);
    text.append(i == 0 ? "" : indent).append(" ".repeat(width - number.length()));
    text.append(number).append(sign);
  }

  private static boolean hasLines(Reply reply) {
    return switch (reply) {
      case Reply.Array r -> haveLines(r.elements());
      case Reply.Set r -> haveLines(r.elements());
      case Reply.Push r -> haveLines(r.elements());
      case Reply.Map r ->
          r.entries().size() > 1
              || (r.entries().size() == 1 && hasLines(r.entries().get(0).value()));
      case Reply.Attributed r -> true;
      default -> false;
    };
  }

  private static boolean haveLines(List<Reply> elements) {
    return elements.size() > 1 || (elements.size() == 1 && hasLines(elements.get(0)));
  }

  private static int digits(int n) {
    return Integer.toString(n).length();
  }

  /** As a string literal that a command line takes back. */
  static String quoted(byte[] bytes) {
    var text = new StringBuilder(bytes.length + 2).append('"');
    for (byte b : bytes) {
      switch (b) {
        case '\\', '"' -> text.append('\\').append((char) b);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case 7 -> text.append("\\a");
        case '\b' -> text.append("\\b");
        default -> {
          if (b >= ' ' && b < 0x7f) {
            text.append((char) b);
          } else {
            text.append("\\x%02x".formatted(b));
          }
        }
      }
    }
    return text.append('"').toString();
  }
}
