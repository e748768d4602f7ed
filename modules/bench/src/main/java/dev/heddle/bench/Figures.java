package dev.heddle.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Numbers: their middle, and how they are printed. What is not known is NaN, printed as a dash. */
final class Figures {
  private Figures() {}

  /** The middle one, or the mean of the middle two; NaN of none. */
  static double median(DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The middle one of a property. */
  static <T> double median(Iterable<T> elements, ToDoubleFunction<T> property) {
    var numbers = DoubleStream.builder();
    elements.forEach(element -> numbers.add(property.applyAsDouble(element)));
    return median(numbers.build());
  }

  /** The least one; NaN of none. */
  static double min(Collection<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  /** The greatest one; NaN of none. */
  static double max(Collection<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  /** 123,456. */
  static String count(double number) {
    return format("%,.0f", number);
  }

  /** 0.98: ratios, and times in microseconds. */
  static String hundredths(double number) {
    return format("%.2f", number);
  }

  /** 1.023: times in milliseconds. */
  static String thousandths(double number) {
    return format("%.3f", number);
  }

  /** 12.5 %: shares. */
  static String percent(double share) {
    String text = format("%.1f", 100 * share);
    return Double.isFinite(share) ? text + " %" : text;
  }

  /** 169.0: bytes in millions of bytes. */
  static String megabytes(double bytes) {
    return format("%.1f", bytes / 1e6);
  }

  /** Without a fraction where there is none. */
  static String plain(double number) {
    return number == Math.rint(number) ? count(number) : Double.toString(number);
  }

  private static String format(String format, double number) {
    return Double.isFinite(number) ? String.format(Locale.ROOT, format, number) : "-";
  }
}
