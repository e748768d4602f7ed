package dev.heddle.bench;

import java.util.List;

/** The append-only file of all servers. */
enum Aof {
  OFF,
  ALWAYS,
  EVERYSEC,
  NO;

  /** The options of a server, in Redis's syntax. */
  List<String> options() {
    return this == OFF
        ? List.of("--appendonly", "no")
        : List.of("--appendonly", "yes", "--appendfsync", Words.lower(name()));
  }
}
