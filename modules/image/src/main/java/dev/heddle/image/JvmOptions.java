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

  /**
   * Returns the lines of an option file with an answer of the runtime to each option. A property in
   * the line behind an option is about that option, and goes with it.
   */
  List<String> known(List<String> lines) throws IOException, InterruptedException {
    var known = new ArrayList<String>();
    boolean lastKnown = true;
    for (String line : lines) {
      boolean property = line.startsWith("-D");
      if (property ? lastKnown : !line.startsWith("-") || accepts(line)) {
        known.add(line);
        lastKnown = true;
      } else if (!property && accepts(UNLOCK, line)) {
        known.add(UNLOCK);
        known.add(line);
        lastKnown = true;
      } else {
        known.add("# not in this runtime: " + line);
        lastKnown = false;
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
