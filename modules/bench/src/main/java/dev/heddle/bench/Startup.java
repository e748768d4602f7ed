package dev.heddle.bench;

import dev.heddle.bench.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts each server again and again, in turns, on an empty directory: the time until its first
 * PONG, and how much slower than later ones its first requests are.
 */
final class Startup {
  private static final double GOAL_MILLIS = 150;
  private static final int FIRST_REQUESTS = 10_000;
  private static final double GOAL_FIRST = 0.5;

  private static final Table TABLE =
      new Table(
          new Column("server", -11),
          new Column("median ms", 9),
          new Column("least ms", 8),
          new Column("most ms", 8),
          new Column("first/s", 9),
          new Column("later/s", 9),
          new Column("ratio", 6));

  private final Session session;
  private final int runs;
  private final Plan plan;
  private final Load load;
  private final LoadGenerator generator;
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();
  private final Map<String, List<Double>> first = new LinkedHashMap<>();
  private final Map<String, List<Double>> later = new LinkedHashMap<>();

  Startup(Session session) {
    this.session = session;
    this.runs = session.line().integer(Option.RUNS, 1);
    this.plan = Plan.of(session.line());
    this.load = new Load(Workload.SET, 1, plan.mostClients());
    this.generator = LoadGenerator.of(session, plan);
  }

  void run() throws IOException {
    var setting =
        session.setting(
            "%d starts of each on an empty directory, in turns; then %d SET by %d clients, one by one"
                    .formatted(runs, FIRST_REQUESTS, load.clients())
                + ", and as many as fill %s s after %s s of them"
                    .formatted(Figures.plain(plan.seconds()), Figures.plain(plan.warmup())));
    session.begin(setting);
    for (int i = 0; i < runs; i++) {
      measure(i % 2 == 0 ? session.contenders() : session.contenders().reversed());
    }
    session.transcript().line(TABLE.header());
    for (var name : setting.names()) {
      show(name);
    }
    session.transcript().line("");
    session
        .transcript()
        .line(
            "Goals: at most %s ms, and a ratio of %s"
                .formatted(Figures.plain(GOAL_MILLIS), Figures.plain(GOAL_FIRST)));
    var json = setting.json();
    json.put("milliseconds", millis);
    json.put("first_requests_per_second", first);
    json.put("later_requests_per_second", later);
    session.save(Json.write(json));
  }

  private void measure(List<Contender> turn) throws IOException {
    for (var contender : turn) {
      try (var server = session.start(contender)) {
        add(millis, server, server.startMillis());
        add(first, server, perSecond(server, FIRST_REQUESTS));
        double warm = perSecond(server, plan.warmupRequests(load));
        add(later, server, perSecond(server, plan.roundRequests(warm, load)));
      }
    }
  }

  private double perSecond(ServerProcess server, long requests) throws IOException {
    return generator.run(server, load, requests).latency().perSecond();
  }

  private static void add(Map<String, List<Double>> all, ServerProcess server, double figure) {
    all.computeIfAbsent(server.name(), n -> new ArrayList<>()).add(figure);
  }

  private static double median(Map<String, List<Double>> all, String name) {
    return Figures.median(all.getOrDefault(name, List.of()), Double::doubleValue);
  }

  private void show(String name) {
    List<Double> times = millis.getOrDefault(name, List.of());
    double firstRate = median(first, name);
    double laterRate = median(later, name);
    session
        .transcript()
        .line(
            TABLE.row(
                name,
                Figures.plain(Math.rint(median(millis, name))),
                Figures.plain(Math.rint(Figures.min(times))),
                Figures.plain(Math.rint(Figures.max(times))),
                Figures.count(firstRate),
                Figures.count(laterRate),
                Figures.hundredths(firstRate / laterRate)));
  }
}
