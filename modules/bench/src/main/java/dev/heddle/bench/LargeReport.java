package dev.heddle.bench;

import dev.heddle.bench.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Prints what each long command did to others when all servers have done it. */
final class LargeReport {
  private static final Table TABLE =
      new Table(
          new Column("command", -14),
          new Column("server", -11),
          new Column("took ms", 9),
          new Column("before: p99.9", 13),
          new Column("max ms", 8),
          new Column("during: p99.9", 13),
          new Column("ratio", 6),
          new Column("max ms", 8),
          new Column("ratio", 6),
          new Column("late ms", 8));

  private static final String LEGEND =
      """

      How long other clients' GETs waited, from the moment at which they were due. took:
      until the reply, or until all expired keys were gone. during: until then, and for no
      less than a second. late: at most for this program to ask, meanwhile. Ratios are to
      the first server.\
      """;

  private final Setting setting;
  private final Transcript transcript;
  private final List<Disturbance> all = new ArrayList<>();

  LargeReport(Setting setting, Transcript transcript) {
    this.setting = setting;
    this.transcript = transcript;
  }

  void add(Disturbance disturbance) {
    all.add(disturbance);
  }

  /** A line for each server: this command is through. */
  void end(LongCommand command) {
    if (all.stream().allMatch(one -> one.command() == command)) {
      transcript.line(TABLE.header());
    }
    setting.names().forEach(name -> transcript.line(row(command, name)));
  }

  private List<Disturbance> of(LongCommand command, String server) {
    return all.stream().filter(d -> d.command() == command && d.server().equals(server)).toList();
  }

  private Waits.Summary waits(LongCommand command, String server, Function<Disturbance, Waits> of) {
    var sum = new Waits();
    of(command, server).forEach(one -> sum.add(of.apply(one)));
    return sum.summary();
  }

  private String row(LongCommand command, String server) {
    String rival = setting.names().getFirst();
    boolean first = server.equals(rival);
    var before = waits(command, server, one -> one.before().waits());
    var during = waits(command, server, one -> one.during().waits());
    var rivals = waits(command, rival, one -> one.during().waits());
    var late = waits(command, server, one -> one.during().late());
    return TABLE.row(
        first ? Words.lower(command.name()) : "",
        server,
        Figures.hundredths(Figures.median(of(command, server), Disturbance::millis)),
        Figures.hundredths(before.p999()),
        Figures.hundredths(before.max()),
        Figures.hundredths(during.p999()),
        first ? "" : Figures.hundredths(during.p999() / rivals.p999()),
        Figures.hundredths(during.max()),
        first ? "" : Figures.hundredths(during.max() / rivals.max()),
        Figures.hundredths(late.max()));
  }

  /** What the columns mean. */
  void end() {
    LEGEND.lines().forEach(transcript::line);
  }

  /** Every one. */
  String json() {
    var json = setting.json();
    json.put("results", all.stream().map(Disturbance::json).toList());
    return Json.write(json);
  }
}
