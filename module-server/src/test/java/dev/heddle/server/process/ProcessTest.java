package dev.heddle.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and real signals, around a server that does nothing. */
@DisabledOnOs(OS.WINDOWS)
class ProcessTest {
  private static final int SECONDS = 20;

  @TempDir Path dir;

  private Process start(String... arguments) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var command =
        new ArrayList<>(
            List.of(
                java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FakeProgram.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
    CompletableFuture.delayedExecutor(3 * SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly); // who still waits for a line of it then gives up
    return process;
  }

  private static void signal(long pid, String name) throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor());
  }

  /** A shell starts what is to run in the background with this signal ignored, and so it stays. */
  private static void assumeInterruptible() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      boolean ignored =
          Files.readAllLines(status).stream()
              .anyMatch(line -> line.matches("SigIgn:.*[2367abef]")); // bit 1 is signal 2
      assumeFalse(ignored, "SIGINT is ignored by whoever started the tests");
    }
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
    return process.exitValue();
  }

  /** Reads the log up to the line that ends so. */
  private static void await(BufferedReader log, String end) throws IOException {
    var lines = new ArrayList<String>();
    String line;
    do {
      line = log.readLine();
      lines.add(line);
    } while (line != null && !line.endsWith(end));
    assertTrue(line != null, "no line ends with '" + end + "': " + lines);
  }

  @Test
  void sigtermEndsItWithExitCodeZeroAndThePidFileGoes() throws IOException, InterruptedException {
    Process process = start("--pidfile", "x.pid");
    try (var log = process.inputReader(UTF_8)) {
      await(log, "* Ready to accept connections");
      signal(process.pid(), "HUP");
      signal(process.pid(), "TERM");
      await(log, "# Received SIGTERM scheduling shutdown...");
      assertEquals(0, exitCode(process));
    }
    assertFalse(Files.exists(dir.resolve("x.pid")));
  }

  @Test
  void aRefusedShutdownCanBeAskedForAgain() throws IOException, InterruptedException {
    assumeInterruptible();
    Process process = start("--port", "2");
    try (var log = process.inputReader(UTF_8)) {
      await(log, "* Ready to accept connections");
      signal(process.pid(), "INT");
      await(log, "# Received SIGINT scheduling shutdown...");
      signal(process.pid(), "TERM");
      await(log, "# Received SIGTERM scheduling shutdown...");
      assertEquals(0, exitCode(process));
    }
  }

  @Test
  void whoInsistsEndsItAtOnce() throws IOException, InterruptedException {
    assumeInterruptible();
    Process process = start("--port", "3");
    try (var log = process.inputReader(UTF_8)) {
      await(log, "* Ready to accept connections");
      signal(process.pid(), "INT");
      await(log, "# Received SIGINT scheduling shutdown...");
      signal(process.pid(), "INT");
      await(log, "# You insist... exiting now.");
      assertEquals(1, exitCode(process));
    }
  }

  @Test
  void aSignalEndsWhatIsStillStarting() throws IOException, InterruptedException {
    Process process = start("--port", "4");
    try (var log = process.inputReader(UTF_8)) {
      await(log, "* Ready to accept connections");
      signal(process.pid(), "TERM");
      await(log, "# The server is still starting, exiting now.");
      assertEquals(0, exitCode(process));
    }
  }

  @Test
  void aDaemonIsReadyWhenItsParentEnds()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Process parent = start("-", "--daemonize", "yes", "--pidfile", "x.pid");
    try (var stdin = parent.outputWriter(UTF_8)) {
      stdin.write("logfile x.log\n");
    }
    try (var output = parent.inputReader(UTF_8)) {
      assertEquals(List.of(), output.lines().toList());
    }
    assertEquals(0, exitCode(parent));
    long pid = Long.parseLong(Files.readString(dir.resolve("x.pid")).strip());
    ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
    assertTrue(Files.readString(dir.resolve("x.log")).contains("* Ready to accept connections"));
    signal(pid, "TERM");
    daemon.onExit().get(SECONDS, TimeUnit.SECONDS);
    assertFalse(Files.exists(dir.resolve("x.pid")));
  }

  @Test
  void aDaemonThatFailsTellsWhyThroughItsParent() throws IOException, InterruptedException {
    Process parent = start("--daemonize", "yes", "--port", "1", "--pidfile", "x.pid");
    try (var output = parent.inputReader(UTF_8)) {
      await(output, "# Could not listen at port 1");
      await(output, "The server did not start.");
    }
    assertEquals(1, exitCode(parent));
    assertFalse(Files.exists(dir.resolve("x.pid")));
  }
}
