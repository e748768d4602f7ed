package dev.heddle.bench;

import static dev.heddle.bench.Mode.MEMORY;
import static dev.heddle.bench.Mode.STARTUP;
import static dev.heddle.bench.Mode.THROUGHPUT;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of the command line, one row each; the help is made of them. */
enum Option {
  ROUNDS("N", "5", "3", "measured rounds of each server, interleaved", THROUGHPUT),
  SECONDS("S", "2", "0.4", "aimed length of a round", THROUGHPUT),
  REQUESTS("N", "0", "0", "requests of a round, instead of --seconds", THROUGHPUT),
  WARMUP("S", "2", "0.4", "aimed length of the unmeasured round before", THROUGHPUT),
  ONLY("A,B", "all", "all", "these workloads or data sets", THROUGHPUT, MEMORY),
  PIPELINES("N,N", "1,16,64", "1,16,64", "requests sent at once by one client", THROUGHPUT),
  CLIENTS("N", "50", "50", "clients that send", THROUGHPUT),
  IDLE("N", "1000", "1000", "clients beside, connected and silent", THROUGHPUT),
  KEYSPACE("N", "100000", "100000", "keys that the requests are spread over (-r)", THROUGHPUT),
  VALUE_SIZE("BYTES", "3", "3", "length of the values", THROUGHPUT),
  KEYS("N", "1000000", "100000", "elements of each data set", MEMORY),
  PAUSE("S", "15", "2", "idle time after which the resident size is read again", MEMORY),
  RUNS("N", "10", "5", "starts of each server", STARTUP),
  AOF("POLICY", "off", "off", "always, everysec or no: all with an append-only file", Mode.values()),
  REDIS("PATH", "redis-server", "redis-server", "Redis; none leaves it out", Mode.values()),
  VALKEY("PATH", "valkey-server", "valkey-server", "Valkey; none leaves it out", Mode.values()),
  BENCHMARK("PATH", "redis-benchmark", "redis-benchmark", "the load generator", THROUGHPUT),
  SERVER_COMMAND(
      "LINE",
      "heddle-server beside this java",
      "heddle-server beside this java",
      "Heddle, as words between blanks; a script has to exec it",
      Mode.values()),
  OUT("DIR", "bench-results", "bench-results", "where results, logs and data go", Mode.values()),
  CALIBRATE("the first rival against itself: what differs is noise", Mode.values()),
  QUICK("short rounds, little data: a first look in under a minute", Mode.values()),
  HELP("this text", Mode.values());

  private final @Nullable String argument;
  private final String fallback;
  private final String quick;
  private final String help;
  private final Set<Mode> modes;

  Option(String help, Mode... modes) {
    this(null, "", "", help, modes);
  }

  Option(@Nullable String argument, String fallback, String quick, String help, Mode... modes) {
    this.argument = argument;
    this.fallback = fallback;
    this.quick = quick;
    this.help = help;
    this.modes = Set.of(modes);
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

  boolean appliesTo(Mode mode) {
    return modes.contains(mode);
  }
}
