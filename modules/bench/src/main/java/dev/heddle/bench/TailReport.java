package dev.heddle.bench;

import dev.heddle.bench.BarChart.Bar;
import dev.heddle.bench.BarChart.Group;
import dev.heddle.bench.BarChart.Panel;
import dev.heddle.bench.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The waits under a steady load, as text, picture and JSON; figures are those of all minutes. */
final class TailReport {
  private static final double GOAL = 1.5;

  private static final Table TABLE =
      new Table(
          new Column("server", -11),
          new Column("requests", 11),
          new Column("p50 ms", 7),
          new Column("p99 ms", 7),
          new Column("p99.9 ms", 8),
          new Column("of minutes", -13),
          new Column("p99.99 ms", 9),
          new Column("max ms", 8),
          new Column("pause ms", 8),
          new Column("CPU us/request", 14),
          new Column("late ms", 8),
          new Column("stolen", 7));

  private static final String LEGEND =
      """
      A wait is counted from the moment at which the request was due. of minutes: the
      least and the greatest p99.9 of a minute. pause: the longest time in which nothing
      was answered though something was due. late: how long after it was due a request
      left at most; that part of its wait is not the server's. stolen: what the host of a
      virtual machine kept of its processors' time; a share of a thousandth may be all
      that p99.9 shows.
      """;

  private final Setting setting;
  private final int rate;
  private final Map<String, List<Steady>> rounds;

  TailReport(Setting setting, int rate, Map<String, List<Steady>> rounds) {
    this.setting = setting;
    this.rate = rate;
    this.rounds = rounds;
  }

  /** The text. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add(TABLE.header());
    setting.names().forEach(name -> lines.add(row(name)));
    lines.add("");
    LEGEND.lines().forEach(lines::add);
    lines.add("");
    setting.rivals().forEach(rival -> lines.add(goals(rival)));
    return lines;
  }

  private List<Steady> of(String server) {
    return rounds.getOrDefault(server, List.of());
  }

  private List<Phase> minutes(String server) {
    return of(server).stream().flatMap(steady -> steady.minutes().stream()).toList();
  }

  private Waits.Summary all(String server, Function<Phase, Waits> waits) {
    var sum = new Waits();
    minutes(server).forEach(minute -> sum.add(waits.apply(minute)));
    return sum.summary();
  }

  private double pause(String server) {
    return Figures.max(minutes(server).stream().map(Phase::pauseMillis).toList());
  }

  private double cpu(String server) {
    double sum = of(server).stream().mapToDouble(Steady::cpuMicros).sum();
    return sum / (double) all(server, Phase::waits).requests();
  }

  private String row(String server) {
    var waits = all(server, Phase::waits);
    var minutes = minutes(server).stream().map(m -> m.waits().summary().p999()).toList();
    return TABLE.row(
        server,
        Figures.count((double) waits.requests()),
        Figures.hundredths(waits.p50()),
        Figures.hundredths(waits.p99()),
        Figures.hundredths(waits.p999()),
        Figures.hundredths(Figures.min(minutes)) + "-" + Figures.hundredths(Figures.max(minutes)),
        Figures.hundredths(waits.p9999()),
        Figures.hundredths(waits.max()),
        Figures.hundredths(pause(server)),
        Figures.hundredths(cpu(server)),
        Figures.hundredths(all(server, Phase::late).max()),
        Figures.percent(Figures.median(of(server), Steady::stolen)));
  }

  private double ratio(String rival, ToDoubleFunction<Waits.Summary> figure) {
    return figure.applyAsDouble(all(setting.subject(), Phase::waits))
        / figure.applyAsDouble(all(rival, Phase::waits));
  }

  private String goals(String rival) {
    return "%s as a multiple of %s: p99.9 %s, max %s"
        .formatted(
            setting.subject(),
            rival,
            goal(ratio(rival, Waits.Summary::p999)),
            goal(ratio(rival, Waits.Summary::max)));
  }

  private String goal(double ratio) {
    String text = Figures.hundredths(ratio);
    return setting.calibrating()
        ? text
        : "%s (goal %s, %s)".formatted(text, Figures.plain(GOAL), Goal.verdict(ratio <= GOAL));
  }

  /** The longest waits of each server; the goal is a multiple of the first one's. */
  String picture() {
    var panels =
        List.of(
            panel("99.9th percentile of the waits, ms", "p99.9", Waits.Summary::p999),
            panel("Longest wait, ms", "max", Waits.Summary::max));
    return BarChart.draw(setting.title(), setting.lines(), setting.names(), panels);
  }

  private Panel panel(String title, String name, ToDoubleFunction<Waits.Summary> figure) {
    var bars = new ArrayList<Bar>();
    double first = figure.applyAsDouble(all(setting.names().getFirst(), Phase::waits));
    for (var server : setting.names()) {
      boolean aims = server.equals(setting.subject()) && !setting.rivals().isEmpty();
      double goal = aims && !setting.calibrating() ? GOAL * first : Double.NaN;
      bars.add(new Bar(figure.applyAsDouble(all(server, Phase::waits)), goal));
    }
    return new Panel(title + "; red: at most", "%.2f", List.of(new Group(name, bars)));
  }

  /** Every minute. */
  String json() {
    var json = setting.json();
    json.put("requests_per_second", rate);
    var results = new LinkedHashMap<String, Object>();
    for (var name : setting.names()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("all", all(name, Phase::waits).json());
      one.put("server_cpu_us", of(name).stream().mapToDouble(Steady::cpuMicros).sum());
      one.put("stolen", Figures.median(of(name), Steady::stolen));
      one.put("minutes", minutes(name).stream().map(Phase::json).toList());
      results.put(name, one);
    }
    json.put("results", results);
    return Json.write(json);
  }
}
