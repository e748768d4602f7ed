package dev.heddle.server.config;

import java.util.List;

/** A setting that is a whole number between two bounds, written in some {@link Notation}. */
public final class LongSetting extends Setting<Long> {
  private final Notation notation;
  private final long initial;
  private final long min;
  private final long max;
  private volatile long value;

  LongSetting(String name, Notation notation, long initial, long min, long max, Trait... traits) {
    super(name, traits);
    this.notation = notation;
    this.initial = initial;
    this.min = min;
    this.max = max;
    this.value = initial;
  }

  public long value() {
    return value;
  }

  /** The value of a setting whose bounds are those of an {@code int}, or nearer. */
  public int intValue() {
    return Math.toIntExact(value);
  }

  @Override
  Long current() {
    return value;
  }

  @Override
  Long initial() {
    return initial;
  }

  @Override
  void assign(Long newValue) {
    value = newValue;
  }

  @Override
  Long parse(List<String> arguments) throws SettingException {
    long number = notation.parse(single(arguments));
    if (number < min || number > max) {
      throw new SettingException(
          "argument must be between "
              + notation.formatBound(min)
              + " and "
              + notation.formatBound(max)
              + " inclusive");
    }
    return number;
  }

  @Override
  String format(Long number) {
    return notation.format(number);
  }

  @Override
  List<String> lines(Long number) {
    return List.of(notation.formatShort(number));
  }
}
