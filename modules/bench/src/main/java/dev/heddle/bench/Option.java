package dev.heddle.bench;

import org.jspecify.annotations.Nullable;

/** The options of the command line, one row each; the help is made of them. */
enum Option {
  ROUNDS("N", "5", "3", "measured rounds of each server, interleaved"),
  SECONDS("S", "2", "0.4", "aimed length of a round"),
  REQUESTS("N", "0", "0", "requests of a round, instead of --seconds"),
  WARMUP("S", "2", "0.4", "aimed length of the unmeasured round before"),
  ONLY("A,B", "all", "all", "these workloads or data sets"),
  PIPELINES("N,N", "1,16,64", "1,16,64", "requests sent at once by one client"),
  CLIENTS("N", "50", "50", "clients that send"),
  IDLE("N", "1000", "1000", "clients beside, connected and silent"),
  KEYSPACE("N", "100000", "100000", "keys that the requests are spread over (-r)"),
  VALUE_SIZE("BYTES", "3", "3", "length of the values"),
  KEYS("N", "1000000", "100000", "elements of each data set; keys that are loaded or saved"),
  RATE("N", "20000", "5000", "writes a second of all clients"),
  BEFORE("S", "10", "1", "time under these writes before each save"),
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

  /** The value when it is not given. */
  String fallback(boolean quickly) {
    return quickly ? quick : fallback;
  }

  String help() {
    return help;
  }

  /** Whether it changes what is measured so. */
  boolean appliesTo(Mode mode) {
    return switch (this) {
      case ROUNDS -> mode == Mode.THROUGHPUT || mode == Mode.LOAD || mode == Mode.SNAPSHOT;
      case SECONDS, REQUESTS, WARMUP, PIPELINES -> mode == Mode.THROUGHPUT;
      case CLIENTS -> mode == Mode.THROUGHPUT || mode == Mode.SNAPSHOT;
      case IDLE, KEYSPACE, VALUE_SIZE, BENCHMARK -> mode == Mode.THROUGHPUT;
      case ONLY -> mode == Mode.THROUGHPUT || mode == Mode.MEMORY;
      case KEYS -> mode == Mode.MEMORY || mode == Mode.LOAD || mode == Mode.SNAPSHOT;
      case RATE, BEFORE -> mode == Mode.SNAPSHOT;
      case PAUSE -> mode == Mode.MEMORY;
      case RUNS -> mode == Mode.STARTUP;
      case AOF -> mode != Mode.LOAD;
      case REDIS, VALKEY, SERVER_COMMAND, OUT, CALIBRATE, QUICK, HELP -> true;
    };
  }
}
