package dev.heddle.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Shell {
  /** What a program printed on both streams, and its exit code. */
  record Result(int exit, String output) {}

  private static final int PATIENCE_SECONDS = 60;

  private Shell() {}

  static Result run(String... command) throws IOException, InterruptedException {
    return run("", List.of(command));
  }

  /** Runs a program that reads {@code input}. */
  static Result run(String input, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.ISO_8859_1));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + command + "\n" + output);
    }
    return new Result(process.exitValue(), output);
  }
}
