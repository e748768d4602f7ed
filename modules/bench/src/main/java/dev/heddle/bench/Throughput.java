package dev.heddle.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all servers under all loads. Every load is run once on every server before anything
 * counts; that run also tells how many requests fill a round. The rounds of a load take the servers
 * in turns, forwards and backwards (A B, B A, ...), so that a drift of the machine meets all alike.
 */
final class Throughput {
  private final Plan plan;
  private final List<ServerProcess> servers;
  private final LoadGenerator generator;
  private final ThroughputReport report;
  private final Map<Load, Long> requests = new HashMap<>();

  Throughput(
      Plan plan, List<ServerProcess> servers, LoadGenerator generator, ThroughputReport report) {
    this.plan = plan;
    this.servers = servers;
    this.generator = generator;
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
      fill(workload);
      for (var load : plan.loads(workload)) {
        double fastest = 0;
        for (var server : servers) {
          var sample = run(server, load, plan.warmupRequests(load.pipeline()));
          fastest = Math.max(fastest, sample.latency().perSecond());
        }
        requests.put(load, plan.roundRequests(fastest, load.pipeline()));
      }
    }
  }

  private void measure() throws IOException {
    for (var workload : plan.workloads()) {
      fill(workload);
      for (var load : plan.loads(workload)) {
        report.add(measure(load, requests.getOrDefault(load, 0L)));
      }
    }
  }

  private Result measure(Load load, long requests) throws IOException {
    var samples = new LinkedHashMap<String, List<Sample>>();
    for (int round = 0; round < plan.rounds(); round++) {
      for (var server : round % 2 == 0 ? servers : servers.reversed()) {
        var sample = run(server, load, requests);
        samples.computeIfAbsent(server.name(), name -> new ArrayList<>()).add(sample);
      }
    }
    return new Result(load, samples);
  }

  private Sample run(ServerProcess server, Load load, long requests) throws IOException {
    var workload = load.workload();
    int refills = workload.refillCount(requests);
    if (refills > 0) {
      try (var wire = server.connect()) {
        for (String[] command : workload.beforeRefill()) {
          wire.tell(command);
        }
        wire.load(workload.fill(plan.valueSize()), refills);
      }
    }
    var subscribers = new Subscribers(server, workload.subscribers());
    try {
      return generator.run(server, load, requests);
    } finally {
      subscribers.close();
    }
  }

  private void fill(Workload workload) throws IOException {
    for (var server : servers) {
      try (var wire = server.connect()) {
        wire.tell("FLUSHALL");
        wire.load(workload.fill(plan.valueSize()), workload.fillCount(plan.keyspace()));
      }
    }
  }
}
