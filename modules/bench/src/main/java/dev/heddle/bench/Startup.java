package dev.heddle.bench;

import dev.heddle.bench.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts each server again and again, in turns, on an empty directory, until its first PONG. */
final class Startup {
  private static final double GOAL_MILLIS = 150;

  private static final Table TABLE =
      new Table(
          new Column("server", -11),
          new Column("median ms", 9),
          new Column("least ms", 8),
          new Column("most ms", 8));

  private final Session session;
  private final int runs;
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();

  Startup(Session session) {
    this.session = session;
    this.runs = session.line().integer(Option.RUNS, 1);
  }

  void run() throws IOException {
    var setting =
        session.setting(runs + " starts of each on an empty directory, in turns, after one more");
    session.begin(setting);
    for (int i = 0; i < runs; i++) {
      measure(i % 2 == 0 ? session.contenders() : session.contenders().reversed());
    }
    session.transcript().line(TABLE.header());
    for (var name : setting.names()) {
      show(name, millis.getOrDefault(name, List.of()));
    }
    session.transcript().line("");
    session.transcript().line("Goal: at most " + Figures.plain(GOAL_MILLIS) + " ms");
    var json = setting.json();
    json.put("milliseconds", millis);
    session.save(Json.write(json));
  }

  private void measure(List<Contender> turn) throws IOException {
    for (var contender : turn) {
      try (var server = session.start(contender)) {
        millis.computeIfAbsent(server.name(), n -> new ArrayList<>()).add(server.startMillis());
      }
    }
  }

  private void show(String name, List<Double> times) {
    session
        .transcript()
        .line(
            TABLE.row(
                name,
                Figures.plain(Math.rint(Figures.median(times, Double::doubleValue))),
                Figures.plain(Math.rint(Figures.min(times))),
                Figures.plain(Math.rint(Figures.max(times)))));
  }
}
