package dev.heddle.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A {@code redis-server} from the PATH, started for a test at a free port of the loopback address.
 */
@SuppressWarnings({"StringSplitter", "AddressSelection"}) // no empty parts; a literal address
final class RealRedis implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path log;

  private RealRedis(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Skips the test, saying so, when there is no such program. */
  static void assumeInstalled(String program) {
    Assumptions.assumeTrue(onPath(program), program + " is not on the PATH: its tests are skipped");
  }

  static boolean onPath(String program) {
    for (String dir : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(dir, program))) {
        return true;
      }
    }
    return false;
  }

  /** Starts a server with more options, in a directory of its own, and waits until it answers. */
  static RealRedis start(Path directory, String... options) throws IOException {
    int port = freePort();
    Path log = directory.resolve("redis-server.log");
    var command =
        new ArrayList<>(
            List.of("redis-server", "--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of("--dir", directory.toString(), "--enable-debug-command", "yes"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var redis = new RealRedis(process, port, log);
    Await.until("redis-server answers", () -> redis.answers());
    return redis;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("redis-server has ended: " + Files.readString(log));
    }
    return Wire.answers(port);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
