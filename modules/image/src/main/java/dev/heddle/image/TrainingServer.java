package dev.heddle.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The image's server while it is being trained: on the loopback interface, on a free port, in a
 * scratch directory.
 */
final class TrainingServer implements AutoCloseable {
  private static final String READY = "Ready to accept connections";

  /** What else gives options to the JVM: a cache is made for those of the image. */
  private static final Set<String> OTHER_OPTIONS =
      Set.of("HEDDLE_HEAP", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final int REPLY_TIMEOUT_MILLIS = 60_000;
  private static final int EXIT_TIMEOUT_SECONDS = 120;

  private final Process process;
  private final BufferedReader log;
  private final int port;

  private TrainingServer(Process process, int port) {
    this.process = process;
    this.log = process.inputReader();
    this.port = port;
  }

  /** Starts the server with one more option of the JVM, or none, and waits until it is ready. */
  static TrainingServer start(Path image, Path directory, String option)
      throws IOException, TrainingException {
    int port = freePort();
    ProcessBuilder command = command(image, directory, port, option).redirectErrorStream(true);
    var server = new TrainingServer(command.start(), port);
    server.awaitReady();
    return server;
  }

  /** Returns the command that starts an image's server with one more option of the JVM, or none. */
  static ProcessBuilder command(Path image, Path directory, int port, String option) {
    var command =
        new ProcessBuilder(
            image.resolve("bin").resolve(Program.SERVER.command()).toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--dir",
            directory.toString(),
            "--appendonly",
            "yes",
            "--enable-debug-command",
            "local");
    command.environment().keySet().removeAll(OTHER_OPTIONS);
    command.environment().put("HEDDLE_OPTS", option);
    return command;
  }

  int port() {
    return port;
  }

  /**
   * Sends all commands at once, both as arrays and as lines, and reads until the server hangs up.
   */
  void run(List<String> commands) throws IOException, TrainingException {
    send(commands);
    exchange(String.join("\r\n", commands) + "\r\nQUIT\r\n");
  }

  /** Sends all commands at once, as arrays, and reads until the server hangs up. */
  void send(List<String> commands) throws IOException, TrainingException {
    var arrays = new StringBuilder();
    for (String command : commands) {
      appendArray(arrays, command);
    }
    exchange(arrays.append("QUIT\r\n"));
  }

  /** Shuts the server down and waits until its JVM has written what it records. */
  void stop() throws IOException, InterruptedException, TrainingException {
    exchange("SHUTDOWN NOSAVE\r\n");
    log.transferTo(Writer.nullWriter());
    if (!process.waitFor(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new TrainingException("the server did not stop as it was told to");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void awaitReady() throws IOException, TrainingException {
    var seen = new StringBuilder();
    for (String line; (line = log.readLine()) != null; ) {
      if (line.contains(READY)) {
        return;
      }
      seen.append(System.lineSeparator()).append(line);
    }
    throw new TrainingException("the server did not start:" + seen);
  }

  private void exchange(CharSequence requests) throws IOException, TrainingException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(REPLY_TIMEOUT_MILLIS);
      socket.getOutputStream().write(requests.toString().getBytes(UTF_8));
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw new TrainingException("the server does not hang up after " + lastLine(requests));
    }
  }

  private static String lastLine(CharSequence requests) {
    return requests.toString().lines().reduce("", (first, second) -> second);
  }

  private static void appendArray(StringBuilder request, String command) {
    String[] words = command.split(" ", -1);
    request.append('*').append(words.length).append("\r\n");
    for (String word : words) {
      request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
