package dev.heddle.server.config;

import java.util.List;

/** A setting whose value is an object, read and written by a {@link Syntax}. */
public final class ValueSetting<T> extends Setting<T> {
  private final Syntax<T> syntax;
  private final T initial;
  private volatile T value;

  ValueSetting(String name, Syntax<T> syntax, T initial, Trait... traits) {
    super(name, traits);
    this.syntax = syntax;
    this.initial = initial;
    this.value = initial;
  }

  public T value() {
    return value;
  }

  @Override
  T current() {
    return value;
  }

  @Override
  T initial() {
    return initial;
  }

  @Override
  void assign(T newValue) {
    value = newValue;
  }

  @Override
  T parse(List<String> arguments) throws SettingException {
    return syntax.parse(words(arguments), value);
  }

  @Override
  T accumulate(List<String> arguments, T previous, boolean first) throws SettingException {
    return syntax.accumulate(words(arguments), previous, first);
  }

  @Override
  String format(T shown) {
    return syntax.format(shown);
  }

  @Override
  List<String> lines(T shown) {
    return syntax.lines(shown);
  }

  /** Several words may come as one argument: {@code CONFIG SET save "900 1"}. */
  private List<String> words(List<String> arguments) throws SettingException {
    if (!syntax.isList()) {
      return List.of(single(arguments));
    }
    if (arguments.size() != 1) {
      return arguments;
    }
    List<String> words = ConfigLine.split(arguments.get(0));
    if (words == null) {
      throw new SettingException("Unbalanced quotes in configuration line");
    }
    return words.isEmpty() ? arguments : words;
  }
}
