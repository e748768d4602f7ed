package dev.heddle.bench;

import dev.heddle.bench.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Prints each result when it is there. */
final class CarriersReport {
  private static final Table TABLE =
      new Table(
          new Column("workload", -8),
          new Column("pipeline", 8),
          new Column("server", -11),
          new Column("requests/s", 10),
          new Column("ratio", -16),
          new Column("p99.9 ms", 8),
          new Column("CPU us/request", 14),
          new Column("lock us/request", 15),
          new Column("lock held", 9),
          new Column("saturated at", 12));

  private static final String LEGEND =
      """

      The number behind the server's name is that of its carrier threads. lock held: share
      of the time, as the server says. saturated at: requests/s at which the lock would be
      held all the time. Ratios are to the first server.\
      """;

  private final Setting setting;
  private final Transcript transcript;
  private final List<Result> results = new ArrayList<>();

  CarriersReport(Setting setting, Transcript transcript) {
    this.setting = setting;
    this.transcript = transcript;
  }

  /** A line for each server. */
  void add(Result result) {
    if (results.isEmpty()) {
      transcript.line(TABLE.header());
    }
    results.add(result);
    setting.names().forEach(name -> transcript.line(row(result, name)));
  }

  private String row(Result result, String server) {
    String rival = setting.names().getFirst();
    boolean first = server.equals(rival);
    return TABLE.row(
        first ? result.load().workload().name() : "",
        first ? Integer.toString(result.load().pipeline()) : "",
        server,
        Figures.count(result.perSecond(server)),
        first ? "" : result.throughput(server, rival).text(),
        Figures.thousandths(result.median(server, Latency::p999)),
        Figures.hundredths(result.cpu(server)),
        Figures.thousandths(result.lock(server)),
        Figures.percent(result.lockShare(server)),
        Figures.count(1e6 / result.lock(server)));
  }

  /** What the columns mean. */
  void end() {
    LEGEND.lines().forEach(transcript::line);
  }

  /** Every round of every server. */
  String json() {
    var json = setting.json();
    json.put("results", results.stream().map(result -> result.json(setting.names())).toList());
    return Json.write(json);
  }
}
