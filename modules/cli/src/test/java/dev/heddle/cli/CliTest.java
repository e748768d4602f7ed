package dev.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.cli.Client.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CliTest {
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new CannedServer(
            Map.ofEntries(
                Map.entry("GET a", "$1\r\nb\r\n"),
                Map.entry("BAD", "-ERR bad\r\n"),
                Map.entry("GONE", CannedServer.HANG_UP),
                Map.entry("SHUTDOWN", CannedServer.HANG_UP),
                Map.entry("NONSENSE", "?\r\n"),
                Map.entry("AUTH wrong", "-WRONGPASS no\r\n"),
                Map.entry("SELECT 99", "-ERR DB index is out of range\r\n"),
                Map.entry("INFO", "$4\r\n# a\n\r\n"),
                Map.entry("TOLD", ">2\r\n$10\r\ninvalidate\r\n*2\r\n$1\r\nk\r\n$1\r\nl\r\n+OK\r\n"),
                Map.entry("SUBSCRIBE c", "*2\r\n+subscribe\r\n+c\r\n-ERR enough\r\n"),
                Map.entry("MULTI", "+OK\r\n"),
                Map.entry("EXEC", "-EXECABORT\r\n"),
                Map.entry("COMMAND DOCS get", "*2\r\n$3\r\nget\r\n*2\r\n+summary\r\n+Gets.\r\n")));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aCommandOnTheCommandLineIsRunOnce() {
    assertEquals(new Run(0, "b\n", ""), Client.inPipe().run(server, "GET", "a"));
    assertEquals(new Run(0, "\"b\"\n", ""), Client.atTerminal().run(server, "GET", "a"));
    assertEquals(List.of(List.of("GET", "a"), List.of("GET", "a")), server.received);
  }

  @Test
  void theFormatCanBeChosen() {
    assertEquals("\"b\"\n", Client.inPipe().run(server, "--no-raw", "GET", "a").out());
    assertEquals("b\n", Client.atTerminal().run(server, "--raw", "GET", "a").out());
    assertEquals("# a\n", Client.atTerminal().run(server, "INFO").out());
  }

  @Test
  void anErrorReplyIsAFailureOnlyOnRequest() {
    assertEquals(new Run(0, "ERR bad\n\n", ""), Client.inPipe().run(server, "BAD"));
    var run = Client.inPipe().run(server, "-e", "BAD");
    assertEquals(1, run.code());
    assertEquals("", run.out());
    assertEquals("ERR bad", run.err().strip());
  }

  @Test
  void aCommandMayBeRepeated() {
    assertEquals("b\nb\nb\n", Client.inPipe().run(server, "-r", "3", "GET", "a").out());
    assertEquals("", Client.inPipe().run(server, "-r", "0", "GET", "a").out());
    assertEquals("b\nb\n", Client.inPipe().run(server, "-r", "2", "-i", "0.01", "GET", "a").out());
  }

  @Test
  void theLastArgumentMayComeFromInput() {
    assertEquals(0, Client.inPipe().given("x y\n").run(server, "-x", "SET", "a").code());
    assertEquals(List.of(List.of("SET", "a", "x y\n")), server.received);
  }

  @Test
  void theConnectionIsGreetedAsAsked() {
    Client.inPipe().run(server, "-a", "pw", "--user", "u", "-n", "3", "-3", "GET", "a");
    assertEquals(
        List.of(
            List.of("AUTH", "u", "pw"),
            List.of("HELLO", "3"),
            List.of("SELECT", "3"),
            List.of("GET", "a")),
        server.received);
  }

  @Test
  void thePasswordMayBeInTheEnvironment() {
    var secret = Map.of("REDISCLI_AUTH", "pw");
    assertEquals("", Client.inPipe().with(secret).run(server, "GET", "a").err());
    assertEquals(List.of("AUTH", "pw"), server.received.get(0));
    var run = Client.inPipe().with(secret).run(server, "-a", "wrong", "GET", "a");
    assertTrue(run.err().startsWith("Warning: Using a password"), run.err());
    assertTrue(run.err().contains("AUTH failed: WRONGPASS no"), run.err());
    assertEquals("b\n", run.out());
  }

  @Test
  void aDatabaseThatIsNotThereIsReported() {
    var run = Client.inPipe().run(server, "-n", "99", "GET", "a");
    assertEquals("SELECT 99 failed: ERR DB index is out of range", run.err().strip());
    assertEquals("b\n", run.out());
  }

  @Test
  void aLostConnectionIsAnError() {
    var run = Client.inPipe().run(server, "GONE");
    assertEquals(1, run.code());
    assertEquals("Error: Server closed the connection", run.err().strip());
    assertEquals(new Run(0, "", ""), Client.inPipe().run(server, "SHUTDOWN"));
  }

  @Test
  void nonsenseIsAnError() {
    var run = Client.inPipe().run(server, "NONSENSE");
    assertEquals(1, run.code());
    assertEquals("Error: Protocol error, unknown type '?' in reply", run.err().strip());
  }

  @Test
  void noServerIsAnError() throws IOException {
    server.close();
    var run = Client.inPipe().run(server, "GET", "a");
    assertEquals(1, run.code());
    assertEquals(
        "Could not connect to Redis at 127.0.0.1:" + server.port() + ": Connection refused",
        run.err().strip());
    assertEquals(1, Client.inPipe().given("GET a\nGET a\n").run(server).code());
  }

  @Test
  void aPipeHasOneCommandALine() {
    var run = Client.inPipe().given("GET a\n\n  \n# b\nGET 'a'\nGET \"a\n2 GET a").run(server);
    assertEquals(new Run(0, "b\nOK\nb\nInvalid argument(s)\nb\nb\n", ""), run);
  }

  @Test
  void aPipeEndsWithQuit() {
    assertEquals("b\n", Client.inPipe().given("GET a\nquit\nGET a\n").run(server).out());
  }

  @Test
  void aPipeGoesOnAfterALostConnection() {
    var run = Client.inPipe().given("GONE\nGET a\n").run(server);
    assertEquals("b\n", run.out());
    assertEquals(1, run.code());
  }

  @Test
  void thePromptShowsWhereOneIs() {
    String at = "127.0.0.1:" + server.port();
    var run =
        Client.atTerminal().given("SELECT 2\nMULTI\nSELECT 3\nEXEC\nRESET\nquit\n").run(server);
    assertEquals(
        at
            + "> OK\n"
            + at
            + "[2]> OK\n"
            + at
            + "[2](TX)> OK\n"
            + at
            + "[3](TX)> (error) EXECABORT\n"
            + at
            + "[2]> OK\n"
            + at
            + "> ",
        run.out());
  }

  @Test
  void thePromptComesBackAfterALoss() {
    String at = "127.0.0.1:" + server.port();
    var run = Client.atTerminal().given("SELECT 2\nGONE\nGET a\n").run(server);
    assertEquals(at + "> OK\n" + at + "[2]> not connected> \"b\"\n" + at + "[2]> \n", run.out());
    assertEquals(0, run.code());
    assertEquals(2, server.received.stream().filter(List.of("SELECT", "2")::equals).count());
  }

  @Test
  void aPersonMayChangeServers() throws IOException {
    try (var other = new CannedServer(Map.of("PING", "+PONG\r\n"))) {
      String input = "connect 127.0.0.1 " + other.port() + "\nPING\nconnect 127.0.0.1 x\n";
      var run = Client.atTerminal().given(input).run(server);
      assertTrue(run.out().contains("127.0.0.1:" + other.port() + "> PONG\n"), run.out());
      assertTrue(run.out().contains("Invalid port: x\n"), run.out());
    }
  }

  @Test
  void messagesThatAnswerNothingAreShownToPeople() {
    assertEquals("-> invalidate: 'k', 'l'\nOK\n", Client.atTerminal().run(server, "TOLD").out());
    assertEquals("OK\n", Client.inPipe().run(server, "TOLD").out());
    assertEquals(
        "invalidate\nk\nl\nOK\n",
        Client.inPipe().run(server, "--show-pushes", "yes", "TOLD").out());
    assertEquals("OK\n", Client.atTerminal().run(server, "--show-pushes", "no", "TOLD").out());
  }

  @Test
  void aSubscriptionIsPrintedUntilItEnds() {
    assertEquals(
        "Reading messages... (press Ctrl-C to quit)\n1) subscribe\n2) c\n(error) ERR enough\n",
        Client.atTerminal().run(server, "SUBSCRIBE", "c").out());
  }

  @Test
  void helpAsksTheServer() {
    var run = Client.inPipe().given("help get\nhelp nothing\nhelp\n").run(server);
    assertTrue(run.out().startsWith("\n  get\n  summary: Gets.\n\nNo help about 'nothing'\n"));
    assertTrue(run.out().contains("connect <host> <port>"), run.out());
  }

  @Test
  void aWrongCommandLineIsExplained() {
    assertUsageError("Unrecognized option or bad number of args for: '--foo'", "--foo");
    assertUsageError("Unrecognized option or bad number of args for: '-p'", "-p");
    assertUsageError("Invalid value for '-p': '65536'", "-p", "65536");
    assertUsageError("Invalid value for '-n': 'x'", "-n", "x");
    assertUsageError("Invalid value for '-i': 'NaN'", "-i", "NaN");
    assertUsageError(
        "Unknown --show-pushes value '' (valid: '[y]es', '[n]o')", "--show-pushes", "");
  }

  @Test
  void helpAndVersionNeedNoServer() {
    assertTrue(Client.inPipe().run("--help").out().contains("Usage: heddle-cli"));
    assertTrue(Client.inPipe().run("--version").out().startsWith("heddle-cli "));
    assertTrue(Client.inPipe().run("-h").out().contains("Usage: heddle-cli"));
  }

  private static void assertUsageError(String message, String... args) {
    var run = Client.inPipe().run(args);
    assertEquals(new Run(1, "", message), new Run(run.code(), run.out(), run.err().strip()));
  }
}
