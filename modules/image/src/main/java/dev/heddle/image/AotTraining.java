package dev.heddle.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Makes the caches for a fast start (JEP 514): the server of the image runs twice on a scratch
 * directory, the second time with what the first one stored, recording what it loads and links; the
 * client runs against it.
 *
 * <p>A cache fits one set of options only, so the launchers run with those of the option files. A
 * runtime that finds no cache, or one that does not fit, starts without, only slower: failing to
 * make one is a warning.
 */
final class AotTraining {
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
      Files.deleteIfExists(cache(Program.SERVER));
      Files.deleteIfExists(cache(Program.CLI));
      System.err.println(
          "WARNING: no start-up cache, the image will start slower: " + e.getMessage());
    } finally {
      Trees.delete(scratch);
    }
  }

  private void train(Path scratch) throws IOException, InterruptedException, TrainingException {
    try (var server = TrainingServer.start(image, scratch, "")) {
      server.run(TrainingScript.COMMANDS);
      server.stop();
    }
    String recording = "-XX:AOTCacheOutput=" + cache(Program.SERVER);
    try (var server = TrainingServer.start(image, scratch, recording)) {
      server.run(TrainingScript.COMMANDS);
      trainClient(server.port());
      server.stop();
    }
    checkWritten(Program.SERVER);
  }

  private void trainClient(int port) throws IOException, InterruptedException, TrainingException {
    var command = new ProcessBuilder(bin(Program.CLI), "-p", Integer.toString(port), "INFO");
    command.environment().put("HEDDLE_OPTS", "-XX:AOTCacheOutput=" + cache(Program.CLI));
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process client = command.start();
    if (!client.waitFor(WRITING_SECONDS, TimeUnit.SECONDS)) {
      client.destroyForcibly();
    }
    checkWritten(Program.CLI);
  }

  private void checkWritten(Program program) throws TrainingException {
    if (!Files.isReadable(cache(program))) {
      throw new TrainingException(program.command() + " wrote none");
    }
  }

  private Path cache(Program program) {
    return image.resolve("lib").resolve(program.command() + ".aot");
  }

  private String bin(Program program) {
    return image.resolve("bin").resolve(program.command()).toString();
  }
}
