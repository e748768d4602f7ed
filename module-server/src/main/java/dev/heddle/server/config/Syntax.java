package dev.heddle.server.config;

import java.util.List;

/** How values of one type are written in a configuration. */
interface Syntax<T> {
  /** Reads the value; {@code previous} is what the setting has now. */
  T parse(List<String> words, T previous) throws SettingException;

  /** The text {@code CONFIG GET} shows. */
  String format(T value);

  /** Whether the value may be several words. */
  default boolean isList() {
    return false;
  }

  /** Reads a line of a file, where the same setting may have several. */
  default T accumulate(List<String> words, T previous, boolean first) throws SettingException {
    return parse(words, previous);
  }

  /** What stands behind the name in a configuration file, one element a line. */
  default List<String> lines(T value) {
    return List.of(
        isList() && !format(value).isEmpty() ? format(value) : ConfigLine.quote(format(value)));
  }
}
