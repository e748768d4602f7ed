package dev.heddle.bench;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The command line, taken apart: {@code [mode] [--option [value]]...}. */
final class CommandLine {
  private static final String SEE_HELP = "; see --help";

  private final Mode mode;
  private final Map<Option, String> values;

  private CommandLine(Mode mode, Map<Option, String> values) {
    this.mode = mode;
    this.values = values;
  }

  /** Reads all of it; a {@link Failure} names the first word that is wrong. */
  static CommandLine parse(String... args) {
    var words = new ArrayDeque<>(Arrays.asList(args));
    var mode = mode(words);
    var values = new EnumMap<Option, String>(Option.class);
    while (!words.isEmpty()) {
      read(mode, words, values);
    }
    return new CommandLine(mode, values);
  }

  private static Mode mode(Deque<String> words) {
    if (words.isEmpty() || words.getFirst().startsWith("-")) {
      return Mode.THROUGHPUT;
    }
    String word = words.removeFirst();
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new Failure("nothing to measure is called '" + word + "'" + SEE_HELP));
  }

  private static void read(Mode mode, Deque<String> words, Map<Option, String> values) {
    String word = words.removeFirst();
    var option = option(word);
    if (!option.appliesTo(mode)) {
      throw new Failure(word + " has no meaning for " + mode.word() + SEE_HELP);
    }
    if (option.argument() != null && words.isEmpty()) {
      throw new Failure(word + " needs a value" + SEE_HELP);
    }
    String value = option.argument() == null ? "" : words.removeFirst();
    if (values.put(option, value) != null) {
      throw new Failure(word + " is given twice");
    }
  }

  private static Option option(String word) {
    if (word.equals("-r")) {
      return Option.KEYSPACE;
    }
    return Arrays.stream(Option.values())
        .filter(option -> option.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new Failure("unknown option '" + word + "'" + SEE_HELP));
  }

  Mode mode() {
    return mode;
  }

  /** Whether an option was given. */
  boolean has(Option option) {
    return values.containsKey(option);
  }

  /** The value given, or the default. */
  String text(Option option) {
    return values.getOrDefault(option, Defaults.of(mode, option, has(Option.QUICK)));
  }

  /** A whole number from {@code least} on. */
  int integer(Option option, int least) {
    return integer(option, text(option), least);
  }

  /** Whole numbers between commas, from 1 on. */
  List<Integer> integers(Option option) {
    var numbers = words(option).stream().map(word -> integer(option, word, 1)).distinct().toList();
    if (numbers.isEmpty()) {
      throw wrong(option, text(option), "numbers between commas");
    }
    return numbers;
  }

  private static int integer(Option option, String text, int least) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as for a number that is too small
    }
    throw wrong(option, text, "a whole number from " + least + " on");
  }

  /** A time, in seconds or as the option says, with a fraction, from {@code least} on. */
  double time(Option option, double least) {
    String text = text(option);
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number < Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as for a number that is too small
    }
    throw wrong(option, text, option.unit() + " from " + least + " on");
  }

  /** One constant, in any case. */
  <E extends Enum<E>> E constant(Option option, Class<E> type) {
    return constant(option, text(option), type);
  }

  /** Constants between commas, or all of them. */
  <E extends Enum<E>> List<E> constants(Option option, Class<E> type) {
    if (text(option).equals("all")) {
      return List.of(type.getEnumConstants());
    }
    var list = words(option).stream().map(w -> constant(option, w, type)).distinct().toList();
    if (list.isEmpty()) {
      throw wrong(option, text(option), "some of " + Words.list(type.getEnumConstants()));
    }
    return list;
  }

  private static <E extends Enum<E>> E constant(Option option, String word, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Words.lower(constant.name()).equals(Words.lower(word)))
        .findFirst()
        .orElseThrow(() -> wrong(option, word, "one of " + Words.list(type.getEnumConstants())));
  }

  private List<String> words(Option option) {
    return Words.split(text(option), ",");
  }

  private static Failure wrong(Option option, String value, String expected) {
    return new Failure(option.word() + " takes " + expected + ", not '" + value + "'");
  }
}
