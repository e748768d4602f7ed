package dev.heddle.bench;

/** What is measured. */
enum Mode {
  THROUGHPUT("(default) requests/s, latency and CPU time per request, under redis-benchmark"),
  MEMORY("memory for the same data, live and resident"),
  STARTUP("time from the start of the process to the first PONG"),
  LOAD("time from the start of the process until an RDB file and an AOF are loaded"),
  SNAPSHOT("latency of writes and memory while BGSAVE writes the file");

  private final String help;

  Mode(String help) {
    this.help = help;
  }

  String help() {
    return help;
  }

  /** As it is written on the command line, and how the files of its results are called. */
  String word() {
    return Words.lower(name());
  }
}
