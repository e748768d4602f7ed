package dev.heddle.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants as they are typed, and texts taken apart. */
final class Words {
  private Words() {}

  /** {@code VALUE_SIZE} as {@code value-size}. */
  static String lower(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of constants, for a message. */
  static String list(Enum<?>[] constants) {
    return Arrays.stream(constants).map(c -> lower(c.name())).collect(Collectors.joining(", "));
  }

  /** {@code 1 round}, {@code 2 rounds}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Numbers between commas, as they are read. */
  static String join(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** The words between blanks. */
  static List<String> split(String text) {
    return split(text, " ");
  }

  /** What stands between separators, without what is empty. */
  static List<String> split(String text, String separator) {
    return Arrays.stream(text.split(separator, -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
