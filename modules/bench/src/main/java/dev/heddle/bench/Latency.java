package dev.heddle.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What redis-benchmark reports of one run, read from the text it prints without {@code --csv},
 * which alone has more percentiles than three.
 *
 * <pre>
 * Report       --> ... N "requests completed in" ... Distribution ... Summary
 * Distribution --> "Latency by percentile distribution:" { P "% <=" MS "milliseconds" ... } blank
 * Summary      --> "throughput summary:" RPS "requests per second"
 *                  "latency summary (msec):" NL names "p50" "p99" "max" ... NL their numbers
 * </pre>
 *
 * @param requests answered
 * @param perSecond requests per second
 * @param p50 milliseconds, as all that follow
 * @param p999 of the first step of the distribution at or above 99.9 %
 */
record Latency(long requests, double perSecond, double p50, double p99, double p999, double max) {
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests completed in");
  private static final Pattern PER_SECOND =
      Pattern.compile("throughput summary: ([0-9.]+) requests per second");
  private static final Pattern STEP = Pattern.compile("(?m)^([0-9.]+)% <= ([0-9.]+) milliseconds");
  private static final Pattern SUMMARY =
      Pattern.compile("latency summary \\(msec\\):\\R([^\\n]+)\\R([^\\n]+)");

  /** How long the run took. */
  double seconds() {
    return (double) requests / perSecond;
  }

  /** Reads a report; a {@link Failure} quotes what is not one. */
  static Latency parse(String report) {
    var summary = summary(report);
    return new Latency(
        Long.parseLong(group(REQUESTS, report)),
        Double.parseDouble(group(PER_SECOND, report)),
        summary.getOrDefault("p50", Double.NaN),
        summary.getOrDefault("p99", Double.NaN),
        step(report, 99.9),
        summary.getOrDefault("max", Double.NaN));
  }

  private static String group(Pattern pattern, String report) {
    var matcher = pattern.matcher(report);
    if (!matcher.find()) {
      throw unexpected(report);
    }
    return matcher.group(1);
  }

  private static Map<String, Double> summary(String report) {
    var matcher = SUMMARY.matcher(report);
    if (!matcher.find()) {
      throw unexpected(report);
    }
    var names = Words.split(matcher.group(1));
    var numbers = Words.split(matcher.group(2));
    var summary = new HashMap<String, Double>();
    for (int i = 0; i < Math.min(names.size(), numbers.size()); i++) {
      summary.put(names.get(i), Double.valueOf(numbers.get(i)));
    }
    return summary;
  }

  private static double step(String report, double percent) {
    var matcher = STEP.matcher(report);
    while (matcher.find()) {
      if (Double.parseDouble(matcher.group(1)) >= percent) {
        return Double.parseDouble(matcher.group(2));
      }
    }
    throw unexpected(report);
  }

  private static Failure unexpected(String report) {
    String text = report.strip();
    String end = text.substring(Math.max(0, text.length() - 300));
    return new Failure("redis-benchmark reports no figures, but:\n" + end.replace('\r', '\n'));
  }
}
