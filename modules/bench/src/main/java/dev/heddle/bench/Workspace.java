package dev.heddle.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Everything that must not outlive the program: the processes it started and their data. {@link
 * #close} may come from another thread at any time, as on Ctrl-C.
 */
final class Workspace implements AutoCloseable {
  /** What a program wrote, to both of its outputs, and its exit code. */
  record Output(int exitCode, String text) {}

  /**
   * Ports below those that systems give to outgoing connections: a client that polls for a server
   * which is not there yet could otherwise be given the very port that it connects to.
   */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 32_000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final Path directory;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Set<Path> data = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nextPort =
      new AtomicInteger(FIRST_PORT + (int) (ProcessHandle.current().pid() % 10_000));
  private volatile boolean closed;

  /** Keeps results, logs and data in a directory, which is made when it is missing. */
  Workspace(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory.toAbsolutePath());
  }

  /** A file that stays. */
  Path file(String name) {
    return directory.resolve(name);
  }

  /** A fresh directory that goes with the workspace. */
  Path dataDirectory(String prefix) throws IOException {
    if (closed) {
      throw new Failure("interrupted");
    }
    var path = Files.createTempDirectory(directory, prefix);
    data.add(path);
    return path;
  }

  /** A port on which nobody listens. */
  int freePort() {
    for (int port; (port = nextPort.getAndIncrement()) <= LAST_PORT; ) {
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: the next one
      }
    }
    throw new Failure("no free port from " + FIRST_PORT + " to " + LAST_PORT);
  }

  /** Starts a process that {@link #end} or {@link #close} will end. */
  Process start(ProcessBuilder builder) throws IOException {
    var process = builder.start();
    running.add(process);
    if (closed) {
      end(process);
    }
    return process;
  }

  /** Runs a program to its end, or as long as it is wanted, or to its time limit. */
  Output run(List<String> command, Duration limit, BooleanSupplier wanted) throws IOException {
    var file = Files.createTempFile(directory, "output", ".txt");
    data.add(file);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    var process = start(builder.redirectOutput(file.toFile()));
    try {
      var rest = limit;
      while (!waitFor(process, GLANCE)) {
        rest = rest.minus(GLANCE);
        if (rest.isNegative() || !wanted.getAsBoolean()) {
          end(process);
        }
      }
      return new Output(process.exitValue(), Files.readString(file));
    } finally {
      end(process);
      delete(file);
    }
  }

  /** Ends a process and what it may have started: with time to clean up, then without. */
  void end(Process process) {
    var family = process.descendants().toList();
    process.destroy();
    if (!waitFor(process, PATIENCE)) {
      process.destroyForcibly();
      waitFor(process, PATIENCE);
    }
    family.forEach(ProcessHandle::destroyForcibly);
    running.remove(process);
  }

  private static boolean waitFor(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  /** Deletes a data directory or file with what is in it. */
  void delete(Path path) throws IOException {
    if (!data.remove(path)) {
      return; // by another thread
    }
    try (var paths = Files.walk(path)) {
      for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    running.forEach(this::end);
    for (var path : data) {
      delete(path);
    }
  }
}
