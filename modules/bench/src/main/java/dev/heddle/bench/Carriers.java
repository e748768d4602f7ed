package dev.heddle.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures Heddle with so many carrier threads of its virtual threads, beside the rivals: requests
 * a second, and for how long the one lock is held meanwhile.
 */
final class Carriers {
  private final Session session;
  private final Plan plan;

  /** One more server for each number of carriers. */
  Carriers(Session session) {
    this.session = session.with(contenders(session));
    this.plan = Plan.of(session.line());
  }

  private static List<Contender> contenders(Session session) {
    var heddle = session.contenders().getLast();
    var list = new ArrayList<>(session.contenders().subList(0, session.contenders().size() - 1));
    for (int carriers : session.line().integers(Option.CARRIERS)) {
      String option = "-Djdk.virtualThreadScheduler.parallelism=" + carriers;
      list.add(heddle.with(heddle.name() + " " + carriers, option));
    }
    return List.copyOf(list);
  }

  void run() throws IOException {
    var generator = LoadGenerator.of(session, plan);
    var setting = session.setting(plan.describe());
    session.begin(setting);
    var report = new CarriersReport(setting, session.transcript());
    var rounds = new Rounds(plan, session.startAll(), generator);
    for (var workload : plan.workloads()) {
      rounds.fill(workload);
      for (var load : plan.loads(workload)) {
        session.transcript().progress(load + " ...");
        report.add(rounds.measure(load, rounds.warmUp(load)));
      }
    }
    report.end();
    session.save(report.json());
  }
}
