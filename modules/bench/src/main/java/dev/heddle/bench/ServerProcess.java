package dev.heddle.bench;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A running server on a port of its own, with data in a directory of its own. */
final class ServerProcess implements AutoCloseable {
  private static final String LOCK_HELD = "lock_held_usec";
  private static final Reply PONG = new Reply.Simple("PONG");
  private static final long START_LIMIT_NANOS = Duration.ofMinutes(10).toNanos();

  // How often a server that starts is asked: each hundredth of the time it has taken so far.
  private static final int POLLS = 100;
  private static final long SHORTEST_POLL_NANOS = Duration.ofMillis(1).toNanos();
  private static final long LONGEST_POLL_NANOS = Duration.ofMillis(20).toNanos();

  private final Contender contender;
  private final Workspace workspace;
  private final Path directory;
  private final Path log;
  private final int port;
  private final long startedNanos;
  private final Process process;
  private final double startMillis;

  private ServerProcess(
      Contender contender, List<String> options, Path directory, Workspace workspace)
      throws IOException {
    this.contender = contender;
    this.workspace = workspace;
    this.directory = directory;
    this.log = workspace.file(fileName(contender) + ".log");
    this.port = workspace.freePort();
    var builder = new ProcessBuilder(command(options)).redirectErrorStream(true);
    builder.environment().putAll(contender.environment());
    this.startedNanos = System.nanoTime();
    this.process = workspace.start(builder.redirectOutput(log.toFile()));
    this.startMillis = untilPong() / 1e6;
  }

  /** Starts a server with nothing in it and waits until it answers. */
  static ServerProcess start(Contender contender, Aof aof, Workspace workspace) throws IOException {
    var directory = workspace.dataDirectory(fileName(contender));
    return start(contender, aof.options(), directory, workspace);
  }

  /** Starts a server on what is in a data directory and waits until it answers. */
  static ServerProcess start(
      Contender contender, List<String> options, Path directory, Workspace workspace)
      throws IOException {
    var server = new ServerProcess(contender, options, directory, workspace);
    server.checkPid();
    return server;
  }

  private static String fileName(Contender contender) {
    return Words.lower(contender.name()).replace(' ', '-');
  }

  private List<String> command(List<String> options) {
    var words = new ArrayList<>(contender.command());
    words.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    words.addAll(List.of("--save", "", "--daemonize", "no", "--dir", directory.toString()));
    words.addAll(options);
    return words;
  }

  private long untilPong() throws IOException {
    while (true) {
      boolean answers = answers();
      long nanos = System.nanoTime() - startedNanos;
      if (answers) {
        return nanos;
      }
      if (!process.isAlive() || nanos > START_LIMIT_NANOS) {
        throw died("did not start");
      }
      LockSupport.parkNanos(Math.clamp(nanos / POLLS, SHORTEST_POLL_NANOS, LONGEST_POLL_NANOS));
    }
  }

  private boolean answers() throws IOException {
    try (var wire = connect()) {
      return wire.ask("PING").equals(PONG);
    } catch (ConnectException e) {
      return false;
    }
  }

  /** CPU time and memory are read for the process that was started: it must be the server. */
  private void checkPid() throws IOException {
    try (var wire = connect()) {
      String reported = Wire.field(wire.info(), "process_id");
      if (!reported.equals(Long.toString(process.pid()))) {
        throw new Failure(
            name()
                + " says it is process "
                + reported
                + ", but "
                + process.pid()
                + " was started; a script must exec the server");
      }
    }
  }

  /** What to say when the server is gone: the end of its log. */
  Failure died(String what) throws IOException {
    var lines = Files.readAllLines(log);
    var end = lines.subList(Math.max(0, lines.size() - 5), lines.size());
    return new Failure(name() + " " + what + "; " + log + " ends with:\n" + String.join("\n", end));
  }

  String name() {
    return contender.name();
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** From the start of the process to the first PONG. */
  double startMillis() {
    return startMillis;
  }

  /** A new connection. */
  Wire connect() throws IOException {
    return new Wire(port);
  }

  /** Name and version, as the server reports it. */
  String version() throws IOException {
    try (var wire = connect()) {
      String version = Wire.field(wire.info(), "valkey_version", "heddle_version", "redis_version");
      return (name() + " " + version).strip();
    }
  }

  /** User and system CPU time so far, in microseconds; NaN where the system does not tell. */
  double cpuMicros() {
    return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e3).orElse(Double.NaN);
  }

  /** Time for which its one lock was held so far, in microseconds; NaN: it does not tell. */
  double lockMicros() throws IOException {
    try (var wire = connect()) {
      return Wire.number(wire.info(), LOCK_HELD);
    }
  }

  /** Resident memory in bytes; NaN where the system does not tell. */
  double residentBytes() throws IOException {
    return Machine.residentBytes(process.pid());
  }

  /** The most that one of its child processes has resident, in bytes; 0: there is none. */
  double childResidentBytes() throws IOException {
    double most = 0;
    for (var child : process.children().toList()) {
      double bytes = Machine.residentBytes(child.pid());
      most = Double.isNaN(bytes) ? most : Math.max(most, bytes);
    }
    return most;
  }

  /** Where its data are. */
  Path directory() {
    return directory;
  }

  /** Ends the process; its data stay. */
  void end() {
    workspace.end(process);
  }

  @Override
  public void close() throws IOException {
    end();
    workspace.delete(directory);
  }
}
