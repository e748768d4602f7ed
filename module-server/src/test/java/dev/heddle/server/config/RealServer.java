package dev.heddle.server.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The {@code redis-server} on the PATH, to compare with. */
final class RealServer implements AutoCloseable {
  private static final int ATTEMPTS = 2000;

  private final Process process;
  private final Socket socket;
  private final ReplyReader replies;

  private RealServer(Process process, Socket socket) throws IOException {
    this.process = process;
    this.socket = socket;
    this.replies = new ReplyReader(socket.getInputStream());
  }

  /** Skips the test when there is no such program, or none of the version the tests know. */
  static void assumeInstalled() throws IOException, InterruptedException {
    boolean found =
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, "redis-server")));
    Assumptions.assumeTrue(found, "redis-server is not on the PATH: its tests are skipped");
    String version = output(List.of("--version"));
    Assumptions.assumeTrue(version.contains("v=7.0."), "redis-server is not 7.0: " + version);
  }

  static RealServer start(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        new ProcessBuilder("redis-server", "--port", "" + port, "--dir", directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new RealServer(process, connect(port));
  }

  private static Socket connect(int port) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (ConnectException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** What the program prints when it ends at once, as it does when its configuration is wrong. */
  static String output(List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>(List.of("redis-server"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("redis-server did not refuse " + arguments);
    }
    return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /** The text of a simple reply or error, or the texts of an array's elements. */
  List<String> call(String... arguments) throws IOException {
    var command = new CommandEncoder();
    command.begin(arguments.length);
    for (String argument : arguments) {
      command.argument(argument.getBytes(ISO_8859_1));
    }
    socket.getOutputStream().write(command.toBytes());
    return texts(replies.read());
  }

  private static List<String> texts(Reply reply) {
    return switch (reply) {
      case Reply.Simple simple -> List.of(simple.text());
      case Reply.Failure failure -> List.of(failure.text());
      case Reply.Bulk bulk -> List.of(bulk.text());
      case Reply.Array array -> array.elements().stream().flatMap(e -> texts(e).stream()).toList();
      default -> throw new AssertionError("an unexpected reply: " + reply);
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroyForcibly();
  }
}
