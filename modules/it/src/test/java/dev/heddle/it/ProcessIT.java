package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as its operators see it: a process with a log, signals and addresses. */
@SuppressWarnings("AddressSelection") // a literal address
class ProcessIT {
  private static final Reply OK = new Reply.Simple("OK");
  private static final String LINE =
      "\\d+:[CM] \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2}\\.\\d{3} [-.*#] \\S.*";
  private static final String JSON_LINE =
      "\\{(\"[a-z]+\":(\"([^\"\\\\]|\\\\.)*\"|\\d+)(,(?=\")|(?=\\})))+\\}";
  private static final int SECONDS = 20;

  @TempDir Path directory;

  static void signal(long pid, String name) throws IOException, InterruptedException {
    assertEquals(0, Shell.run("kill", "-" + name, "" + pid).exit());
  }

  private static void assertServes(String host, int port) throws IOException {
    try (var wire = new Wire(host, port)) {
      assertEquals(new Reply.Simple("PONG"), wire.call("PING"), host);
    }
  }

  // ---- the log

  @Test
  void theLogHasRedissForm() throws Exception {
    try (var server = HeddleProcess.start(directory, "--always-show-logo", "yes")) {
      long pid = server.process().pid();
      server.awaitReady();
      signal(pid, "TERM");
      assertEquals(0, server.awaitExit());
      String log = server.output();
      assertTrue(log.contains("Port: " + server.port() + "\n"), log);
      assertTrue(log.contains("PID: " + pid + "\n"), log);
      List<String> lines = log.lines().filter(line -> line.startsWith(pid + ":")).toList();
      assertTrue(lines.stream().allMatch(line -> line.matches(LINE)), log);
      assertOrder(
          log,
          "# oO0OoO0OoO0Oo Heddle is starting oO0OoO0OoO0Oo",
          "Port: ",
          pid + ":M ",
          "* Server initialized",
          "* Ready to accept connections",
          "# Received SIGTERM scheduling shutdown...",
          "* Heddle is now ready to exit, bye bye...");
    }
  }

  private static void assertOrder(String text, String... parts) {
    int at = 0;
    for (String part : parts) {
      int found = text.indexOf(part, at);
      assertTrue(found >= 0, "'" + part + "' is not, or too early, in\n" + text);
      at = found;
    }
  }

  @Test
  void theLogMayBeJson() throws Exception {
    try (var server =
        HeddleProcess.start(directory, "--log-format", "json", "--loglevel", "debug")) {
      server.awaitReady();
      signal(server.process().pid(), "TERM");
      assertEquals(0, server.awaitExit());
      List<String> lines = server.output().lines().toList();
      assertTrue(lines.size() > 4, server.output());
      for (String line : lines) {
        assertTrue(line.matches(JSON_LINE), line);
      }
      assertOrder(
          server.output(), "\"message\":\"Server initialized\"", "\"message\":\"Ready to accept");
    }
  }

  @Test
  void logAndPidMayGoToFiles() throws Exception {
    Path log = directory.resolve("server.log");
    Path pid = directory.resolve("server.pid");
    try (var server =
        HeddleProcess.start(directory, "--logfile", "server.log", "--pidfile", pid.toString())) {
      Await.until("the pid is written", () -> Files.exists(pid) && Files.size(pid) > 0);
      assertEquals(server.process().pid() + "\n", Files.readString(pid));
      Await.until(
          "it is ready", () -> Files.readString(log).contains("* Ready to accept connections"));
      signal(server.process().pid(), "TERM");
      assertEquals(0, server.awaitExit());
      assertEquals("", server.output());
      assertFalse(Files.exists(pid));
    }
  }

  // ---- its life

  /** As what a shell starts in the background does; the server then ignores SIGINT too. */
  static boolean inheritsIgnoredInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .anyMatch(line -> line.matches("SigIgn:.*[2367abef]")); // bit 1 is signal 2
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalSavesWhatTheSavePointsAskFor(String signal) throws Exception {
    Assumptions.assumeTrue(signal.equals("TERM") || !inheritsIgnoredInterrupts());
    try (var server = HeddleProcess.start(directory, "--save", "900", "1");
        var wire = new Wire(server.port())) {
      assertEquals(OK, wire.call("SET", "key", "value"));
      signal(server.process().pid(), signal);
      assertEquals(0, server.awaitExit());
    }
    try (var server = HeddleProcess.start(directory, "--save", "");
        var wire = new Wire(server.port())) {
      assertEquals(new Reply.Bulk(Grammar.bytes("value")), wire.call("GET", "key"));
      assertEquals(OK, wire.call("SET", "key", "other"));
      signal(server.process().pid(), signal);
      assertEquals(0, server.awaitExit());
    }
    try (var server = HeddleProcess.start(directory);
        var wire = new Wire(server.port())) {
      assertEquals(new Reply.Bulk(Grammar.bytes("value")), wire.call("GET", "key"));
    }
  }

  @Test
  void aShutdownThatCannotSaveIsRefused() throws Exception {
    try (var server = HeddleProcess.start(directory, "--save", "900", "1");
        var wire = new Wire(server.port())) {
      wire.call("SET", "key", "value");
      Files.createDirectory(directory.resolve("dump.rdb")); // a file cannot take its place
      signal(server.process().pid(), "TERM");
      Await.until("it says why", () -> server.output().contains("Failed saving the RDB file"));
      assertEquals(
          new Reply.Failure("ERR Errors trying to SHUTDOWN. Check logs."), wire.call("SHUTDOWN"));
      assertEquals(new Reply.Bulk(Grammar.bytes("value")), wire.call("GET", "key"));
      assertEquals(OK, wire.call("SET", "key", "other"));
      wire.send("SHUTDOWN", "SAVE", "FORCE");
      assertEquals(0, server.awaitExit());
    }
  }

  @Test
  void aDaemonServesWhenItsParentEnds() throws Exception {
    Path pid = directory.resolve("server.pid");
    try (var parent =
        HeddleProcess.launch(
            List.of(),
            directory,
            "--daemonize",
            "yes",
            "--pidfile",
            pid.toString(),
            "--logfile",
            "log")) {
      assertEquals(0, parent.awaitExit());
      assertTrue(Wire.answers(parent.port()));
      assertEquals("", parent.output());
      long daemon = Long.parseLong(Files.readString(pid).strip());
      signal(daemon, "TERM");
      Optional<ProcessHandle> handle = ProcessHandle.of(daemon);
      if (handle.isPresent()) {
        handle.get().onExit().get(SECONDS, TimeUnit.SECONDS);
      }
      assertFalse(Files.exists(pid));
    }
  }

  @Test
  void aDaemonThatCannotStartSaysWhy() throws Exception {
    try (var taken = new ServerSocket(0);
        var parent =
            HeddleProcess.launch(
                List.of(),
                directory,
                "--daemonize",
                "yes",
                "--port",
                "" + taken.getLocalPort(),
                "--pidfile",
                directory.resolve("server.pid").toString())) {
      assertEquals(1, parent.awaitExit());
      assertTrue(
          parent.output().contains(":" + taken.getLocalPort() + ": Address already in use"),
          parent.output());
      assertFalse(Files.exists(directory.resolve("server.pid")));
    }
  }

  @Test
  void itAnswersSoonAfterItsStart() throws Exception {
    var millis = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      long began = System.nanoTime();
      try (var server = HeddleProcess.start(directory, "--appendonly", "yes")) {
        millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
        signal(server.process().pid(), "TERM");
        assertEquals(0, server.awaitExit());
      }
    }
    millis.sort(null);
    System.out.println("start to first PONG: median " + millis.get(2) + " ms of " + millis);
    assertTrue(millis.get(2) < 2_000, "even on a busy machine: " + millis);
  }

  // ---- its addresses

  @Test
  void aUnixSocketHasThePermissionAskedFor() throws Exception {
    Path socket = directory.resolve("heddle.sock");
    try (var server =
        HeddleProcess.start(directory, "--unixsocket", "heddle.sock", "--unixsocketperm", "750")) {
      assertEquals(
          "rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
      assertEquals("+PONG\r\n", overUnix(socket, "PING\r\n"));
      assertTrue(overUnix(socket, "CLIENT INFO\r\n").contains(" flags=U "));
      signal(server.process().pid(), "TERM");
      assertEquals(0, server.awaitExit());
      assertFalse(Files.exists(socket));
    }
  }

  @Test
  void aUnixSocketMayBeAllThereIs() throws Exception {
    Path socket = directory.resolve("heddle.sock");
    try (var server =
        HeddleProcess.launch(
            List.of(), directory, "--port", "0", "--unixsocket", socket.toString())) {
      server.awaitReady();
      assertEquals("+PONG\r\n", overUnix(socket, "PING\r\n"));
      assertFalse(Wire.answers(server.port()));
    }
  }

  private static String overUnix(Path socket, String lines) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(Grammar.bytes(lines)));
      channel.shutdownOutput();
      var answer = ByteBuffer.allocate(1 << 16);
      while (channel.read(answer) >= 0) {
        // to the end
      }
      return new String(
          answer.array(), 0, answer.position(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void severalAddressesAreServed() throws Exception {
    try (var server =
        HeddleProcess.start(directory, "--bind", "127.0.0.1", "127.0.0.2", "-::1", "-192.0.2.77")) {
      assertServes("127.0.0.1", server.port());
      assertServes("127.0.0.2", server.port());
      try (var wire = new Wire(server.port())) {
        assertEquals(OK, wire.call("CONFIG", "SET", "bind", "127.0.0.1 127.0.0.3"));
        assertServes("127.0.0.3", server.port());
        Reply refused = wire.call("CONFIG", "SET", "bind", "192.0.2.77");
        assertEquals(
            new Reply.Failure(
                "ERR CONFIG SET failed (possibly related to argument 'bind') - Failed to bind to"
                    + " specified addresses."),
            refused);
        assertServes("127.0.0.3", server.port());
        assertServes("127.0.0.1", server.port());
        assertEquals(new Reply.Simple("PONG"), wire.call("PING"));
      }
    }
  }

  @Test
  void thePortMayBeChangedWhileItRuns() throws Exception {
    try (var server = HeddleProcess.start(directory);
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var wire = new Wire(server.port())) {
      Reply refused = wire.call("CONFIG", "SET", "port", "" + taken.getLocalPort());
      assertEquals(
          new Reply.Failure(
              "ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen on this"
                  + " port. Check server logs."),
          refused);
      assertServes("127.0.0.1", server.port());
      int other = RealRedis.freePort(); // neither of those in use
      assertEquals(OK, wire.call("CONFIG", "SET", "port", "" + other));
      assertServes("127.0.0.1", other);
      assertFalse(Wire.answers(server.port()));
      assertEquals(new Reply.Simple("PONG"), wire.call("PING"));
    }
  }

  @Test
  void withoutAnAddressBothLoopbacksAreServed() throws Exception {
    boolean ipv6 = has(InetAddress.getByName("::1"));
    try (var server = HeddleProcess.start(directory, "--bind", "*", "-::*")) {
      assertServes("127.0.0.1", server.port());
      if (ipv6) {
        assertServes("::1", server.port());
      }
    }
    int port = RealRedis.freePort();
    var command =
        List.of(
            HeddleProcess.launcher("heddle-server").toString(),
            "--port",
            "" + port,
            "--dir",
            directory.toString());
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      Await.until("it answers", () -> Wire.answers(port));
      if (ipv6) {
        assertServes("::1", port);
      }
    } finally {
      process.destroy();
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
    }
  }

  private static boolean has(InetAddress address) throws SocketException {
    return NetworkInterface.getByInetAddress(address) != null;
  }

  @Test
  void protectedModeKeepsOthersOutUntilThereIsAPassword() throws Exception {
    Optional<String> own = ownAddress();
    Assumptions.assumeTrue(
        own.isPresent(), "no address but loopback: protected mode is not tested");
    String host = own.orElseThrow();
    try (var server = HeddleProcess.start(directory, "--bind", "0.0.0.0");
        var local = new Wire(server.port())) {
      try (var wire = new Wire(host, server.port())) {
        Reply denied = wire.read();
        assertTrue(
            denied.toString().contains("DENIED Redis is running in protected mode"),
            denied.toString());
        assertEquals(-1, wire.socket().getInputStream().read());
      }
      assertEquals(OK, local.call("CONFIG", "SET", "protected-mode", "no"));
      assertServes(host, server.port());
      assertEquals(
          OK, local.call("CONFIG", "SET", "protected-mode", "yes", "requirepass", "secret"));
      try (var wire = new Wire(host, server.port())) {
        assertEquals(new Reply.Failure("NOAUTH Authentication required."), wire.call("PING"));
        assertEquals(OK, wire.call("AUTH", "secret"));
      }
    }
  }

  private static Optional<String> ownAddress() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst();
  }
}
