package dev.heddle.persist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A real {@code redis-server} on a directory, reached through a UNIX socket; tests without it skip.
 */
final class RedisProcess implements AutoCloseable {
  private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(20);

  private final Process process;
  private final Path socket;
  private final Path log;
  private final SocketChannel channel;
  private final InputStream in;

  RedisProcess(Path dir, String... options) throws IOException {
    assumeOnPath("redis-server");
    socket = Files.createTempFile("redis", ".sock");
    Files.delete(socket);
    log = dir.resolve("redis.log");
    var command = new ArrayList<>(List.of("redis-server", "--port", "0", "--save", ""));
    command.addAll(List.of("--unixsocket", socket.toString(), "--dir", dir.toString()));
    command.addAll(List.of(options));
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    channel = connect();
    in = new BufferedInputStream(Channels.newInputStream(channel));
    for (long end = System.nanoTime() + START_LIMIT; !"PONG".equals(send("PING")); ) {
      checkAlive(end);
    }
  }

  static void assumeOnPath(String tool) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    assumeTrue(
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(path)
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool))),
        tool + " is not on the PATH");
  }

  /** Runs a tool and returns what it printed; it must succeed. */
  static String run(String... command) throws IOException, InterruptedException {
    assumeOnPath(command[0]);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = Recorder.text(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ":\n" + output);
    }
    return output;
  }

  private SocketChannel connect() throws IOException {
    long end = System.nanoTime() + START_LIMIT;
    while (true) {
      var candidate = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        candidate.connect(UnixDomainSocketAddress.of(socket));
        return candidate;
      } catch (IOException e) {
        candidate.close();
        checkAlive(end);
      }
    }
  }

  private void checkAlive(long end) throws IOException {
    try {
      if (process.waitFor(5, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new AssertionError("redis-server did not start:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends a command, its words separated by spaces, and returns the reply's text. */
  String send(String command) throws IOException {
    return call(command.split(" ", -1));
  }

  /** Sends a command and returns the reply's text. */
  String call(String... words) throws IOException {
    write(words);
    return reply();
  }

  private void write(String... words) throws IOException {
    var bytes = ByteBuffer.wrap(Fixture.bytes(Fixture.encode(words)));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Sends a command and returns the elements of the array it replies. */
  List<String> list(String... words) throws IOException {
    write(words);
    String line = line();
    if (line.charAt(0) != '*') {
      throw new AssertionError(line);
    }
    var elements = new ArrayList<String>();
    for (int n = Integer.parseInt(line.substring(1)); n > 0; n--) {
      elements.add(reply());
    }
    return elements;
  }

  /** Everything at a key, as {@link ValueText} has it. */
  String value(String key) throws IOException {
    return switch (call("TYPE", key)) {
      case "list" -> String.join("\n", list("LRANGE", key, "0", "-1"));
      case "hash" -> String.join("\n", ValueText.sorted(list("HGETALL", key), /* pairs= */ true));
      case "set" -> String.join("\n", ValueText.sorted(list("SMEMBERS", key), /* pairs= */ false));
      case "zset" -> String.join("\n", scores(list("ZRANGE", key, "0", "-1", "WITHSCORES")));
      case "stream" -> stream(list("XINFO", "STREAM", key, "FULL", "COUNT", "0"));
      default -> call("GET", key);
    };
  }

  private static String stream(List<String> info) {
    int nodes = info.indexOf("radix-tree-nodes");
    info.subList(nodes, nodes + 2).clear();
    return String.join("\n", info);
  }

  private static List<String> scores(List<String> elements) {
    for (int i = 1; i < elements.size(); i += 2) {
      String text = elements.get(i).replace("inf", "Infinity");
      elements.set(i, Double.toString(Double.parseDouble(text)));
    }
    return elements;
  }

  private String reply() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '$' -> {
        int n = Integer.parseInt(rest);
        if (n < 0) {
          yield "(nil)";
        }
        String text = Recorder.text(in.readNBytes(n));
        in.readNBytes(2);
        yield text;
      }
      case '*' -> {
        var elements = new ArrayList<String>();
        for (int n = Integer.parseInt(rest); n > 0; n--) {
          elements.add(reply());
        }
        yield String.join("\n", elements);
      }
      default -> rest;
    };
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b; (b = in.read()) != '\r'; ) {
      if (b < 0) {
        throw new EOFException();
      }
      line.write(b);
    }
    in.read();
    return Recorder.text(line.toByteArray());
  }

  /** Ends the server without a chance to write anything more. */
  Process kill() {
    return process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    process.destroy();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).exceptionally(e -> kill()).join();
    Files.deleteIfExists(socket);
  }
}
