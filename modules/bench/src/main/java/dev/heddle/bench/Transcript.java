package dev.heddle.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the user is shown, kept to be saved. */
final class Transcript {
  private final PrintStream out;
  private final StringBuilder text = new StringBuilder();

  Transcript(PrintStream out) {
    this.out = out;
  }

  /** Shows a line at once. */
  void line(String line) {
    out.println(line);
    out.flush();
    text.append(line).append('\n');
  }

  /** Shows what is under way, which is of no interest afterwards. */
  void progress(String line) {
    out.println(line);
    out.flush();
  }

  void save(Path file) throws IOException {
    Files.writeString(file, text);
  }
}
