package dev.heddle.bench;

import dev.heddle.bench.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints each step and each size when it is there, and in the end what they say of the goal. */
final class GrowthReport {
  private static final double GOAL_MILLIS = 5;

  private static final Table STEPS =
      new Table(
          new Column("from keys", 11),
          new Column("to keys", 11),
          new Column("server", -11),
          new Column("keys/s", 10),
          new Column("p99 ms", 8),
          new Column("p99.9 ms", 8),
          new Column("max ms", 8),
          new Column("late ms", 8));

  private static final Table SIZES =
      new Table(
          new Column("keys", 11),
          new Column("workload", -8),
          new Column("pipeline", 8),
          new Column("server", -11),
          new Column("requests/s", 10),
          new Column("ratio", -16),
          new Column("CPU us/request", 14),
          new Column("ratio", 5),
          new Column("of first size", 13));

  private static final String LEGEND =
      """
      While keys are added: how long one client waited that asked for a key each
      millisecond, from the moment at which it was due; late: at most for this program
      to ask. of first size: CPU time as a multiple of that with the fewest keys.
      """;

  /** The requests at a size. */
  private record Size(int keys, Result result) {}

  private final Setting setting;
  private final Transcript transcript;
  private final List<Grown> steps = new ArrayList<>();
  private final List<Size> sizes = new ArrayList<>();

  GrowthReport(Setting setting, Transcript transcript) {
    this.setting = setting;
    this.transcript = transcript;
  }

  /** A line, and the titles before the first of a step. */
  void add(Grown step) {
    if (step.server().equals(setting.names().getFirst())) {
      transcript.line("");
      transcript.line(STEPS.header());
    }
    steps.add(step);
    var waits = step.probe().waits().summary();
    transcript.line(
        STEPS.row(
            Figures.count(step.from()),
            Figures.count(step.to()),
            step.server(),
            Figures.count((step.to() - step.from()) / step.seconds()),
            Figures.hundredths(waits.p99()),
            Figures.hundredths(waits.p999()),
            Figures.hundredths(waits.max()),
            Figures.hundredths(step.probe().late().summary().max())));
  }

  /** A line for each server, and the titles before the first load at a size. */
  void add(int keys, Result result) {
    if (sizes.isEmpty() || sizes.getLast().keys() != keys) {
      transcript.line("");
      transcript.line(SIZES.header());
    }
    var size = new Size(keys, result);
    sizes.add(size);
    setting.names().forEach(name -> transcript.line(row(size, name)));
  }

  private String row(Size size, String server) {
    var result = size.result();
    String rival = setting.names().getFirst();
    boolean first = server.equals(rival);
    return SIZES.row(
        first ? Figures.count(size.keys()) : "",
        first ? result.load().workload().name() : "",
        first ? Integer.toString(result.load().pipeline()) : "",
        server,
        Figures.count(result.perSecond(server)),
        first ? "" : result.throughput(server, rival).text(),
        Figures.hundredths(result.cpu(server)),
        first ? "" : Figures.hundredths(result.cpuRatio(server, rival)),
        Figures.hundredths(ofFirst(result, server)));
  }

  /** CPU time per request as a multiple of what the same load took at the first size. */
  private double ofFirst(Result result, String server) {
    return sizes.stream()
        .map(Size::result)
        .filter(other -> other.load().equals(result.load()))
        .findFirst()
        .map(other -> result.cpu(server) / other.cpu(server))
        .orElse(Double.NaN);
  }

  /** What the columns mean, and the goal. */
  void end() {
    transcript.line("");
    LEGEND.lines().forEach(transcript::line);
    transcript.line("");
    setting.names().forEach(name -> transcript.line(goal(name)));
  }

  private String goal(String server) {
    double longest =
        Figures.max(
            steps.stream()
                .filter(step -> step.server().equals(server))
                .map(step -> step.probe().waits().summary().max())
                .toList());
    String line =
        "%s: while keys were added nobody waited longer than %s ms"
            .formatted(server, Figures.hundredths(longest));
    return server.equals(setting.subject()) && !setting.calibrating()
        ? "%s; goal: %s ms, %s"
            .formatted(line, Figures.plain(GOAL_MILLIS), Goal.verdict(longest <= GOAL_MILLIS))
        : line;
  }

  /** Every step, and every round at every size. */
  String json() {
    var json = setting.json();
    json.put("steps", steps.stream().map(Grown::json).toList());
    json.put("sizes", sizes.stream().map(this::json).toList());
    return Json.write(json);
  }

  private Map<String, Object> json(Size size) {
    var json = new LinkedHashMap<String, Object>();
    json.put("keys", size.keys());
    json.putAll(size.result().json(setting.names()));
    return json;
  }
}
