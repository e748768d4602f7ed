package dev.heddle.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server to be measured: its name in the report, the words that start it, and what it has in its
 * environment besides.
 */
record Contender(String name, List<String> command, Map<String, String> environment) {
  /** The options that the launcher of Heddle's image gives to its JVM. */
  private static final String JVM_OPTIONS = "HEDDLE_OPTS";

  /** A server in the environment of this process. */
  Contender(String name, List<String> command) {
    this(name, command, Map.of());
  }

  /** The same under another name, with one more option of its JVM. */
  Contender with(String other, String option) {
    String options = Objects.requireNonNullElse(System.getenv(JVM_OPTIONS), "");
    return new Contender(other, command, Map.of(JVM_OPTIONS, (options + " " + option).strip()));
  }

  /** The rivals that are there, then Heddle; when calibrating, the first rival twice. */
  static List<Contender> list(CommandLine line) {
    var list = new ArrayList<Contender>();
    add(list, "Redis", line, Option.REDIS);
    add(list, "Valkey", line, Option.VALKEY);
    if (!line.has(Option.CALIBRATE)) {
      list.add(new Contender("Heddle", heddle(line)));
      return list;
    }
    if (line.has(Option.SERVER_COMMAND)) {
      throw new Failure("--calibrate measures the rival alone: no --server-command");
    }
    if (list.isEmpty()) {
      throw new Failure("--calibrate needs a redis-server or a valkey-server");
    }
    var rival = list.getFirst();
    return List.of(rival, new Contender(rival.name() + " again", rival.command()));
  }

  private static void add(List<Contender> list, String name, CommandLine line, Option option) {
    String program = line.text(option);
    if (program.equals("none")) {
      return;
    }
    var path = find(program);
    if (path != null) {
      list.add(new Contender(name, List.of(path.toString())));
    } else if (line.has(option)) {
      throw new Failure(option.word() + ": no program '" + program + "'");
    }
  }

  private static List<String> heddle(CommandLine line) {
    var words =
        line.has(Option.SERVER_COMMAND)
            ? Words.split(line.text(Option.SERVER_COMMAND))
            : List.of(beside("heddle-server"));
    if (words.isEmpty() || find(words.getFirst()) == null) {
      throw new Failure(
          "Heddle's server is not at '"
              + String.join(" ", words)
              + "'; say where with "
              + Option.SERVER_COMMAND.word());
    }
    return words;
  }

  /** A program in the directory of the running java: the image's own. */
  static String beside(String program) {
    String home = Objects.requireNonNull(System.getProperty("java.home"));
    return Path.of(home, "bin", program).toString();
  }

  /** A program: by its path, or on the PATH when its name has no slash; null: not there. */
  static @Nullable Path find(String program) {
    if (program.contains("/")) {
      var path = Path.of(program).toAbsolutePath();
      return Files.isExecutable(path) ? path : null;
    }
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Words.split(path, File.pathSeparator).stream()
        .map(directory -> Path.of(directory, program))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst()
        .orElse(null);
  }
}
