package dev.heddle.bench;

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
    double time = of(server).stream().mapToDouble(Sample::cpuMicros).sum();
    return time / of(server).stream().mapToLong(sample -> sample.latency().requests()).sum();
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
