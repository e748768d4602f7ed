package dev.heddle.bench;

/** What is measured. The defaults that one has for itself are in {@link Defaults}. */
enum Mode {
  THROUGHPUT("(default) requests/s, latency and CPU time per request"),
  MEMORY("memory for the same data, live and resident"),
  STARTUP("time from the start of the process to the first PONG; how fast its first requests are"),
  LOAD("time from the start of the process until an RDB file and an AOF are loaded"),
  SNAPSHOT("latency of writes and memory while BGSAVE writes the file"),
  CLIENTS("as throughput, with one client and with many"),
  TAIL("the longest waits under a steady load of half the maximum rate"),
  GROWTH("time per request at growing numbers of keys, and waits while they grow"),
  LARGE("waits of others during commands that take long"),
  CARRIERS("throughput with more carrier threads, and how long the one lock is held");

  private final String help;

  Mode(String help) {
    this.help = help;
  }

  String help() {
    return help;
  }

  /** Whether redis-benchmark drives the servers. */
  boolean driven() {
    return this == THROUGHPUT || this == CLIENTS || this == GROWTH || this == CARRIERS;
  }

  /** Whether a {@link SteadyLoad} is what drives them. */
  boolean loaded() {
    return this == SNAPSHOT || this == TAIL || this == LARGE;
  }

  /** As it is written on the command line, and how the files of its results are called. */
  String word() {
    return Words.lower(name());
  }
}
