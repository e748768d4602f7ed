package dev.heddle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** An RDB file and an append-only file of the same keys, as a rival has written them. */
record DataFiles(Path directory, long keys) {
  /** One of the two. */
  enum Kind {
    RDB("dump.rdb", List.of("--appendonly", "no")),
    AOF("appendonlydir", List.of("--appendonly", "yes", "--appendfsync", "everysec"));

    private final String name;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    private final List<String> options;

    Kind(String name, List<String> options) {
      this.name = name;
      this.options = options;
    }

    /** Has a server load it. */
    List<String> options() {
      return options;
    }
  }

  /** The append-only file holds the commands as they came: it has no RDB file as its base. */
  private static final List<String> WRITING =
      List.of(
          "--appendonly",
          "yes",
          "--aof-use-rdb-preamble",
          "no",
          "--auto-aof-rewrite-percentage",
          "0",
          "--appendfsync",
          "no");

  /** Has a server write about so many keys into a directory of the workspace. */
  static DataFiles write(Contender writer, Workspace workspace, int keys) throws IOException {
    var directory = workspace.dataDirectory("files");
    var server = ServerProcess.start(writer, WRITING, directory, workspace);
    try {
      try (var wire = server.connect()) {
        Mix.load(wire, keys);
        wire.tell("SAVE");
      }
    } finally {
      server.end();
    }
    return new DataFiles(directory, Mix.keys(keys));
  }

  /** Bytes of one of them. */
  long size(Kind kind) throws IOException {
    try (var paths = Files.walk(directory.resolve(kind.name))) {
      long sum = 0;
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        sum += Files.size(path);
      }
      return sum;
    }
  }

  /** Copies one of them: what a server makes of it is not the next one's business. */
  void copy(Kind kind, Path target) throws IOException {
    try (var paths = Files.walk(directory.resolve(kind.name))) {
      for (var path : paths.toList()) {
        Files.copy(path, target.resolve(Objects.toString(directory.relativize(path))));
      }
    }
  }
}
