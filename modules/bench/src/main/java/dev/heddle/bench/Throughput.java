package dev.heddle.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures all servers under all loads. Every load is warmed up before anything counts. */
final class Throughput {
  private final Plan plan;
  private final List<ServerProcess> servers;
  private final Rounds rounds;
  private final ThroughputReport report;
  private final Map<Load, Long> requests = new HashMap<>();

  Throughput(
      Plan plan, List<ServerProcess> servers, LoadGenerator generator, ThroughputReport report) {
    this.plan = plan;
    this.servers = servers;
    this.rounds = new Rounds(plan, servers, generator);
    this.report = report;
  }

  /** Measures with the idle clients connected. */
  void run() throws IOException {
    try (var idle = new IdleClients()) {
      for (var server : servers) {
        idle.open(server, plan.idle());
      }
      report.warmingUp(plan.roundsSeconds(servers.size()));
      warmUp();
      report.warm();
      measure();
    }
  }

  private void warmUp() throws IOException {
    for (var workload : plan.workloads()) {
      rounds.fill(workload);
      for (var load : plan.loads(workload)) {
        requests.put(load, rounds.warmUp(load));
      }
    }
  }

  private void measure() throws IOException {
    for (var workload : plan.workloads()) {
      rounds.fill(workload);
      for (var load : plan.loads(workload)) {
        report.add(rounds.measure(load, requests.getOrDefault(load, 0L)));
      }
    }
  }
}
