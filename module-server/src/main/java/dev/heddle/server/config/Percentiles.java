package dev.heddle.server.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A list of percentages: {@code 50 99 99.9}. */
final class Percentiles implements Syntax<List<Double>> {
  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public List<Double> parse(List<String> words, List<Double> previous) throws SettingException {
    var values = new ArrayList<Double>();
    for (String word : words.equals(List.of("")) ? List.<String>of() : words) {
      values.add(percentile(word));
    }
    return List.copyOf(values);
  }

  private static double percentile(String word) throws SettingException {
    double value;
    try {
      value = new BigDecimal(word).doubleValue();
    } catch (NumberFormatException e) {
      throw new SettingException("Invalid latency-tracking-info-percentiles parameters");
    }
    if (value < 0 || value > 100) {
      throw new SettingException(
          "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
    }
    return value;
  }

  @Override
  public String format(List<Double> value) {
    return value.stream()
        .map(v -> new BigDecimal(v.toString()).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(" "));
  }
}
