package dev.heddle.bench;

import dev.heddle.bench.BarChart.Bar;
import dev.heddle.bench.BarChart.Group;
import dev.heddle.bench.BarChart.Panel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The results as figures for programs and as a picture for people. */
final class ThroughputFiles {
  private final Setting setting;
  private final Plan plan;
  private final List<Result> results;

  ThroughputFiles(Setting setting, Plan plan, List<Result> results) {
    this.setting = setting;
    this.plan = plan;
    this.results = results;
  }

  /** Every round of every server, as it was measured. */
  String json() {
    var json = setting.json();
    json.put("results", results.stream().map(this::json).toList());
    return Json.write(json);
  }

  private Map<String, Object> json(Result result) {
    var json = new LinkedHashMap<String, Object>();
    json.put("workload", result.load().workload().name());
    json.put("pipeline", result.load().pipeline());
    json.put("command", result.load().workload().line());
    for (var server : setting.names()) {
      json.put(server, result.of(server).stream().map(ThroughputFiles::json).toList());
    }
    return json;
  }

  private static Map<String, Object> json(Sample sample) {
    var json = new LinkedHashMap<String, Object>();
    json.put("requests", sample.latency().requests());
    json.put("requests_per_second", sample.latency().perSecond());
    json.put("p50_ms", sample.latency().p50());
    json.put("p99_ms", sample.latency().p99());
    json.put("p99.9_ms", sample.latency().p999());
    json.put("max_ms", sample.latency().max());
    json.put("server_cpu_us", sample.cpuMicros());
    return json;
  }

  /** Ratios with their goals beside each rival; requests per second of a server that is alone. */
  String picture() {
    var series = plan.pipelines().stream().map(n -> "pipeline " + n).toList();
    var panels = new ArrayList<Panel>();
    for (var rival : setting.rivals()) {
      panels.addAll(ratios(rival));
    }
    if (panels.isEmpty()) {
      panels.add(
          panel(
              "Requests per second",
              "%,.0f",
              r -> r.perSecond(setting.subject()),
              ThroughputFiles::none));
    }
    return BarChart.draw(setting.title(), setting.lines(), series, panels);
  }

  private List<Panel> ratios(String rival) {
    String of = " as a multiple of " + rival + "'s";
    boolean goals = !setting.calibrating();
    return List.of(
        panel(
            "Requests per second" + of + (goals ? "; red: at least" : ""),
            "%.2f",
            r -> r.throughput(setting.subject(), rival).middle(),
            goals ? r -> Goal.at(r.load().pipeline()).throughput() : ThroughputFiles::none),
        panel(
            "Server's CPU time per request" + of + (goals ? "; red: at most" : ""),
            "%.2f",
            r -> r.cpuRatio(setting.subject(), rival),
            goals ? r -> Goal.at(r.load().pipeline()).cpu() : ThroughputFiles::none));
  }

  private static double none(Result result) {
    return Double.NaN;
  }

  private Panel panel(
      String title, String format, ToDoubleFunction<Result> value, ToDoubleFunction<Result> goal) {
    var bars = new LinkedHashMap<Workload, List<Bar>>();
    for (var result : results) {
      bars.computeIfAbsent(result.load().workload(), workload -> new ArrayList<>())
          .add(new Bar(value.applyAsDouble(result), goal.applyAsDouble(result)));
    }
    var groups = new ArrayList<Group>();
    bars.forEach((workload, list) -> groups.add(new Group(workload.name(), list)));
    return new Panel(title, format, groups);
  }
}
