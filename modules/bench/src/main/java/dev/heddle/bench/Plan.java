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
    int clients,
    int idle,
    int keyspace,
    int valueSize,
    Aof aof) {

  private static final double LEAST_SECONDS = 0.1;

  static Plan of(CommandLine line) {
    return new Plan(
        line.integer(Option.ROUNDS, 1),
        line.seconds(Option.SECONDS, LEAST_SECONDS),
        line.integer(Option.REQUESTS, 0),
        line.seconds(Option.WARMUP, LEAST_SECONDS),
        line.constants(Option.ONLY, Workload.class),
        line.integers(Option.PIPELINES),
        line.integer(Option.CLIENTS, 1),
        line.integer(Option.IDLE, 0),
        line.integer(Option.KEYSPACE, 1),
        line.integer(Option.VALUE_SIZE, 1),
        line.constant(Option.AOF, Aof.class));
  }

  /** The pipelines of one workload. */
  List<Load> loads(Workload workload) {
    return pipelines.stream().map(pipeline -> new Load(workload, pipeline)).toList();
  }

  /** Requests of a warm-up run, before anything is known of this machine. */
  long warmupRequests(int pipeline) {
    return whole(warmup * 60_000 * Math.min(pipeline, 8), pipeline);
  }

  /** Requests of a measured run, where so many a second were seen. */
  long roundRequests(double perSecond, int pipeline) {
    return requests > 0 ? requests : whole(perSecond * seconds, pipeline);
  }

  /** How long all measured rounds of so many servers are meant to take; 0: it depends on them. */
  double roundsSeconds(int servers) {
    return requests > 0 ? 0 : seconds * rounds * servers * workloads.size() * pipelines.size();
  }

  /** As many, in whole pipelines of all clients. */
  private long whole(double count, int pipeline) {
    long batch = (long) clients * pipeline;
    return batch * Math.max(1, (long) Math.ceil(count / batch));
  }

  /** In one line. */
  String describe() {
    return "%d clients, %d idle beside; %d keys, values of %d bytes; append-only file %s; %s"
        .formatted(clients, idle, keyspace, valueSize, Words.lower(aof.name()), describeRounds());
  }

  private String describeRounds() {
    String length = requests > 0 ? requests + " requests" : Figures.plain(seconds) + " s";
    return (rounds == 1 ? "1 round" : rounds + " rounds") + " of " + length + " each, in turns";
  }
}
