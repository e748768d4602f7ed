package dev.heddle.server.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The settings of one topic, and the words to declare them with.
 *
 * <p>A declaration is a field when something reads the setting; a setting that is only known (see
 * {@link Trait#INERT} and {@link Trait#UNSUPPORTED}) is a row in the constructor.
 */
abstract sealed class Section
    permits NetworkSettings,
        ProcessSettings,
        PersistenceSettings,
        MemorySettings,
        EncodingSettings,
        ClientSettings,
        SecuritySettings,
        MonitoringSettings,
        ReplicationSettings,
        ClusterSettings {
  static final long INT = Integer.MAX_VALUE;
  static final long LONG = Long.MAX_VALUE;
  static final long UNSIGNED_INT = 0xffff_ffffL;

  private final List<Setting<?>> settings = new ArrayList<>();

  final List<Setting<?>> settings() {
    return Collections.unmodifiableList(settings);
  }

  final BoolSetting bool(String name, boolean initial, Trait... traits) {
    return declare(new BoolSetting(name, initial, traits));
  }

  final LongSetting number(String name, long initial, long min, long max, Trait... traits) {
    return declare(new LongSetting(name, Notation.DECIMAL, initial, min, max, traits));
  }

  final LongSetting memory(String name, long initial, long min, Trait... traits) {
    return declare(new LongSetting(name, Notation.MEMORY, initial, min, LONG, traits));
  }

  final LongSetting memoryOrPercent(String name, long initial, Trait... traits) {
    return declare(new LongSetting(name, Notation.MEMORY_OR_PERCENT, initial, -100, LONG, traits));
  }

  final LongSetting mode(String name, Trait... traits) {
    return declare(new LongSetting(name, Notation.OCTAL, 0, 0, 0777, traits));
  }

  final ValueSetting<String> text(String name, String initial, Trait... traits) {
    return checked(name, initial, any -> {}, traits);
  }

  final ValueSetting<String> file(String name, Trait... traits) {
    return checked(name, "", Section::checkPath, traits);
  }

  static void checkPath(String name) throws SettingException {
    if (!Texts.isPath(name)) {
      throw new SettingException("argument can't be the name of a file");
    }
  }

  final ValueSetting<String> checked(
      String name, String initial, Syntaxes.Check<String> check, Trait... traits) {
    return value(name, new Syntaxes.Text(check), initial, traits);
  }

  final ValueSetting<List<String>> words(
      String name, List<String> initial, Syntaxes.Check<List<String>> check, Trait... traits) {
    return value(name, new Syntaxes.Words(check), initial, traits);
  }

  final <E extends Enum<E>> ValueSetting<E> oneOf(String name, E initial, Trait... traits) {
    List<E> constants = List.of(initial.getDeclaringClass().getEnumConstants());
    return oneOf(name, initial, constants, traits);
  }

  /** A choice that lists its words in another order than the enum. */
  final <E extends Enum<E>> ValueSetting<E> oneOf(
      String name, E initial, List<E> constants, Trait... traits) {
    return value(name, new Syntaxes.Constant<>(constants), initial, traits);
  }

  final <E extends Enum<E>> ValueSetting<Set<E>> anyOf(
      String name, Class<E> type, Syntaxes.Check<Set<E>> check, Trait... traits) {
    return value(name, new Syntaxes.Flags<>(type, check), EnumSet.noneOf(type), traits);
  }

  /** A choice of words that nothing but this declaration has a use for. */
  final ValueSetting<String> choice(
      String name, String initial, List<String> words, Trait... traits) {
    return value(name, new Syntaxes.Choice(words, any -> {}), initial, traits);
  }

  final <T> ValueSetting<T> value(String name, Syntax<T> syntax, T initial, Trait... traits) {
    return declare(new ValueSetting<>(name, syntax, initial, traits));
  }

  /** Declares the name a setting had in earlier versions of Redis. */
  final <S extends Setting<?>> S renamed(String earlier, S setting) {
    setting.renamedFrom(earlier);
    return setting;
  }

  private <S extends Setting<?>> S declare(S setting) {
    settings.add(setting);
    return setting;
  }
}
