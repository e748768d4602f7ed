package dev.heddle.server.config;

import java.util.List;

/** A setting that is {@code yes} or {@code no}. */
public final class BoolSetting extends Setting<Boolean> {
  private final boolean initial;
  private volatile boolean value;

  BoolSetting(String name, boolean initial, Trait... traits) {
    super(name, traits);
    this.initial = initial;
    this.value = initial;
  }

  public boolean value() {
    return value;
  }

  @Override
  Boolean current() {
    return value;
  }

  @Override
  Boolean initial() {
    return initial;
  }

  @Override
  void assign(Boolean newValue) {
    value = newValue;
  }

  @Override
  Boolean parse(List<String> arguments) throws SettingException {
    String word = single(arguments);
    if (word.equalsIgnoreCase("yes")) {
      return true;
    }
    if (word.equalsIgnoreCase("no")) {
      return false;
    }
    throw new SettingException("argument must be 'yes' or 'no'");
  }

  @Override
  String format(Boolean yes) {
    return yes ? "yes" : "no";
  }
}
