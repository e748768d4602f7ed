package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.UNSUPPORTED;

import java.util.List;

/** What the server measures of itself and tells of its keys. */
public final class MonitoringSettings extends Section {
  public final BoolSetting latencyTracking = bool("latency-tracking", true);
  public final ValueSetting<List<Double>> latencyPercentiles =
      value("latency-tracking-info-percentiles", new Percentiles(), List.of(50d, 99d, 99.9));
  public final ValueSetting<String> notifyKeyspaceEvents =
      value("notify-keyspace-events", new EventClasses(), "");

  MonitoringSettings() {
    number("slowlog-log-slower-than", 10000, -1, LONG, UNSUPPORTED);
    number("slowlog-max-len", 128, 0, LONG, UNSUPPORTED);
    number("latency-monitor-threshold", 0, 0, LONG, UNSUPPORTED);
  }
}
