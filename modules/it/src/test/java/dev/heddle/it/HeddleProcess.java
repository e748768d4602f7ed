package dev.heddle.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The image's {@code heddle-server} as a process of its own. */
final class HeddleProcess implements AutoCloseable {
  private static final Path IMAGE =
      Path.of(System.getProperty("heddle.image", "../image/target/heddle"))
          .toAbsolutePath()
          .normalize();
  private static final int PATIENCE_SECONDS = 20;
  private static final String READY = "Ready to accept connections";

  private final Process process;
  private final int port;
  private final Path log;

  private HeddleProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  static Path launcher(String program) {
    return IMAGE.resolve("bin").resolve(program);
  }

  /** Starts the server with its data in a directory and waits until it answers. */
  static HeddleProcess start(Path directory, String... options) throws IOException {
    HeddleProcess server = launch(List.of(), directory, options);
    Await.until("heddle-server answers", server::answers);
    return server;
  }

  /** Starts the server through other programs, such as {@code setpriv}, and does not wait. */
  static HeddleProcess launch(List<String> through, Path directory, String... options)
      throws IOException {
    int port = RealRedis.freePort();
    Path log = Files.createTempFile("heddle-server", ".log");
    var command = new ArrayList<>(through);
    command.add(launcher("heddle-server").toString());
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", directory.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new HeddleProcess(process, port, log);
  }

  int port() {
    return port;
  }

  Process process() {
    return process;
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  /**
   * It answers a moment before it says that it is ready, and what comes between is logged first.
   */
  void awaitReady() {
    Await.until("it says that it is ready", () -> output().contains(READY));
  }

  /** What it has said up to being ready. */
  String startOutput() throws IOException {
    awaitReady();
    return output();
  }

  /** Waits for the end of the process and returns its exit code. */
  int awaitExit() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("heddle-server does not end:\n" + output());
    }
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("heddle-server has ended:\n" + output());
    }
    return Wire.answers(port);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
      Files.deleteIfExists(log);
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
