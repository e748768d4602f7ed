package dev.heddle.bench;

import dev.heddle.bench.BarChart.Bar;
import dev.heddle.bench.BarChart.Group;
import dev.heddle.bench.BarChart.Panel;
import dev.heddle.bench.SaveCost.Cost;
import dev.heddle.bench.SaveCost.Save;
import dev.heddle.bench.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What saving costs, as text, picture and JSON. Figures of several saves are medians, but the
 * longest wait is that of all.
 */
final class SaveReport {
  private static final double GOAL_MILLIS = 2;
  private static final double GOAL_SHARE = 0.1;

  private static final Table WAITS =
      new Table(
          new Column("server", -11),
          new Column("writes", -6),
          new Column("number", 10),
          new Column("p50 ms", 8),
          new Column("p99 ms", 8),
          new Column("p99.9 ms", 8),
          new Column("max ms", 8));

  private static final Table COSTS =
      new Table(
          new Column("server", -11),
          new Column("save s", 7),
          new Column("file MB", 8),
          new Column("used MB", 8),
          new Column("copied MB", 9),
          new Column("resident MB", 11),
          new Column("peak MB", 8),
          new Column("child MB", 8));

  private static final String LEGEND =
      """
      A wait is counted from the moment at which the write was due. copied: what the
      server says it copied because of the save. resident: of the process, before the
      save and at most during it. child: at most, most of it shared with the server.
      """;

  private final Setting setting;
  private final Map<String, List<Save>> saves;

  SaveReport(Setting setting, Map<String, List<Save>> saves) {
    this.setting = setting;
    this.saves = saves;
  }

  /** The text. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(WAITS.header());
    for (var name : setting.names()) {
      lines.add(waits(name, "before", name, Save::before));
      lines.add(waits("", "during", name, Save::during));
    }
    lines.add("");
    lines.add(COSTS.header());
    setting.names().forEach(name -> lines.add(costs(name)));
    lines.add("");
    LEGEND.lines().forEach(lines::add);
    lines.add("");
    setting.names().forEach(name -> lines.add(goals(name)));
    return lines;
  }

  private List<Save> of(String server) {
    return saves.getOrDefault(server, List.of());
  }

  private double median(String server, ToDoubleFunction<Save> figure) {
    return Figures.median(of(server), figure);
  }

  private double cost(String server, ToDoubleFunction<Cost> figure) {
    return median(server, save -> figure.applyAsDouble(save.cost()));
  }

  private String waits(
      String title, String phase, String server, Function<Save, Waits.Summary> writes) {
    var all = of(server).stream().map(writes).toList();
    return WAITS.row(
        title,
        phase,
        Figures.count((double) all.stream().mapToLong(Waits.Summary::requests).sum()),
        Figures.hundredths(Figures.median(all, Waits.Summary::p50)),
        Figures.hundredths(Figures.median(all, Waits.Summary::p99)),
        Figures.hundredths(Figures.median(all, Waits.Summary::p999)),
        Figures.hundredths(Figures.max(all.stream().map(Waits.Summary::max).toList())));
  }

  private String costs(String server) {
    return COSTS.row(
        server,
        Figures.hundredths(cost(server, Cost::seconds)),
        Figures.megabytes(cost(server, Cost::file)),
        Figures.megabytes(cost(server, Cost::used)),
        Figures.megabytes(cost(server, Cost::copied)),
        Figures.megabytes(cost(server, Cost::resident)),
        Figures.megabytes(cost(server, Cost::peak)),
        Figures.megabytes(cost(server, Cost::child)));
  }

  /** What a save adds to the 99.9th percentile, in milliseconds. */
  private double added(String server) {
    return median(server, save -> save.during().p999() - save.before().p999());
  }

  /** What it copies, as a share of the data. */
  private double share(String server) {
    return cost(server, cost -> cost.copied() / cost.used());
  }

  private String goals(String server) {
    double added = added(server);
    double share = share(server);
    String line =
        "%s: a save adds %s ms to the 99.9th percentile, and %s %% to the data"
            .formatted(server, Figures.hundredths(added), Figures.hundredths(100 * share));
    return server.equals(setting.subject()) && !setting.calibrating()
        ? line
            + "; goals: %s ms, %s; %s %%, %s"
                .formatted(
                    Figures.plain(GOAL_MILLIS),
                    Goal.verdict(added <= GOAL_MILLIS),
                    Figures.plain(100 * GOAL_SHARE),
                    Goal.verdict(share <= GOAL_SHARE))
        : line;
  }

  /** Waits before and during a save, side by side; what it adds has the goal. */
  String picture() {
    var panel = new Panel("99.9th percentile of the waits, ms; red: goal", "%.2f", percentiles());
    var worst = new Panel("Longest wait, ms", "%.1f", longest());
    var series = List.of("before", "during");
    return BarChart.draw(setting.title(), setting.lines(), series, List.of(panel, worst));
  }

  private List<Group> percentiles() {
    var groups = new ArrayList<Group>();
    for (var name : setting.names()) {
      double before = median(name, save -> save.before().p999());
      double goal = name.equals(setting.subject()) ? before + GOAL_MILLIS : Double.NaN;
      groups.add(
          new Group(
              name,
              List.of(
                  new Bar(before, Double.NaN),
                  new Bar(median(name, save -> save.during().p999()), goal))));
    }
    return groups;
  }

  private List<Group> longest() {
    var groups = new ArrayList<Group>();
    for (var name : setting.names()) {
      groups.add(
          new Group(name, List.of(longest(name, Save::before), longest(name, Save::during))));
    }
    return groups;
  }

  private Bar longest(String server, Function<Save, Waits.Summary> writes) {
    return new Bar(
        Figures.max(of(server).stream().map(save -> writes.apply(save).max()).toList()),
        Double.NaN);
  }

  /** Every save. */
  String json() {
    var json = setting.json();
    var results = new LinkedHashMap<String, Object>();
    setting
        .names()
        .forEach(name -> results.put(name, of(name).stream().map(SaveReport::json).toList()));
    json.put("saves", results);
    return Json.write(json);
  }

  private static Map<String, Object> json(Save save) {
    var json = new LinkedHashMap<String, Object>();
    json.put("before", save.before().json());
    json.put("during", save.during().json());
    json.put("seconds", save.cost().seconds());
    json.put("file", save.cost().file());
    json.put("used_memory", save.cost().used());
    json.put("copied", save.cost().copied());
    json.put("resident", save.cost().resident());
    json.put("resident_peak", save.cost().peak());
    json.put("child_resident_peak", save.cost().child());
    return json;
  }
}
