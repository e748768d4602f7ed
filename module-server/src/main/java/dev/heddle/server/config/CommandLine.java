package dev.heddle.server.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of a command line: {@code --name value ...}.
 *
 * <p>The first value may itself start with two hyphens, so that a password can; only {@code --save}
 * right before another option means {@code --save ""}. An argument {@code "--name value"} that
 * holds both is split.
 */
final class CommandLine {
  private CommandLine() {}

  /** Whether the first or the last argument is a hyphen alone. */
  static boolean readsStdin(List<String> arguments) {
    return !arguments.isEmpty()
        && (arguments.get(0).equals("-") || arguments.get(arguments.size() - 1).equals("-"));
  }

  /** The name, without hyphens, and the values of each option. */
  static List<List<String>> options(List<String> arguments) {
    var options = new ArrayList<List<String>>();
    for (String argument : arguments) {
      String text = Texts.fromRuntime(argument);
      List<String> last = options.isEmpty() ? null : options.get(options.size() - 1);
      boolean isValue = last != null && (!text.startsWith("--") || takesAnything(last));
      if (last != null && isValue) {
        last.add(text);
      } else {
        options.add(named(text));
      }
    }
    for (List<String> option : options) {
      if (option.size() == 1 && isSave(option)) {
        option.add("");
      }
    }
    return options;
  }

  private static boolean takesAnything(List<String> option) {
    return option.size() == 1 && !isSave(option);
  }

  private static boolean isSave(List<String> option) {
    return option.get(0).equalsIgnoreCase("save");
  }

  private static List<String> named(String argument) {
    String text = argument.startsWith("--") ? argument.substring(2) : argument;
    List<String> words = ConfigLine.split(text);
    return words == null || words.isEmpty()
        ? new ArrayList<>(List.of(text))
        : new ArrayList<>(words);
  }
}
