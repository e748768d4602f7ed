package dev.heddle.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fits an option file to one runtime: options that it does not know become comments. */
final class JvmOptions {
  private static final String UNLOCK = "-XX:+UnlockExperimentalVMOptions";

  private final Path java;

  JvmOptions(Path java) {
    this.java = java;
  }

  /** Returns the lines of an option file with an answer of the runtime to each option. */
  List<String> known(List<String> lines) throws IOException, InterruptedException {
    var known = new ArrayList<String>();
    for (String line : lines) {
      if (!line.startsWith("-") || accepts(line)) {
        known.add(line);
      } else if (accepts(UNLOCK, line)) {
        known.add(UNLOCK);
        known.add(line);
      } else {
        known.add("# not in this runtime: " + line);
      }
    }
    return known;
  }

  private boolean accepts(String... options) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(List.of(options));
    command.add("--version");
    return new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
