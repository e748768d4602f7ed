package dev.heddle.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text of {@code --help}, made of the tables. */
final class Help {
  private static final String INTRODUCTION =
      """
      Usage: heddle bench [MEASURE] [--option value]...

      Measures Heddle beside redis-server, and valkey-server, on this machine: the
      same settings, rounds in turns, traffic over 127.0.0.1 only. What is not
      installed is left out. Results go to files in --out: text, JSON, a picture.
      The pieces alone, under JMH: heddle bench micro, in the source tree.

      """;

  private static final int COLUMNS = 100;
  private static final int INDENT = 24;
  private static final int WIDTH = 71; // of a command, which takes one line

  private Help() {}

  static String text() {
    var text = new StringBuilder(INTRODUCTION).append("Measures:\n");
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
    text.append("\nCommands that take long:\n");
    for (var command : LongCommand.values()) {
      text.append(line(Words.lower(command.name()), command.description()));
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
    var modes = Arrays.stream(Mode.values()).filter(option::appliesTo).toList();
    if (option.argument() != null) {
      text.append(" (").append(defaults(option, modes)).append(')');
    }
    var others = Arrays.stream(Mode.values()).filter(mode -> !modes.contains(mode)).toList();
    if (others.size() > modes.size()) {
      text.append(" [").append(words(modes)).append(']');
    } else if (!others.isEmpty()) {
      text.append(" [not ").append(words(others)).append(']');
    }
    return text.toString();
  }

  private static String words(List<Mode> modes) {
    return modes.stream().map(Mode::word).collect(Collectors.joining(", "));
  }

  /** The default of the first mode, and those that differ from it. */
  private static String defaults(Option option, List<Mode> modes) {
    String first = Defaults.of(modes.getFirst(), option, /* quickly= */ false);
    var text = new StringBuilder(first);
    for (var mode : modes) {
      String own = Defaults.of(mode, option, /* quickly= */ false);
      if (!own.equals(first)) {
        text.append("; ").append(mode.word()).append(": ").append(own);
      }
    }
    return text.toString();
  }

  /** A name and a text, which goes on under itself where it is too long for one line. */
  private static String line(String left, String right) {
    var lines = new StringBuilder();
    var line = new StringBuilder(String.format(Locale.ROOT, "  %-22s", left));
    for (var word : Words.split(right)) {
      if (line.length() + 1 + word.length() > COLUMNS) {
        lines.append(line).append('\n');
        line.setLength(0);
        line.append(" ".repeat(INDENT));
      }
      line.append(' ').append(word);
    }
    return lines.append(line).append('\n').toString();
  }
}
