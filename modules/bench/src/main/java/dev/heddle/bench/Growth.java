package dev.heddle.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Has each server hold more and more keys. While they are added at a steady rate one more client
 * asks for a key each millisecond; at each size all servers answer requests for random keys.
 */
final class Growth {
  private static final int BATCH = 100; // short, so that the one client does not wait for it
  private static final int PROBES = 1000; // a second

  private final Session session;
  private final Plan plan;
  private final List<Integer> sizes;
  private final int rate;

  Growth(Session session) {
    this.session = session;
    this.plan = Plan.of(session.line());
    this.sizes = session.line().integers(Option.KEYS).stream().sorted().toList();
    this.rate = session.line().integer(Option.RATE, 1);
  }

  void run() throws IOException {
    var setting =
        session.setting(
            "values of %d bytes, %,d new keys a second; then %s clients on random keys, %s"
                .formatted(
                    plan.valueSize(), rate, Words.join(plan.clients()), plan.describeRounds()));
    session.begin(setting);
    var report = new GrowthReport(setting, session.transcript());
    var servers = session.startAll();
    int before = 0;
    for (int size : sizes) {
      for (var server : servers) {
        session
            .transcript()
            .progress("%s: up to %s keys ...".formatted(server.name(), Figures.count(size)));
        report.add(grow(server, before, size));
      }
      measure(servers, size, report);
      before = size;
    }
    report.end();
    session.save(report.json());
  }

  private Grown grow(ServerProcess server, int from, int to) throws IOException {
    var template = Workload.SET.fill(plan.valueSize());
    var probe = List.of(Request.of(Request.GET, 1)); // of the first key
    try (var wire = server.connect();
        var load = new SteadyLoad(server.port(), 1, PROBES, probe)) {
      var phase = load.phase();
      long began = System.nanoTime();
      for (int done = from; done < to; done += BATCH) {
        wire.load(template, done, Math.min(to, done + BATCH));
        LockSupport.parkNanos(began + (long) ((done - from) * (1e9 / rate)) - System.nanoTime());
        load.check();
      }
      load.end();
      return new Grown(server.name(), from, to, (System.nanoTime() - began) / 1e9, phase);
    }
  }

  private void measure(List<ServerProcess> servers, int size, GrowthReport report)
      throws IOException {
    var here = plan.over(size);
    var rounds = new Rounds(here, servers, LoadGenerator.of(session, here));
    for (var workload : plan.workloads()) {
      for (var load : plan.loads(workload)) {
        report.add(size, rounds.measure(load, rounds.warmUp(load)));
      }
    }
  }
}
