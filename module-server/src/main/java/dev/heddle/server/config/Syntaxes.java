package dev.heddle.server.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The general syntaxes: one word, several words, a choice of words. */
final class Syntaxes {
  private Syntaxes() {}

  /** Says why a text is refused, by throwing. */
  @FunctionalInterface
  interface Check<T> {
    void check(T value) throws SettingException;
  }

  /** Any text, as long as the check is content. */
  record Text(Check<String> check) implements Syntax<String> {
    @Override
    public String parse(List<String> words, String previous) throws SettingException {
      check.check(words.get(0));
      return words.get(0);
    }

    @Override
    public String format(String value) {
      return value;
    }
  }

  /** Words with spaces between; one empty word is no word. */
  record Words(Check<List<String>> check) implements Syntax<List<String>> {
    @Override
    public boolean isList() {
      return true;
    }

    @Override
    public List<String> parse(List<String> words, List<String> previous) throws SettingException {
      List<String> value = words.equals(List.of("")) ? List.of() : List.copyOf(words);
      check.check(value);
      return value;
    }

    @Override
    public String format(List<String> value) {
      return String.join(" ", value);
    }
  }

  /** One of a few words. */
  record Choice(List<String> words, Check<String> check) implements Syntax<String> {
    @Override
    public String parse(List<String> given, String previous) throws SettingException {
      for (String word : words) {
        if (word.equalsIgnoreCase(given.get(0))) {
          check.check(word);
          return word;
        }
      }
      throw notOneOf(words);
    }

    @Override
    public String format(String value) {
      return value;
    }

    @Override
    public List<String> lines(String value) {
      return List.of(value);
    }
  }

  /** A constant of an enum, written in lower case with hyphens. */
  record Constant<E extends Enum<E>>(List<E> constants) implements Syntax<E> {
    @Override
    public E parse(List<String> words, E previous) throws SettingException {
      return constant(constants, words.get(0));
    }

    @Override
    public String format(E value) {
      return word(value);
    }

    @Override
    public List<String> lines(E value) {
      return List.of(word(value));
    }
  }

  /** Several constants; the enum's first one stands for none of the others. */
  record Flags<E extends Enum<E>>(Class<E> type, Check<Set<E>> check) implements Syntax<Set<E>> {
    @Override
    public boolean isList() {
      return true;
    }

    @Override
    public Set<E> parse(List<String> words, Set<E> previous) throws SettingException {
      Set<E> flags = EnumSet.noneOf(type);
      for (String word : words) {
        flags.add(constant(List.of(type.getEnumConstants()), word));
      }
      flags.remove(type.getEnumConstants()[0]);
      check.check(flags);
      return Collections.unmodifiableSet(flags);
    }

    @Override
    public String format(Set<E> value) {
      return value.isEmpty()
          ? word(type.getEnumConstants()[0])
          : value.stream().map(Syntaxes::word).collect(Collectors.joining(" "));
    }
  }

  private static <E extends Enum<E>> E constant(List<E> constants, String text)
      throws SettingException {
    for (E constant : constants) {
      if (word(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw notOneOf(constants.stream().map(Syntaxes::word).toList());
  }

  private static SettingException notOneOf(List<String> words) {
    return new SettingException(
        "argument(s) must be one of the following: " + String.join(", ", words));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
