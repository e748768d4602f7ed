package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code heddle-server} is told on its command line and in files, and what it says to that.
 */
class CommandLineIT {
  private static final Reply OK = new Reply.Simple("OK");
  private static final String FATAL =
      "\n\\*\\*\\* FATAL CONFIG FILE ERROR \\(Heddle \\S+\\) \\*\\*\\*";
  private static final Path STOCK = Path.of("/etc/redis/redis.conf");

  @TempDir Path directory;

  /** Runs the program, which is expected to end by itself. */
  private static Shell.Result run(String input, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(HeddleProcess.launcher("heddle-server").toString()));
    command.addAll(List.of(arguments));
    return Shell.run(input, command);
  }

  private static void assertRefused(Shell.Result result, String place, String line, String reason) {
    String expected = "\nReading " + place + "\n>>> '" + line + "'\n" + reason + "\n";
    assertEquals(expected, result.output().replaceFirst(FATAL, ""));
    assertEquals(1, result.exit());
  }

  private static void stop(Wire wire) throws IOException {
    wire.send("SHUTDOWN", "NOSAVE");
    assertEquals(-1, wire.socket().getInputStream().read());
  }

  @Test
  void versionAndUsageArePrinted() throws Exception {
    Shell.Result version = run("", "--version");
    assertEquals(0, version.exit());
    assertTrue(version.output().startsWith("Heddle server v="), version.output());
    Shell.Result usage = run("", "--help");
    assertEquals(0, usage.exit());
    assertTrue(usage.output().startsWith("Usage: heddle-server "), usage.output());
  }

  @Test
  void aWrongOptionIsOneMessage() throws Exception {
    assertRefused(
        run("", "--portt", "1"),
        "the options",
        "portt \"1\"",
        "Bad directive or wrong number of arguments");
    assertRefused(
        run("", "--port", "6379", "--maxmemory", "much"),
        "the options",
        "maxmemory \"much\"",
        "argument must be a memory value");
    assertRefused(
        run("", "--cluster-enabled", "yes"),
        "the options",
        "cluster-enabled \"yes\"",
        "'cluster-enabled' is not supported by this version");
  }

  @Test
  void aWrongLineIsNamedWithItsFile() throws Exception {
    Path included = Files.writeString(directory.resolve("more.conf"), "# more\n\ntimeout soon\n");
    Path file =
        Files.writeString(directory.resolve("server.conf"), "port 1\ninclude " + included + "\n");
    assertRefused(
        run("", file.toString()),
        "the configuration file '" + included + "', at line 3",
        "timeout soon",
        "argument couldn't be parsed into an integer");
    assertRefused(
        run("port 1\nsave \"900\n", "-"),
        "standard input, at line 2",
        "save \"900",
        "Unbalanced quotes in configuration line");
  }

  @Test
  void aCommandThatCannotBeRenamedIsNamedWithItsLine() throws Exception {
    Path file = Files.writeString(directory.resolve("x.conf"), "\nrename-command NOSUCH x\n");
    Shell.Result result = run("", file.toString(), "--dir", directory.toString());
    assertEquals(1, result.exit());
    assertTrue(
        result
            .output()
            .endsWith(
                ", at line 2\n>>> 'rename-command NOSUCH x'\nNo such command in rename-command\n"),
        result.output());
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    Path missing = directory.resolve("none.conf");
    Shell.Result result = run("", missing.toString());
    assertEquals(1, result.exit());
    assertTrue(
        result
            .output()
            .endsWith("\nCan't open config file '" + missing + "': No such file or directory\n"),
        result.output());
  }

  @Test
  void aPortInUseEndsTheStartWithTheReason() throws Exception {
    try (var taken = new ServerSocket(0)) {
      Shell.Result result =
          run(
              "",
              "--port",
              "" + taken.getLocalPort(),
              "--bind",
              "127.0.0.1",
              "--dir",
              directory.toString());
      assertEquals(1, result.exit());
      String reason =
          "Could not create server TCP listening socket 127.0.0.1:" + taken.getLocalPort();
      assertTrue(result.output().contains(reason + ": Address already in use\n"), result.output());
    }
  }

  @Test
  void standardInputFilesIncludesAndOptionsAddUp() throws Exception {
    int port = RealRedis.freePort();
    Path included =
        Files.writeString(directory.resolve("a.inc.conf"), "maxmemory 1gb\ntimeout 7\nhz 20\n");
    Path file =
        Files.writeString(
            directory.resolve("server.conf"),
            "port 1\nmaxmemory 2gb\ninclude %s/*.inc.conf\nsave 900 1\n".formatted(directory));
    Path log = directory.resolve("log");
    var command =
        List.of(
            HeddleProcess.launcher("heddle-server").toString(),
            file.toString(),
            "--bind",
            "127.0.0.1",
            "--hz",
            "30",
            "-");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (var stdin = process.outputWriter()) {
      stdin.write("port " + port + "\ndir " + directory + "\ntimeout 9\n");
    }
    Await.until("it answers", () -> Wire.answers(port));
    try (var wire = new Wire(port)) {
      assertEquals(
          "hz 30 maxmemory 1073741824 save 900 1 timeout 9",
          settings(wire, "maxmemory", "timeout", "hz", "save"));
      stop(wire);
    }
    assertEquals(0, process.waitFor());
    assertTrue(Files.exists(included));
  }

  /** Names and values, sorted by name. */
  private static String settings(Wire wire, String... names) throws IOException {
    var command = new ArrayList<>(List.of("CONFIG", "GET"));
    command.addAll(List.of(names));
    var pairs = new ArrayList<String>();
    List<Reply> words = ((Reply.Array) wire.call(command.toArray(String[]::new))).elements();
    for (int i = 0; i < words.size(); i += 2) {
      pairs.add(text(words.get(i)) + " " + text(words.get(i + 1)));
    }
    pairs.sort(null);
    return String.join(" ", pairs);
  }

  private static String text(Reply bulk) {
    return ((Reply.Bulk) bulk).text();
  }

  @Test
  void aConfigurationThatWasRewrittenGivesTheSameServer() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("server.conf"),
            "# kept\nmaxmemory 100mb\n\n# also kept\nsave 900 1\nrename-command FLUSHALL \"\"\n");
    String before;
    try (var server = HeddleProcess.start(directory, "--appendonly", "yes");
        var wire = new Wire(server.port())) {
      assertTrue(wire.call("CONFIG", "REWRITE").toString().contains("without a config file"));
    }
    int port = RealRedis.freePort();
    Process first = launch(port, file, "--port", "" + port, "--dir", directory.toString());
    try (var wire = new Wire(port)) {
      assertEquals(
          OK,
          wire.call(
              "CONFIG", "SET", "maxmemory", "200mb", "timeout", "11", "requirepass", "a b\"c"));
      assertEquals(OK, wire.call("AUTH", "a b\"c"));
      assertEquals(OK, wire.call("CONFIG", "SET", "save", "100 1 200 2"));
      assertEquals(OK, wire.call("CONFIG", "SET", "client-output-buffer-limit", "normal 1gb 0 7"));
      assertEquals(OK, wire.call("CONFIG", "REWRITE"));
      before = settings(wire, "*");
      stop(wire);
    }
    assertEquals(0, first.waitFor()); // then its port is free
    String text = Files.readString(file);
    assertTrue(text.startsWith("# kept\nmaxmemory 200mb\n\n# also kept\n"), text);
    assertTrue(text.contains("rename-command FLUSHALL \"\"\n"), text);
    Process second = launch(port, file);
    try (var wire = new Wire(port)) {
      assertEquals(OK, wire.call("AUTH", "a b\"c"));
      assertEquals(before, settings(wire, "*"));
      assertTrue(wire.call("FLUSHALL").toString().contains("unknown command"));
      stop(wire);
    }
    assertEquals(0, second.waitFor());
  }

  /** Starts the server with a file and waits until it listens. */
  private Process launch(int port, Path file, String... options) throws IOException {
    var command =
        new ArrayList<>(
            List.of(HeddleProcess.launcher("heddle-server").toString(), file.toString()));
    command.addAll(List.of(options));
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Await.until(
        "the server listens",
        () -> {
          assertTrue(process.isAlive(), () -> "it has ended: " + read(log));
          return listens(port);
        });
    return process;
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean listens(int port) {
    try (var wire = new Wire(port)) {
      wire.call("PING");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theStockConfigurationOfDebianIsAccepted() throws Exception {
    Assumptions.assumeTrue(Files.isReadable(STOCK), STOCK + " is not there: its test is skipped");
    int port = RealRedis.freePort();
    Path pid = directory.resolve("server.pid");
    Path log = directory.resolve("server.log");
    Shell.Result result =
        run(
            "",
            STOCK.toString(),
            "--port",
            "" + port,
            "--dir",
            directory.toString(),
            "--pidfile",
            pid.toString(),
            "--logfile",
            log.toString());
    assertEquals(0, result.exit(), result.output());
    assertEquals("", result.output());
    assertTrue(Wire.answers(port), "it is a daemon, ready when its parent ends");
    assertFalse(Files.readString(log).contains(" # WARNING"), Files.readString(log));
    ProcessHandle daemon =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    try (var wire = new Wire(port)) {
      stop(wire);
    }
    daemon.onExit().get(20, java.util.concurrent.TimeUnit.SECONDS);
    assertFalse(Files.exists(pid));
  }
}
