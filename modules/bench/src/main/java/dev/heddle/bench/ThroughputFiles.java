package dev.heddle.bench;

import dev.heddle.bench.BarChart.Bar;
import dev.heddle.bench.BarChart.Group;
import dev.heddle.bench.BarChart.Panel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    json.put("results", results.stream().map(result -> result.json(setting.names())).toList());
    return Json.write(json);
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
            goals ? r -> Goal.at(r.load()).throughput() : ThroughputFiles::none),
        panel(
            "Server's CPU time per request" + of + (goals ? "; red: at most" : ""),
            "%.2f",
            r -> r.cpuRatio(setting.subject(), rival),
            goals ? r -> Goal.at(r.load()).cpu() : ThroughputFiles::none));
  }

  private static double none(Result result) {
    return Double.NaN;
  }

  private Panel panel(
      String title, String format, ToDoubleFunction<Result> value, ToDoubleFunction<Result> goal) {
    var bars = new LinkedHashMap<String, List<Bar>>();
    for (var result : results) {
      bars.computeIfAbsent(group(result.load()), name -> new ArrayList<>())
          .add(new Bar(value.applyAsDouble(result), goal.applyAsDouble(result)));
    }
    var groups = new ArrayList<Group>();
    bars.forEach((name, list) -> groups.add(new Group(name, list)));
    return new Panel(title, format, groups);
  }

  /** The name under the bars of all pipelines. */
  private String group(Load load) {
    String workload = load.workload().name();
    return plan.clients().size() == 1 ? workload : workload + " by " + load.clients();
  }
}
