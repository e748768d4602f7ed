package dev.heddle.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Makes the caches for a fast start (JEP 514): the server of the image runs on a scratch directory
 * and records what it loads and links while it starts, works, and loads its data again; the client
 * runs against it.
 *
 * <p>A cache fits one set of options only, so the launchers run with those of the option files. A
 * runtime that finds no cache, or one that does not fit, starts without, only slower: failing to
 * make one is a warning.
 */
final class AotTraining {
  /** So many are sent at once: their replies fit into the buffers of a socket. */
  private static final int ROUNDS_AT_ONCE = 30;

  /** How long the JVM may take to write a cache as it exits. */
  private static final int WRITING_SECONDS = 120;

  private final Path image;

  AotTraining(Path image) {
    this.image = image;
  }

  void run() throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("heddle-image");
    try {
      ImageBuilder.say("training the start-up caches");
      train(scratch);
    } catch (IOException | TrainingException e) {
      System.err.println("WARNING: not trained: " + e.getMessage());
    } finally {
      Trees.delete(scratch);
    }
    checkWritten(Program.SERVER);
    checkWritten(Program.CLI);
  }

  private void train(Path scratch) throws IOException, InterruptedException, TrainingException {
    try (var server = TrainingServer.start(image, scratch, recording(Program.SERVER))) {
      server.run(TrainingScript.COMMANDS);
      trainClient(server.port());
      for (int round = 0; round < TrainingScript.ROUNDS; round += ROUNDS_AT_ONCE) {
        server.send(
            IntStream.range(round, round + ROUNDS_AT_ONCE)
                .mapToObj(TrainingScript::work)
                .flatMap(List::stream)
                .toList());
      }
      server.send(TrainingScript.END);
      server.stop();
    }
  }

  private void trainClient(int port) throws IOException, InterruptedException {
    String program = image.resolve("bin").resolve(Program.CLI.command()).toString();
    var command = new ProcessBuilder(program, "-p", Integer.toString(port), "INFO");
    command.environment().put("HEDDLE_OPTS", recording(Program.CLI));
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process client = command.start();
    if (!client.waitFor(WRITING_SECONDS, TimeUnit.SECONDS)) {
      client.destroyForcibly();
    }
  }

  private String recording(Program program) {
    return "-XX:AOTCacheOutput=" + cache(program);
  }

  private void checkWritten(Program program) {
    if (!Files.isReadable(cache(program))) {
      System.err.println(
          "WARNING: no start-up cache for " + program.command() + ": it will start slower");
    }
  }

  private Path cache(Program program) {
    return image.resolve("lib").resolve(program.command() + ".aot");
  }
}
