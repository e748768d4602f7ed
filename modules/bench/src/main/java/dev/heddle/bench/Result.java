package dev.heddle.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of all servers under one load; the figures of a server are medians of its rounds, but
 * the longest wait is that of all, and CPU time is the sum of all over the requests of all, because
 * the system counts it in steps of ten milliseconds.
 */
record Result(Load load, Map<String, List<Sample>> samples) {

  List<Sample> of(String server) {
    return samples.getOrDefault(server, List.of());
  }

  /** Every round of these servers, as it was measured. */
  Map<String, Object> json(List<String> servers) {
    var json = new LinkedHashMap<String, Object>();
    json.put("workload", load.workload().name());
    json.put("pipeline", load.pipeline());
    json.put("clients", load.clients());
    json.put("command", load.workload().line());
    for (var server : servers) {
      json.put(server, of(server).stream().map(Sample::json).toList());
    }
    return json;
  }

  /** Requests per second. */
  double perSecond(String server) {
    return median(server, Latency::perSecond);
  }

  double median(String server, ToDoubleFunction<Latency> figure) {
    return Figures.median(of(server), sample -> figure.applyAsDouble(sample.latency()));
  }

  /** The longest wait of all rounds. */
  double max(String server) {
    return Figures.max(of(server).stream().map(sample -> sample.latency().max()).toList());
  }

  /** Microseconds of CPU time per request. */
  double cpu(String server) {
    return perRequest(server, Sample::cpuMicros);
  }

  /** Microseconds per request for which the one lock was held; NaN: unknown. */
  double lock(String server) {
    return perRequest(server, Sample::lockMicros);
  }

  /** The share of the time for which it was held. */
  double lockShare(String server) {
    double held = of(server).stream().mapToDouble(Sample::lockMicros).sum();
    return held / of(server).stream().mapToDouble(sample -> 1e6 * sample.latency().seconds()).sum();
  }

  private double perRequest(String server, ToDoubleFunction<Sample> time) {
    double sum = of(server).stream().mapToDouble(time).sum();
    return sum / of(server).stream().mapToLong(sample -> sample.latency().requests()).sum();
  }

  /** Requests per second of one server as a multiple of another's. */
  Ratio throughput(String server, String rival) {
    return Ratio.of(
        perSecond(server) / perSecond(rival),
        of(server).stream().mapToDouble(s -> s.latency().perSecond()).toArray(),
        of(rival).stream().mapToDouble(s -> s.latency().perSecond()).toArray());
  }

  /** CPU time per request of one server as a multiple of another's. */
  double cpuRatio(String server, String rival) {
    return cpu(server) / cpu(rival);
  }
}
