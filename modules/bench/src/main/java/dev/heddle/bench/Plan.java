package dev.heddle.bench;

import java.util.List;

/**
 * How throughput is measured.
 *
 * @param requests of one round; 0: what fills {@code seconds}
 */
record Plan(
    int rounds,
    double seconds,
    int requests,
    double warmup,
    List<Workload> workloads,
    List<Integer> pipelines,
    List<Integer> clients,
    int idle,
    int keyspace,
    int valueSize,
    Aof aof) {

  private static final double LEAST_SECONDS = 0.1;

  static Plan of(CommandLine line) {
    return new Plan(
        line.integer(Option.ROUNDS, 1),
        line.time(Option.SECONDS, LEAST_SECONDS),
        line.integer(Option.REQUESTS, 0),
        line.time(Option.WARMUP, LEAST_SECONDS),
        line.constants(Option.ONLY, Workload.class),
        line.integers(Option.PIPELINES),
        line.integers(Option.CLIENTS),
        line.integer(Option.IDLE, 0),
        line.integer(Option.KEYSPACE, 1),
        line.integer(Option.VALUE_SIZE, 1),
        line.constant(Option.AOF, Aof.class));
  }

  /** The same with another number of keys. */
  Plan over(int keys) {
    return new Plan(
        rounds, seconds, requests, warmup, workloads, pipelines, clients, idle, keys, valueSize,
        aof);
  }

  /** One workload in all pipelines, with all numbers of clients. */
  List<Load> loads(Workload workload) {
    return clients.stream()
        .flatMap(count -> pipelines.stream().map(pipeline -> new Load(workload, pipeline, count)))
        .toList();
  }

  /** The most clients that send at once. */
  int mostClients() {
    return clients.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Requests of a warm-up run, before anything is known of this machine. */
  long warmupRequests(Load load) {
    double perSecond = load.clients() == 1 ? 15_000 : 60_000;
    return whole(warmup * perSecond * Math.min(load.pipeline(), 8), load);
  }

  /** Requests of a measured run, where so many a second were seen. */
  long roundRequests(double perSecond, Load load) {
    return requests > 0 ? requests : whole(perSecond * seconds, load);
  }

  /** How long all measured rounds of so many servers are meant to take; 0: it depends on them. */
  double roundsSeconds(int servers) {
    int loads = workloads.size() * pipelines.size() * clients.size();
    return requests > 0 ? 0 : seconds * rounds * servers * loads;
  }

  /** As many, in whole pipelines of all clients. */
  private static long whole(double count, Load load) {
    long batch = (long) load.clients() * load.pipeline();
    return batch * Math.max(1, (long) Math.ceil(count / (double) batch));
  }

  /** In one line. */
  String describe() {
    return "%s clients, %d idle beside; %d keys, values of %d bytes; append-only file %s; %s"
        .formatted(
            Words.join(clients),
            idle,
            keyspace,
            valueSize,
            Words.lower(aof.name()),
            describeRounds());
  }

  /** How many rounds, and how long each. */
  String describeRounds() {
    String length = requests > 0 ? requests + " requests" : Figures.plain(seconds) + " s";
    return Words.count(rounds, "round") + " of " + length + " each, in turns";
  }
}
