package dev.heddle.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Runs loads on servers. The rounds of one take the servers in turns, forwards and backwards (A B,
 * B A, ...), so that a drift of the machine meets all alike.
 */
final class Rounds {
  private final Plan plan;
  private final List<ServerProcess> servers;
  private final LoadGenerator generator;

  Rounds(Plan plan, List<ServerProcess> servers, LoadGenerator generator) {
    this.plan = plan;
    this.servers = servers;
    this.generator = generator;
  }

  /** Puts the data of a workload into every server, and nothing else. */
  void fill(Workload workload) throws IOException {
    for (var server : servers) {
      try (var wire = server.connect()) {
        wire.tell("FLUSHALL");
        wire.load(workload.fill(plan.valueSize()), workload.fillCount(plan.keyspace()));
      }
    }
  }

  /** Runs a load once on every server; how many requests fill a round of the fastest. */
  long warmUp(Load load) throws IOException {
    double fastest = 0;
    for (var server : servers) {
      var sample = run(server, load, plan.warmupRequests(load));
      fastest = Math.max(fastest, sample.latency().perSecond());
    }
    return plan.roundRequests(fastest, load);
  }

  /** The rounds of one load, of so many requests each. */
  Result measure(Load load, long requests) throws IOException {
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
}
