package dev.heddle.server.info;

import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandStats;
import java.util.List;
import java.util.stream.Collectors;

/** INFO commandstats, errorstats and latencystats: counts by command and by error code. */
final class CommandStatsInfo {
  private static final double MICROSECOND = 1000;

  private CommandStatsInfo() {}

  static void writeCommands(Moment moment, InfoText text) {
    for (Command command : moment.engine().table().deep()) {
      CommandStats stats = command.stats();
      if (stats.calls() + stats.failedCalls() + stats.rejectedCalls() > 0) {
        text.field("cmdstat_" + command.fullName(), line(stats));
      }
    }
  }

  private static String line(CommandStats stats) {
    double micros = stats.nanos() / MICROSECOND;
    return InfoText.format(
        "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
        stats.calls(),
        (long) micros,
        stats.calls() == 0 ? 0 : micros / stats.calls(),
        stats.rejectedCalls(),
        stats.failedCalls());
  }

  static void writeErrors(Moment moment, InfoText text) {
    moment
        .engine()
        .stats()
        .errors()
        .forEach((code, count) -> text.field("errorstat_" + code, "count=" + count));
  }

  static void writeLatencies(Moment moment, InfoText text) {
    List<Double> percentiles = moment.config().monitoring.latencyPercentiles.value();
    for (Command command : moment.engine().table().deep()) {
      var latency = command.stats().latency();
      if (latency.total() > 0) {
        text.field(
            "latency_percentiles_usec_" + command.fullName(),
            percentiles.stream()
                .map(p -> name(p) + InfoText.format("=%.3f", latency.percentileMicros(p)))
                .collect(Collectors.joining(",")));
      }
    }
  }

  /** {@code p99} or {@code p99.9}. */
  private static String name(double percentile) {
    return percentile == Math.rint(percentile) ? "p" + (long) percentile : "p" + percentile;
  }
}
