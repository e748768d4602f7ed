package dev.heddle.bench;

import org.jspecify.annotations.Nullable;

/** The options of the command line, one row each; the help is made of them. */
enum Option {
  ROUNDS("N", "5", "3", "measured rounds of each server, interleaved"),
  SECONDS("S", "2", "0.4", "aimed length of a round"),
  REQUESTS("N", "0", "0", "requests of a round, instead of --seconds"),
  WARMUP("S", "2", "0.4", "aimed length of the unmeasured round before"),
  ONLY("A,B", "all", "all", "these workloads, data sets or commands"),
  PIPELINES("N,N", "1,16,64", "1,16,64", "requests sent at once by one client"),
  CLIENTS("N", "50", "50", "clients that send; a list, unless snapshot, tail or large"),
  IDLE("N", "1000", "1000", "clients beside, connected and silent"),
  KEYSPACE("N", "100000", "100000", "keys that the requests are spread over (-r)"),
  VALUE_SIZE("BYTES", "3", "3", "length of the values"),
  KEYS("N", "1000000", "100000", "elements of each data set, or keys; a list with growth"),
  ELEMENTS("N", "10000000", "200000", "elements of each collection that is deleted"),
  RATE("N", "20000", "5000", "requests, or keys added, a second; with tail 0: half the maximum"),
  BEFORE("S", "10", "1", "time under these requests before what is measured"),
  MINUTES("M", "10", "0.1", "time under the steady load"),
  CARRIERS("N,N", "1,2,3,4", "1,2", "carrier threads"),
  PAUSE("S", "15", "2", "idle time after which the resident size is read again"),
  RUNS("N", "10", "5", "starts of each server"),
  AOF("POLICY", "off", "off", "always, everysec or no: all with an append-only file"),
  REDIS("PATH", "redis-server", "redis-server", "Redis; none leaves it out"),
  VALKEY("PATH", "valkey-server", "valkey-server", "Valkey; none leaves it out"),
  BENCHMARK("PATH", "redis-benchmark", "redis-benchmark", "the load generator"),
  SERVER_COMMAND(
      "LINE",
      "heddle-server beside this java",
      "heddle-server beside this java",
      "Heddle, as words between blanks; a script has to exec it"),
  OUT("DIR", "bench-results", "bench-results", "where results, logs and data go"),
  CALIBRATE("the first rival against itself: what differs is noise"),
  QUICK("short rounds, little data: a first look in under a minute"),
  HELP("this text");

  private final @Nullable String argument;
  private final String fallback;
  private final String quick;
  private final String help;

  Option(String help) {
    this(null, "", "", help);
  }

  Option(@Nullable String argument, String fallback, String quick, String help) {
    this.argument = argument;
    this.fallback = fallback;
    this.quick = quick;
    this.help = help;
  }

  /** Its name on the command line. */
  String word() {
    return "--" + Words.lower(name());
  }

  /** What stands for its value in the help; null: it takes none. */
  @Nullable String argument() {
    return argument;
  }

  /** The value when it is not given, where a mode has none of its own in {@link Defaults}. */
  String fallback(boolean quickly) {
    return quickly ? quick : fallback;
  }

  String help() {
    return help;
  }

  /** What a time is counted in. */
  String unit() {
    return this == MINUTES ? "minutes" : "seconds";
  }

  /** Whether it changes what is measured so. */
  boolean appliesTo(Mode mode) {
    return switch (this) {
      case ROUNDS -> mode != Mode.MEMORY && mode != Mode.STARTUP;
      case SECONDS, WARMUP -> mode.driven() || mode == Mode.TAIL || mode == Mode.STARTUP;
      case REQUESTS, PIPELINES -> mode.driven();
      case BENCHMARK -> mode.driven() || mode == Mode.STARTUP;
      case CLIENTS -> mode.driven() || mode.loaded();
      case IDLE -> mode == Mode.THROUGHPUT || mode == Mode.CLIENTS;
      case KEYSPACE, VALUE_SIZE -> mode.driven() && mode != Mode.GROWTH;
      case ONLY ->
          (mode.driven() && mode != Mode.GROWTH) || mode == Mode.MEMORY || mode == Mode.LARGE;
      case KEYS -> mode == Mode.MEMORY || mode == Mode.LOAD || mode == Mode.GROWTH || mode.loaded();
      case ELEMENTS -> mode == Mode.LARGE;
      case RATE -> mode == Mode.GROWTH || mode.loaded();
      case BEFORE -> mode == Mode.SNAPSHOT || mode == Mode.LARGE;
      case MINUTES -> mode == Mode.TAIL;
      case CARRIERS -> mode == Mode.CARRIERS;
      case PAUSE -> mode == Mode.MEMORY;
      case RUNS -> mode == Mode.STARTUP;
      case AOF -> mode != Mode.LOAD;
      case CALIBRATE -> mode != Mode.CARRIERS;
      case REDIS, VALKEY, SERVER_COMMAND, OUT, QUICK, HELP -> true;
    };
  }
}
