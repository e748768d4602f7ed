package dev.heddle.server.config;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One named parameter of the configuration.
 *
 * <p>Values are read from any thread. They are written one caller at a time, by {@link Config}
 * only. A text is a string of bytes: each {@code char} holds one.
 *
 * @param <T> the type of the value
 */
public abstract sealed class Setting<T> permits BoolSetting, LongSetting, ValueSetting {
  private final String name;
  private final Set<Trait> traits;
  private final List<ChangeHook> hooks = new CopyOnWriteArrayList<>();
  private volatile @Nullable String oldName;
  private volatile boolean given;

  Setting(String name, Trait... traits) {
    this.name = name;
    this.traits = Set.of(traits);
  }

  public final String name() {
    return name;
  }

  /** The name it had in earlier versions of Redis, which still works. */
  public final @Nullable String oldName() {
    return oldName;
  }

  public final boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Calls {@code hook} after each change; the same hook on several settings runs once for all. */
  public final void onChange(ChangeHook hook) {
    hooks.add(hook);
  }

  /** The value as {@code CONFIG GET} prints it. */
  public final String format() {
    return format(current());
  }

  public final boolean isDefault() {
    return current().equals(initial());
  }

  final void renamedFrom(String earlier) {
    oldName = earlier;
  }

  final List<ChangeHook> hooks() {
    return hooks;
  }

  /** Gives the value read from a configuration file or a command line. */
  final void load(String as, List<String> arguments) throws SettingException {
    T value = accumulate(arguments, current(), !given);
    requireSupported(as, value);
    given = true;
    assign(value);
  }

  /** Prepares a change of a running server's value, without making it. */
  final Change<T> prepare(String as, List<String> arguments) throws SettingException {
    T value = parse(arguments);
    requireSupported(as, value);
    return new Change<>(this, current(), value);
  }

  private void requireSupported(String as, T value) throws SettingException {
    if (has(Trait.UNSUPPORTED) && !value.equals(initial())) {
      throw new SettingException("'" + as + "' is not supported by this version");
    }
  }

  abstract T current();

  abstract T initial();

  abstract void assign(T value);

  abstract T parse(List<String> arguments) throws SettingException;

  /** Like {@link #parse}, for a setting whose lines in a file add up. */
  T accumulate(List<String> arguments, T previous, boolean first) throws SettingException {
    return parse(arguments);
  }

  abstract String format(T value);

  /** What stands behind the name in a configuration file, one element a line. */
  List<String> lines(T value) {
    return List.of(ConfigLine.quoteIfNeeded(format(value)));
  }

  /** The lines that give the setting its present value in a configuration file. */
  final List<String> lines() {
    return lines(current()).stream().map(value -> name + " " + value).toList();
  }

  /** Whether these lines, each without the name, give a fresh server the present value. */
  final boolean isGivenBy(List<List<String>> lines) {
    try {
      T value = initial();
      for (int i = 0; i < lines.size(); i++) {
        value = accumulate(lines.get(i), value, i == 0);
      }
      return value.equals(current());
    } catch (SettingException e) {
      return false;
    }
  }

  static String single(List<String> arguments) throws SettingException {
    if (arguments.size() != 1) {
      throw new SettingException("wrong number of arguments");
    }
    return arguments.get(0);
  }

  @Override
  public final String toString() {
    return name + " " + format();
  }

  /** A value that is about to be assigned, and the one it replaces. */
  record Change<T>(Setting<T> setting, T before, T after) {
    boolean isNone() {
      return before.equals(after);
    }

    void make() {
      setting.assign(after);
    }

    void undo() {
      setting.assign(before);
    }
  }
}
