package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers inside a program: many at once, and nothing left of them. */
class EmbeddedIT {
  private static final Reply OK = new Reply.Simple("OK");
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;

  private HeddleConfig durable() {
    return HeddleConfig.create().appendOnly(directory).set("appendfsync", "always");
  }

  @Test
  void serversInOneProgramShareNothing() throws IOException {
    var servers = new ArrayList<Heddle>();
    for (int i = 0; i < 8; i++) {
      servers.add(Heddle.start(HeddleConfig.create()));
      try (var wire = new Wire(servers.get(i).port())) {
        assertEquals(new Reply.Null(), wire.call("GET", "key"));
        assertEquals(OK, wire.call("SET", "key", "of " + i));
        assertEquals(OK, wire.call("CONFIG", "SET", "maxmemory", i + "mb"));
      }
    }
    for (int i = 0; i < servers.size(); i++) {
      try (var wire = new Wire(servers.get(i).port())) {
        assertEquals(new Reply.Bulk(Grammar.bytes("of " + i)), wire.call("GET", "key"));
        assertTrue(wire.call("INFO").toString().contains("maxmemory:" + (i << 20)));
      }
      servers.get(i).close();
    }
  }

  @Test
  void serversOfOneConfigurationDoNotShareIt() throws IOException {
    HeddleConfig config = HeddleConfig.create().set("maxmemory", "1mb");
    try (var one = Heddle.start(config);
        var other = Heddle.start(config);
        var toOne = new Wire(one.port());
        var toOther = new Wire(other.port())) {
      assertEquals(OK, toOne.call("CONFIG", "SET", "maxmemory", "2mb"));
      assertEquals("[maxmemory, 1048576]", setting(toOther, "maxmemory"));
      assertEquals("[port, " + one.port() + "]", setting(toOne, "port"));
      assertEquals(OK, toOne.call("CONFIG", "SET", "bind", "127.0.0.1 127.0.0.2"));
      assertTrue(Wire.answers(one.port()));
    }
  }

  private static String setting(Wire wire, String name) throws IOException {
    List<Reply> pair = ((Reply.Array) wire.call("CONFIG", "GET", name)).elements();
    return pair.stream().map(word -> ((Reply.Bulk) word).text()).toList().toString();
  }

  @Test
  void closingReleasesThreadsSocketsAndFiles() throws IOException {
    cycle();
    awaitNoThreads();
    Inventory before = Inventory.take();
    for (int i = 0; i < 20; i++) {
      cycle();
    }
    Inventory.awaitAtMost(before);
    awaitNoThreads();
  }

  private static void awaitNoThreads() {
    Await.until("no thread is left", () -> Inventory.take().threads().isEmpty());
  }

  /** A server that is closed while clients are idle, paused, and in the middle of a command. */
  private void cycle() throws IOException {
    Path socket = directory.resolve("unix.sock");
    var clients = new ArrayList<Wire>();
    try (var server = Heddle.start(durable().set("unixsocket", socket.toString()))) {
      for (int i = 0; i < 6; i++) {
        clients.add(new Wire(server.port()));
        assertEquals(OK, clients.get(i).call("SET", "key", "value"));
      }
      assertEquals(OK, clients.get(0).call("CLIENT", "PAUSE", "1000000", "WRITE"));
      clients.get(1).send("SET", "key", "waits");
      clients.get(2).send(Grammar.bytes("*2\r\n$3\r\nGET\r\n$3\r\nke"));
    }
    for (Wire client : clients) {
      client.close();
    }
    assertFalse(Files.exists(socket));
  }

  @Test
  void closingIsIdempotentFromAnyThread() throws Exception {
    Heddle server = Heddle.start(durable());
    try (var wire = new Wire(server.port())) {
      assertEquals(OK, wire.call("SET", "key", "value")); // else it may not be accepted yet
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 8; i++) {
        threads.add(Thread.ofPlatform().start(server::close));
      }
      for (Thread thread : threads) {
        assertTrue(thread.join(SOON));
      }
      server.close();
      server.awaitTermination();
      assertEquals(-1, wire.socket().getInputStream().read());
      assertFalse(Wire.answers(server.port()));
    }
  }

  @Test
  void clientsThatArePausedDoNotHoldUpTheEnd() throws IOException {
    Heddle server = Heddle.start(HeddleConfig.create());
    try (var pausing = new Wire(server.port());
        var waiting = new Wire(server.port());
        var flooding = new Wire(server.port())) {
      assertEquals(OK, pausing.call("CLIENT", "PAUSE", "1000000"));
      waiting.send("PING");
      flooding.send(Grammar.bytes("PING\r\n".repeat(100_000)));
      assertTimeoutPreemptively(SOON, server::close);
      assertEnded(waiting);
    }
  }

  /** The end, or a reset where the server had not yet read what was sent. */
  private static void assertEnded(Wire wire) throws IOException {
    try {
      assertEquals(-1, wire.socket().getInputStream().read());
    } catch (SocketException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("reset"), e::toString);
    }
  }

  @Test
  void whatWasAcknowledgedWhileTheServerClosedIsThereAfterwards() throws Exception {
    var acknowledged = new ArrayList<AtomicLong>();
    var clients = new ArrayList<Thread>();
    try (var server = Heddle.start(durable())) {
      for (int i = 0; i < 4; i++) {
        acknowledged.add(new AtomicLong());
        clients.add(counting(server.port(), "counter" + i, acknowledged.get(i)));
      }
      Await.until("all write", () -> acknowledged.stream().allMatch(n -> n.get() > 50));
    }
    try (var server = Heddle.start(durable());
        var wire = new Wire(server.port())) {
      for (int i = 0; i < 4; i++) {
        assertTrue(clients.get(i).join(SOON));
        assertCounted(acknowledged.get(i).get(), wire, "counter" + i);
      }
    }
  }

  /** A client that increments until its connection ends. */
  private static Thread counting(int port, String key, AtomicLong acknowledged) {
    return Thread.ofVirtual()
        .start(() -> {
          try (var wire = new Wire(port)) {
            while (wire.call("INCR", key) instanceof Reply.Int count) {
              acknowledged.set(count.value());
            }
          } catch (IOException e) {
            // the server has ended
          }
        });
  }

  private static void assertCounted(long acknowledged, Wire wire, String key) throws IOException {
    long found = Long.parseLong(((Reply.Bulk) wire.call("GET", key)).text());
    assertTrue(found == acknowledged || found == acknowledged + 1, found + " of " + acknowledged);
  }

  @Test
  void aClientMayShutTheServerDown() throws Exception {
    Heddle server = Heddle.start(durable());
    try (var wire = new Wire(server.port())) {
      wire.send("SHUTDOWN", "NOSAVE");
      assertEquals(-1, wire.socket().getInputStream().read());
      assertTimeoutPreemptively(SOON, server::awaitTermination);
      assertFalse(Wire.answers(server.port()));
    }
    server.close();
    assertFalse(Files.exists(directory.resolve("dump.rdb")));
  }

  @Test
  void nothingIsAcknowledgedBehindTheSnapshotOfAShutdown() throws Exception {
    var acknowledged = new AtomicLong();
    HeddleConfig config = HeddleConfig.create().set("dir", directory.toString());
    try (var server = Heddle.start(config);
        var wire = new Wire(server.port())) {
      for (int i = 0; i < 20_000; i++) {
        wire.send("SET", "key" + i, "some data so that saving takes a moment");
        wire.read();
      }
      Thread client = counting(server.port(), "counter", acknowledged);
      Await.until("it writes", () -> acknowledged.get() > 100);
      wire.send("SHUTDOWN", "SAVE");
      assertTimeoutPreemptively(SOON, server::awaitTermination);
      assertTrue(client.join(SOON));
    }
    try (var server = Heddle.start(config);
        var wire = new Wire(server.port())) {
      assertCounted(acknowledged.get(), wire, "counter");
    }
  }

  @Test
  void aStartThatFailsLeavesNothingOpen() throws IOException {
    Files.createDirectories(directory.resolve("damaged/appendonlydir"));
    Files.writeString(
        directory.resolve("damaged/appendonlydir/appendonly.aof.manifest"), "no manifest\n");
    Files.writeString(directory.resolve("file"), "not a directory");
    cycle();
    Inventory before = Inventory.take();
    for (int i = 0; i < 5; i++) {
      failInEachWay();
    }
    Inventory.awaitAtMost(before);
  }

  private void failInEachWay() throws IOException {
    try (var taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      assertTrue(failure(durable().port(port)).contains(":" + port + ": "));
    }
    Path damaged = directory.resolve("damaged");
    assertTrue(
        failure(HeddleConfig.create().appendOnly(damaged)).contains("appendonly.aof.manifest"));
    Path below = directory.resolve("missing/unix.sock");
    assertTrue(failure(durable().set("unixsocket", below.toString())).contains(below.toString()));
    assertThrows(
        IllegalArgumentException.class,
        () -> HeddleConfig.create().appendOnly(directory.resolve("file/below")));
    assertThrows(
        IllegalArgumentException.class, () -> HeddleConfig.create().set("maxmemory", "much"));
    assertThrows(IllegalArgumentException.class, () -> HeddleConfig.create().set("no-such", "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Heddle.start(durable().set("rename-command", "NOSUCH", "x")));
  }

  private static String failure(HeddleConfig config) {
    return assertThrows(IOException.class, () -> Heddle.start(config)).getMessage();
  }

  @Test
  void dataAreThereAgainAfterTheNextStart() throws IOException {
    try (var server = Heddle.start(durable());
        var wire = new Wire(server.port())) {
      wire.call("SET", "key", "value");
      wire.call("SET", "expiring", "value", "EX", "1000");
      wire.call("SELECT", "9");
      wire.call("INCR", "counter");
    }
    try (var server = Heddle.start(durable());
        var wire = new Wire(server.port())) {
      assertEquals(new Reply.Bulk(Grammar.bytes("value")), wire.call("GET", "key"));
      assertTrue(((Reply.Int) wire.call("TTL", "expiring")).value() > 900);
      wire.call("SELECT", "9");
      assertEquals(new Reply.Int(2), wire.call("INCR", "counter"));
    }
  }

  @Test
  void aProgramThatClosedItsServerEndsByItselfWithoutHooks() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Shell.Result result =
        Shell.run(
            java.toString(),
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EmbeddedProgram.class.getName());
    assertEquals("hooks left: 0\n", result.output());
    assertEquals(0, result.exit());
  }
}
