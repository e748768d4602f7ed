package dev.heddle.server.config;

import java.util.List;

/** What the server measures of itself and tells of its keys. */
public final class MonitoringSettings extends Section {
  public final BoolSetting latencyTracking = bool("latency-tracking", true);
  public final ValueSetting<List<Double>> latencyPercentiles =
      value("latency-tracking-info-percentiles", new Percentiles(), List.of(50d, 99d, 99.9));
  public final ValueSetting<String> notifyKeyspaceEvents =
      value("notify-keyspace-events", new EventClasses(), "");
  public final LongSetting slowlogLogSlowerThan =
      number("slowlog-log-slower-than", 10000, -1, LONG);
  public final LongSetting slowlogMaxLen = number("slowlog-max-len", 128, 0, LONG);
  public final LongSetting latencyMonitorThreshold =
      number("latency-monitor-threshold", 0, 0, LONG);

  MonitoringSettings() {}
}
