package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients can do to each other: pauses and kills. */
class ClientsIT {
  private static final Reply OK = new Reply.Simple("OK");
  private static final Reply PONG = new Reply.Simple("PONG");
  private static final Reply NONE = new Reply.Null();
  private static final int LONG_MILLIS = 1_000_000;
  private static final int A_WHILE_MILLIS = 150;

  private Heddle server;
  private Wire admin;
  private Wire client;

  @BeforeEach
  void start() throws IOException {
    server = Heddle.start(HeddleConfig.create());
    admin = new Wire(server.port());
    client = new Wire(server.port());
    assertEquals(OK, client.call("CLIENT", "SETNAME", "client"));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    admin.close();
    server.close();
  }

  private void pause(int millis, String mode) throws IOException {
    assertEquals(OK, admin.call("CLIENT", "PAUSE", "" + millis, mode));
  }

  private static void assertSilent(Wire wire) throws IOException {
    wire.socket().setSoTimeout(A_WHILE_MILLIS);
    assertThrows(SocketTimeoutException.class, wire::read);
    wire.socket().setSoTimeout(20_000);
  }

  /** The line of the client under test in CLIENT LIST, empty when it is not there. */
  private String line() throws IOException {
    return ((Reply.Bulk) admin.call("CLIENT", "LIST"))
        .text()
        .lines()
        .filter(line -> line.contains(" name=client "))
        .findFirst()
        .orElse("");
  }

  private static String field(String line, String name) {
    return line.replaceAll("(^|.* )" + name + "=([^ ]*).*", "$2");
  }

  /** Seconds pass between two lines. */
  private static String ageless(String line) {
    return line.replaceAll(" (age|idle)=\\d+", "");
  }

  private void assertClosed(Wire wire) throws IOException {
    assertEquals(-1, wire.socket().getInputStream().read());
  }

  // ---- pauses

  @Test
  void aPauseOfWritesHoldsThemAndWhatStandsBehindThem() throws IOException {
    pause(LONG_MILLIS, "WRITE");
    client.send(Grammar.bytes("GET key\r\nSET key value\r\nGET key\r\n"));
    assertEquals(NONE, client.read());
    assertSilent(client);
    Await.until("it waits", () -> field(line(), "flags").equals("b"));
    assertEquals(NONE, admin.call("GET", "key"));
    assertEquals(OK, admin.call("CLIENT", "UNPAUSE"));
    assertEquals(OK, client.read());
    assertEquals(new Reply.Bulk(Grammar.bytes("value")), client.read());
    assertEquals("N", field(line(), "flags"));
  }

  @Test
  void aPauseOfAllHoldsEverybodyUntilItIsOver() throws IOException {
    long began = System.nanoTime();
    pause(300, "ALL");
    client.send("PING");
    admin.send("CLIENT", "UNPAUSE");
    assertEquals(PONG, client.read());
    long waited = Duration.ofNanos(System.nanoTime() - began).toMillis();
    // The server's clock counts whole milliseconds: the first may be nearly over when it begins.
    assertTrue(waited >= 299, "only " + waited + " ms");
    assertEquals(OK, admin.read());
  }

  @Test
  void aPauseIsNeverShortenedByAnother() throws IOException {
    pause(LONG_MILLIS, "WRITE");
    pause(1, "WRITE");
    client.send("SET", "key", "value");
    assertSilent(client);
    assertEquals(OK, admin.call("CLIENT", "UNPAUSE"));
    assertEquals(OK, client.read());
  }

  @Test
  void aBlockedClientIsKilledThatHasSaidMoreThanIsReadAhead() throws IOException {
    client.send(Grammar.bytes("BLPOP list 0\r\n" + "RPUSH other x\r\n".repeat(10_000)));
    Await.until("it waits", () -> field(line(), "flags").equals("b"));
    String id = field(line(), "id");
    assertEquals(new Reply.Int(1), admin.call("CLIENT", "KILL", "ID", id));
    assertEquals(new Reply.Int(1), admin.call("RPUSH", "list", "kept"));
    Await.until("it is gone", () -> line().isEmpty());
    assertEquals(new Reply.Int(1), admin.call("LLEN", "list"));
    assertEquals(new Reply.Int(0), admin.call("EXISTS", "other"));
  }

  @Test
  void aPausedClientThatHangsUpIsForgottenWithItsCommand() throws IOException {
    pause(LONG_MILLIS, "WRITE");
    client.send("SET", "key", "value");
    Await.until("it waits", () -> field(line(), "flags").equals("b"));
    client.close();
    Await.until("it is gone", () -> line().isEmpty());
    assertEquals(OK, admin.call("CLIENT", "UNPAUSE"));
    assertEquals(NONE, admin.call("GET", "key"));
  }

  @Test
  void whatArrivesDuringAPauseIsRunAfterwardsInOrder() throws IOException {
    pause(LONG_MILLIS, "WRITE");
    int commands = 2000; // more bytes than are kept aside
    client.send("INCR", "counter");
    Await.until("it waits", () -> field(line(), "flags").equals("b"));
    for (int i = 1; i < commands; i++) {
      client.send("INCR", "counter");
    }
    assertEquals(OK, admin.call("CLIENT", "UNPAUSE"));
    for (int i = 1; i <= commands; i++) {
      assertEquals(new Reply.Int(i), client.read());
    }
  }

  @Test
  void pausesFollowingEachOtherLoseNothing() throws IOException {
    for (int i = 1; i <= 20; i++) {
      pause(LONG_MILLIS, "WRITE");
      client.send("INCR", "counter");
      Await.until("it waits", () -> field(line(), "flags").equals("b"));
      assertEquals(OK, admin.call("CLIENT", "UNPAUSE"));
      assertEquals(new Reply.Int(i), client.read());
    }
  }

  // ---- kills

  @Test
  void clientsAreKilledByWhatTheyAreKnownBy() throws IOException {
    for (String filter : new String[] {"ID", "ADDR"}) {
      try (var victim = new Wire(server.port())) {
        assertEquals(OK, victim.call("CLIENT", "SETNAME", "client"));
        client.call("CLIENT", "SETNAME", "");
        String value = field(line(), filter.toLowerCase(java.util.Locale.ROOT));
        assertEquals(
            new Reply.Int(0), admin.call("CLIENT", "KILL", filter, value, "TYPE", "pubsub"));
        assertEquals(
            new Reply.Int(1), admin.call("CLIENT", "KILL", filter, value, "USER", "default"));
        assertClosed(victim);
        Await.until("it is gone", () -> line().isEmpty());
      }
    }
    assertEquals(PONG, client.call("PING"));
  }

  @Test
  void theOldFormNamesAnAddress() throws IOException {
    assertEquals(OK, admin.call("CLIENT", "KILL", field(line(), "addr")));
    assertClosed(client);
    assertEquals(
        new Reply.Failure("ERR No such client"), admin.call("CLIENT", "KILL", "127.0.0.1:1"));
  }

  @Test
  void everybodyOrEverybodyElseIsKilled() throws IOException {
    String local = field(line(), "laddr");
    assertEquals(new Reply.Int(1), admin.call("CLIENT", "KILL", "LADDR", local));
    assertClosed(client);
    Await.until("it is gone", () -> line().isEmpty());
    try (var another = new Wire(server.port())) {
      assertEquals(PONG, another.call("PING"));
      assertEquals(new Reply.Int(2), admin.call("CLIENT", "KILL", "LADDR", local, "SKIPME", "NO"));
      assertClosed(another);
      assertClosed(admin);
    }
  }

  @Test
  void aPausedClientCanBeKilledWhateverItHasSent() throws IOException {
    pause(LONG_MILLIS, "WRITE");
    client.send(Grammar.bytes("SET key value\r\n".repeat(1000)));
    Await.until("it waits", () -> field(line(), "flags").equals("b"));
    assertEquals(OK, admin.call("CLIENT", "KILL", field(line(), "addr")));
    Await.until("it is gone", () -> line().isEmpty());
    assertEquals(OK, admin.call("CLIENT", "UNPAUSE"));
    assertEquals(NONE, admin.call("GET", "key"));
  }

  @Test
  void aClientThatIsKilledInTheMiddleOfAPipelineEndsThere() throws Exception {
    Thread pipeline =
        Thread.ofVirtual()
            .start(() -> {
              try {
                client.send(Grammar.bytes("INCR counter\r\n".repeat(2_000_000)));
              } catch (IOException e) {
                // killed
              }
            });
    Await.until("it runs", () -> admin.call("GET", "counter") instanceof Reply.Bulk);
    assertEquals(OK, admin.call("CLIENT", "KILL", field(line(), "addr")));
    assertTrue(pipeline.join(Duration.ofSeconds(20)));
    Await.until("it is gone", () -> line().isEmpty());
    Reply stopped = admin.call("GET", "counter");
    assertEquals(stopped, admin.call("GET", "counter"));
  }

  // ---- what is shown of them

  @Test
  void clientsThatDoNotTouchLeaveTheAgeOfKeysAlone() throws IOException {
    var clock = new TestClock();
    try (var timed = Heddle.start(HeddleConfig.create().clock(clock));
        var wire = new Wire(timed.port())) {
      wire.call("SET", "key", "value");
      clock.advance(Duration.ofSeconds(50));
      assertEquals(OK, wire.call("CLIENT", "NO-TOUCH", "ON"));
      wire.call("GET", "key");
      assertEquals(new Reply.Int(50), wire.call("OBJECT", "IDLETIME", "key"));
      wire.call("TOUCH", "key");
      assertEquals(new Reply.Int(0), wire.call("OBJECT", "IDLETIME", "key"));
      clock.advance(Duration.ofSeconds(50));
      assertEquals(OK, wire.call("CLIENT", "NO-TOUCH", "OFF"));
      wire.call("GET", "key");
      assertEquals(new Reply.Int(0), wire.call("OBJECT", "IDLETIME", "key"));
    }
  }

  @Test
  void theSelectedDatabaseIsEachConnectionsOwn() throws IOException {
    assertEquals(OK, client.call("SELECT", "5"));
    assertEquals(OK, client.call("SET", "key", "value"));
    assertEquals(NONE, admin.call("GET", "key"));
    assertEquals("5", field(line(), "db"));
  }

  @Test
  void whatWasAgreedOnIsShown() throws IOException {
    try (var three = new Wire(server.port())) {
      client.close();
      Await.until("the other of this name is gone", () -> line().isEmpty());
      three.call("HELLO", "3", "SETNAME", "client");
      three.call("CLIENT", "NO-EVICT", "ON");
      three.call("CLIENT", "NO-TOUCH", "ON");
      three.call("CLIENT", "SETINFO", "LIB-NAME", "loom");
      assertEquals("3", field(line(), "resp"));
      assertEquals("eT", field(line(), "flags"));
      assertEquals("loom", field(line(), "lib-name"));
      assertEquals("client|setinfo", field(line(), "cmd"));
      Reply one = admin.call("CLIENT", "LIST", "ID", field(line(), "id"));
      assertEquals(ageless(line() + "\n"), ageless(((Reply.Bulk) one).text()));
    }
  }
}
