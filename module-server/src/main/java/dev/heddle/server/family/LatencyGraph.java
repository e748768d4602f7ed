package dev.heddle.server.family;

import dev.heddle.server.engine.LatencyMonitor;
import java.util.List;

/**
 * The latencies of one kind of event drawn with letters: a column for each second that has some,
 * from the oldest to the last, and under each how long ago that was, read downwards.
 *
 * <pre>
 *    #     each row has three heights, _ o #, above what is full, |
 *   o|
 *  _||
 * _|||
 *
 * 4321
 * ssss
 * </pre>
 */
final class LatencyGraph {
  private static final int ROWS = 4;
  private static final String HEIGHTS = "_o#";
  private static final int LEVELS = ROWS * HEIGHTS.length();
  private static final String RULE = "-".repeat(80);

  private LatencyGraph() {}

  static String draw(String event, LatencyMonitor.Series series, long now) {
    List<LatencyMonitor.Sample> samples = series.samples();
    long high = samples.stream().mapToLong(LatencyMonitor.Sample::millis).max().orElse(0);
    long low = samples.stream().mapToLong(LatencyMonitor.Sample::millis).min().orElse(0);
    var text = new StringBuilder();
    text.append(event).append(" - high ").append(high).append(" ms, low ").append(low);
    text.append(" ms (all time high ").append(series.longest()).append(" ms)\n");
    text.append(RULE).append('\n');
    for (int row = ROWS - 1; row >= 0; row--) {
      for (LatencyMonitor.Sample sample : samples) {
        text.append(letter(level(sample.millis(), low, high), row));
      }
      text.append('\n');
    }
    text.append('\n');
    List<String> ages = samples.stream().map(sample -> age(now / 1000 - sample.second())).toList();
    int longest = ages.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (String age : ages) {
        text.append(i < age.length() ? age.charAt(i) : ' ');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static int level(long millis, long low, long high) {
    return high == low ? 0 : (int) ((millis - low) * (LEVELS - 1) / (high - low));
  }

  private static char letter(int level, int row) {
    int top = level / HEIGHTS.length();
    if (row == top) {
      return HEIGHTS.charAt(level % HEIGHTS.length());
    }
    return row < top ? '|' : ' ';
  }

  /** In the largest unit that fits. */
  private static String age(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }
}
