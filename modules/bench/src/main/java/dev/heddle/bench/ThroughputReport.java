package dev.heddle.bench;

import dev.heddle.bench.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Prints each result when it is there, and in the end what they say about the goals. */
final class ThroughputReport {
  private static final Table RESULTS =
      new Table(
          new Column("workload", -8),
          new Column("pipeline", 8),
          new Column("clients", 7),
          new Column("server", -11),
          new Column("requests/s", 10),
          new Column("ratio", -16),
          new Column("p50 ms", 7),
          new Column("p99 ms", 7),
          new Column("p99.9 ms", 8),
          new Column("max ms", 8),
          new Column("CPU us/request", 14),
          new Column("ratio", 5));

  private static final Table GOALS =
      new Table(
          new Column("workload", -8),
          new Column("pipeline", 8),
          new Column("clients", 7),
          new Column("requests/s", 10),
          new Column("goal", 7),
          new Column("", -6),
          new Column("CPU/request", 11),
          new Column("goal", 7),
          new Column("", -6));

  private final Setting setting;
  private final Transcript transcript;
  private final List<Result> results = new ArrayList<>();

  ThroughputReport(Setting setting, Transcript transcript) {
    this.setting = setting;
    this.transcript = transcript;
  }

  /** Says that the warm-up is under way, and how long the rest may take. */
  void warmingUp(double seconds) {
    String rest = seconds > 0 ? ", then about " + Figures.count(Math.ceil(seconds)) + " s" : "";
    transcript.line("Warming up" + rest + " ...");
  }

  /** Says that what follows counts. */
  void warm() {
    transcript.line(RESULTS.header());
  }

  /** A line for each server. */
  void add(Result result) {
    results.add(result);
    for (var server : setting.names()) {
      transcript.line(row(result, server));
    }
  }

  private String row(Result result, String server) {
    boolean first = server.equals(setting.names().getFirst());
    String rival = setting.names().getFirst();
    return RESULTS.row(
        first ? result.load().workload().name() : "",
        first ? Integer.toString(result.load().pipeline()) : "",
        first ? Integer.toString(result.load().clients()) : "",
        server,
        Figures.count(result.perSecond(server)),
        first ? "" : result.throughput(server, rival).text(),
        Figures.thousandths(result.median(server, Latency::p50)),
        Figures.thousandths(result.median(server, Latency::p99)),
        Figures.thousandths(result.median(server, Latency::p999)),
        Figures.thousandths(result.max(server)),
        Figures.hundredths(result.cpu(server)),
        first ? "" : Figures.hundredths(result.cpuRatio(server, rival)));
  }

  /** The goals beside each rival, or the noise. */
  void end() {
    transcript.line("");
    for (var rival : setting.rivals()) {
      if (setting.calibrating()) {
        noise(rival);
      } else {
        goals(rival);
      }
    }
  }

  private void noise(String rival) {
    transcript.line("Noise: the farthest that a ratio is from 1 although both are the same");
    double throughput = farthest(r -> r.throughput(setting.subject(), rival).middle());
    double cpu = farthest(r -> r.cpuRatio(setting.subject(), rival));
    transcript.line("  requests/s   " + Figures.hundredths(throughput));
    transcript.line("  CPU/request  " + Figures.hundredths(cpu));
  }

  private double farthest(ToDoubleFunction<Result> ratio) {
    return results.stream().mapToDouble(r -> Math.abs(ratio.applyAsDouble(r) - 1)).max().orElse(0);
  }

  private void goals(String rival) {
    transcript.line("Goals, as multiples of " + rival + "'s figures");
    transcript.line(GOALS.header());
    results.forEach(result -> transcript.line(goal(result, rival)));
    transcript.line("");
  }

  private String goal(Result result, String rival) {
    var goal = Goal.at(result.load());
    double throughput = result.throughput(setting.subject(), rival).middle();
    double cpu = result.cpuRatio(setting.subject(), rival);
    return GOALS.row(
        result.load().workload().name(),
        Integer.toString(result.load().pipeline()),
        Integer.toString(result.load().clients()),
        Figures.thousandths(throughput),
        ">= " + Figures.hundredths(goal.throughput()),
        Goal.verdict(throughput >= goal.throughput()),
        Figures.thousandths(cpu),
        "<= " + Figures.hundredths(goal.cpu()),
        Goal.verdict(cpu <= goal.cpu()));
  }

  List<Result> results() {
    return results;
  }
}
