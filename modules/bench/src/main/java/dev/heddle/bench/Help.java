package dev.heddle.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text of {@code --help}, made of the tables. */
final class Help {
  private static final String INTRODUCTION =
      """
      Usage: heddle bench [memory | startup | load | snapshot] [--option value]...

      Measures Heddle beside redis-server, and valkey-server, on this machine: the
      same settings, rounds in turns, traffic over 127.0.0.1 only. What is not
      installed is left out. Results go to files in --out: text, JSON, a picture.

      """;

  private static final int WIDTH = 71; // of a command, so that lines have at most 100 columns

  private Help() {}

  static String text() {
    var text = new StringBuilder(INTRODUCTION);
    for (var mode : Mode.values()) {
      text.append(line(mode.word(), mode.help()));
    }
    text.append("\nOptions, with their defaults:\n");
    for (var option : Option.values()) {
      text.append(line(left(option), right(option)));
    }
    text.append("\nWorkloads, each with the command that redis-benchmark sends:\n");
    for (var workload : Workload.values()) {
      text.append(line(Words.lower(workload.name()), shortened(workload.line())));
    }
    text.append("\nData sets:\n");
    for (var data : DataSet.values()) {
      text.append(line(Words.lower(data.name()), data.description()));
    }
    return text.toString();
  }

  private static String shortened(String command) {
    return command.length() <= WIDTH ? command : command.substring(0, WIDTH) + " ...";
  }

  private static String left(Option option) {
    return option.argument() == null ? option.word() : option.word() + " " + option.argument();
  }

  private static String right(Option option) {
    var text = new StringBuilder(option.help());
    if (!option.fallback(false).isEmpty()) {
      text.append(" (").append(option.fallback(false)).append(')');
    }
    var modes = Arrays.stream(Mode.values()).filter(option::appliesTo).toList();
    if (modes.size() < Mode.values().length) {
      text.append(" [")
          .append(modes.stream().map(Mode::word).collect(Collectors.joining(", ")))
          .append(']');
    }
    return text.toString();
  }

  private static String line(String left, String right) {
    return String.format(Locale.ROOT, "  %-22s %s%n", left, right);
  }
}
