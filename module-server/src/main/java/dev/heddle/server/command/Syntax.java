package dev.heddle.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of a command, read from the one line that declares it. Arity, documentation and help
 * texts follow from it.
 *
 * <pre>
 * Row      --> Name SubName? Sequence         names in capitals; a second bare one is the subcommand's
 * Sequence --> ( Item '...'? )*               '...': once or more
 * Item     --> '[' Choice ']'                 may be left out
 *            | '{' Choice '}'                 a group that must be there
 *            | TOKEN word | TOKEN             a fixed word, with the argument that it introduces
 *            | word '"' token '"'             a fixed word of signs, under the name that it has; no
 *                                             signs: the empty word, which is shown as two quotes
 *            | word ( ':' type )?
 * Choice   --> ( name '=' )? Sequence ( '|' Sequence )*
 * </pre>
 *
 * <p>Example: {@code SET key value [condition=NX|XX] [GET] [expiration=EX seconds|KEEPTTL]}. A
 * choice or group has the name that the documentation gives it, or that of its first argument.
 * {@code [TOKEN word]...} is repeated with its token, {@code [TOKEN word...]} without.
 *
 * @param name the command's name in lower case
 * @param subcommand the subcommand's name in lower case
 */
record Syntax(String name, @Nullable String subcommand, List<Argument> arguments) {

  static Syntax of(String row) {
    return new Parser(row).row();
  }

  /** {@code client|kill} for a subcommand. */
  String fullName() {
    return subcommand == null ? name : name + "|" + subcommand;
  }

  /** As in {@code COMMAND INFO}: the number of words with the name, negative for "at least". */
  int arity() {
    int words = (subcommand == null ? 1 : 2) + arguments.stream().mapToInt(Argument::words).sum();
    return arguments.stream().anyMatch(Argument::open) ? -words : words;
  }

  /** The arguments as the documentation prints them. */
  String text() {
    return String.join(" ", arguments.stream().map(Argument::text).toList());
  }

  /** Recursive descent over the words of one row. */
  private static final class Parser {
    private final String row;
    private int at;

    Parser(String row) {
      this.row = row;
    }

    Syntax row() {
      String name = word();
      skipBlanks();
      int mark = at;
      String second = at < row.length() && isWord(row.charAt(at)) ? word() : "";
      boolean sub = !second.isEmpty() && isToken(second);
      if (!sub) {
        at = mark;
      }
      List<Argument> arguments = sequence();
      if (at < row.length()) {
        throw new IllegalArgumentException(
            "syntax of a command: " + row.substring(at) + " in " + row);
      }
      return new Syntax(
          name.toLowerCase(Locale.ROOT), sub ? second.toLowerCase(Locale.ROOT) : null, arguments);
    }

    private List<Argument> sequence() {
      var items = new ArrayList<Argument>();
      for (skipBlanks(); at < row.length() && "]}|".indexOf(row.charAt(at)) < 0; skipBlanks()) {
        Argument item = item();
        if (row.startsWith("...", at)) {
          at += 3;
          item = item.asMultiple();
        }
        items.add(item);
      }
      return items;
    }

    private Argument item() {
      char c = row.charAt(at);
      if (c == '[' || c == '{') {
        at++;
        Argument group = choice();
        at++; // the closing bracket
        return c == '[' ? group.asOptional() : group;
      }
      String word = word();
      if (row.startsWith("\"", at)) {
        int end = row.indexOf('"', at + 1);
        String signs = row.substring(at + 1, end);
        at = end + 1;
        return Argument.token(signs.isEmpty() ? "\"\"" : signs).named(word);
      }
      return isToken(word) ? introduced(word) : Argument.word(word, null);
    }

    /** A token takes the one bare word behind it, or a group; several words make a block. */
    private Argument introduced(String token) {
      skipBlanks();
      var words = new ArrayList<Argument>();
      while (at < row.length() && Character.isLowerCase(row.charAt(at))) {
        words.add(Argument.word(word(), null));
        skipBlanks();
      }
      if (words.isEmpty() && at < row.length() && row.charAt(at) == '{') {
        at++;
        Argument group = choice();
        at++;
        if (group.optional()) {
          return Argument.group(
              Argument.Type.BLOCK, token.toLowerCase(Locale.ROOT), token, List.of(group));
        }
        return new Argument(group.name(), group.type(), token, false, false, false, group.parts());
      }
      return switch (words.size()) {
        case 0 -> Argument.token(token);
        case 1 -> words.getFirst().introducedBy(token);
        default ->
            Argument.group(Argument.Type.BLOCK, token.toLowerCase(Locale.ROOT), token, words);
      };
    }

    private Argument choice() {
      String label = label();
      Argument group = alternatives();
      return label.isEmpty() ? group : group.named(label);
    }

    private String label() {
      int end = at;
      while (end < row.length() && isWord(row.charAt(end))) {
        end++;
      }
      if (end == row.length() || row.charAt(end) != '=') {
        return "";
      }
      String label = row.substring(at, end);
      at = end + 1;
      return label;
    }

    private Argument alternatives() {
      var choices = new ArrayList<Argument>();
      choices.add(block(sequence()));
      while (at < row.length() && row.charAt(at) == '|') {
        at++;
        choices.add(block(sequence()));
      }
      if (choices.size() == 1) {
        return choices.getFirst();
      }
      return Argument.group(Argument.Type.ONEOF, choices.getFirst().name(), null, choices);
    }

    private static Argument block(List<Argument> items) {
      return items.size() == 1
          ? items.getFirst()
          : Argument.group(Argument.Type.BLOCK, items.getFirst().name(), null, items);
    }

    private String word() {
      int from = at;
      while (at < row.length() && isWord(row.charAt(at))) {
        at++;
      }
      if (from == at) {
        throw new IllegalArgumentException("syntax of a command: a word is missing in " + row);
      }
      return row.substring(from, at);
    }

    private void skipBlanks() {
      while (at < row.length() && row.charAt(at) == ' ') {
        at++;
      }
    }

    private static boolean isWord(char c) {
      return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == ':';
    }

    private static boolean isToken(String word) {
      return Character.isUpperCase(word.charAt(0));
    }
  }
}
