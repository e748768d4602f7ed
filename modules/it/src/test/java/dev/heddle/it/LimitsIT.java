package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Much at once, and what is done about too much. */
class LimitsIT {
  private static final Reply OK = new Reply.Simple("OK");
  private static final Reply PONG = new Reply.Simple("PONG");
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path directory;

  private static void assertCloses(Wire wire) throws IOException {
    assertEquals(-1, wire.socket().getInputStream().read());
  }

  private static String info(Wire wire, String field) throws IOException {
    String text = ((Reply.Bulk) wire.call("INFO")).text();
    return text.lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aHundredThousandCommandsMayComeAtOnce() throws Exception {
    int commands = 100_000;
    try (var server = Heddle.start(HeddleConfig.create());
        var wire = new Wire(server.port())) {
      byte[] pipeline = Grammar.bytes("*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n".repeat(commands));
      Thread sender = sending(wire, pipeline);
      for (int i = 1; i <= commands; i++) {
        assertEquals(new Reply.Int(i), wire.read());
      }
      assertTrue(sender.join(Duration.ofSeconds(20)));
    }
  }

  private static Thread sending(Wire wire, byte[] bytes) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            wire.send(bytes);
          } catch (IOException e) {
            // the reader of the replies finds that they are missing
          }
        });
  }

  @Test
  void aHundredMegabytesGoInAndComeOut() throws Exception {
    var value = new byte[100 * MEGABYTE];
    new Random(3).nextBytes(value);
    try (var server = Heddle.start(HeddleConfig.create());
        var wire = new Wire(server.port())) {
      wire.send(Grammar.bytes("*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$" + value.length + "\r\n"));
      wire.send(value);
      wire.send(Grammar.bytes("\r\n"));
      assertEquals(OK, wire.read());
      assertEquals(new Reply.Int(value.length), wire.call("STRLEN", "big"));
      assertArrayEquals(value, ((Reply.Bulk) wire.call("GET", "big")).bytes());
      assertEquals(new Reply.Int(1), wire.call("DEL", "big"));
    }
  }

  @Test
  void connectionsBeyondTheLimitAreRefusedUntilItIsRaised() throws IOException {
    try (var server = Heddle.start(HeddleConfig.create().set("maxclients", "2"));
        var first = new Wire(server.port());
        var second = new Wire(server.port())) {
      assertEquals(PONG, first.call("PING"));
      assertEquals(PONG, second.call("PING"));
      try (var third = new Wire(server.port())) {
        assertEquals(new Reply.Failure("ERR max number of clients reached"), third.read());
        assertCloses(third);
      }
      assertEquals("1", info(first, "rejected_connections"));
      assertEquals(OK, first.call("CONFIG", "SET", "maxclients", "3"));
      assertTrue(Wire.answers(server.port()));
      assertEquals(PONG, second.call("PING"));
    }
  }

  @Test
  void aClientThatUploadsSlowlyIsNotIdle() throws IOException {
    var clock = new TestClock();
    try (var server = Heddle.start(HeddleConfig.create().clock(clock).set("timeout", "10"));
        var wire = new Wire(server.port())) {
      wire.call("CLIENT", "SETNAME", "slow");
      wire.send(Grammar.bytes("*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$3\r\n"));
      for (int i = 0; i < 3; i++) {
        clock.advance(Duration.ofSeconds(8));
        wire.send(Grammar.bytes("x"));
        Await.until("the server has noticed", () -> idleSeconds(server, "slow") == 0);
      }
      wire.send(Grammar.bytes("\r\n"));
      assertEquals(OK, wire.read());
    }
  }

  private static int idleSeconds(Heddle server, String name) throws IOException {
    try (var other = new Wire(server.port())) {
      String list = ((Reply.Bulk) other.call("CLIENT", "LIST")).text();
      return Integer.parseInt(list.replaceAll("(?s).* name=" + name + " .*? idle=(\\d+) .*", "$1"));
    }
  }

  // ---- replies that nobody takes

  private Heddle startLogging(String limits) throws IOException {
    return Heddle.start(
        HeddleConfig.create()
            .set("logfile", directory.resolve("log").toString())
            .set("client-output-buffer-limit", ("normal " + limits).split(" ")));
  }

  private void awaitLogged(String text) {
    Path log = directory.resolve("log");
    Await.until(
        "the log says '" + text + "'",
        () -> Files.exists(log) && Files.readString(log).contains(text));
  }

  @Test
  void whoAsksForMoreThanTheHardLimitIsClosed() throws IOException {
    try (var server = startLogging("1mb 0 0");
        var wire = new Wire(server.port());
        var other = new Wire(server.port())) {
      assertEquals(OK, wire.call("SET", "small", "x".repeat(MEGABYTE / 2)));
      assertEquals(OK, wire.call("SET", "large", "x".repeat(2 * MEGABYTE)));
      assertEquals(new Reply.Int(MEGABYTE / 2), wire.call("STRLEN", "small"));
      wire.call("GET", "small");
      wire.send("GET", "large");
      assertCloses(wire);
      awaitLogged(" scheduled to be closed ASAP for overcoming of output buffer limits.");
      assertEquals(PONG, other.call("PING"));
    }
  }

  @Test
  void whoDoesNotReadIsClosedAfterTheTimeOfTheSoftLimit() throws IOException {
    try (var server = startLogging("0 1mb 3");
        var wire = new Wire(server.port());
        var other = new Wire(server.port())) {
      assertEquals(OK, other.call("SET", "large", "x".repeat(20 * MEGABYTE)));
      wire.send("GET", "large");
      awaitLogged(" closed for overcoming of output buffer limits.");
      Await.until("it is gone", () -> info(other, "connected_clients").equals("1"));
      assertEquals(new Reply.Int(20 * MEGABYTE), other.call("STRLEN", "large"));
      other.call("GET", "large");
      assertEquals(PONG, other.call("PING"));
    }
  }

  // ---- memory

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl",
        "noeviction"
      })
  void memoryStaysBelowItsLimit(String policy) throws IOException {
    try (var server =
            Heddle.start(
                HeddleConfig.create().set("maxmemory", "3mb").set("maxmemory-policy", policy));
        var wire = new Wire(server.port())) {
      int refused = 0;
      for (int i = 0; i < 4000; i++) {
        Reply reply = wire.call("SET", "key:" + i, "x".repeat(2000), "EX", "" + (1000 + i));
        refused += reply.equals(OK) ? 0 : 1;
        if (i % 100 == 0) {
          assertBelow(wire);
        }
      }
      assertBelow(wire);
      boolean keeps = policy.equals("noeviction");
      assertEquals(keeps, refused > 0);
      assertEquals(keeps, info(wire, "evicted_keys").equals("0"));
      long left = ((Reply.Int) wire.call("DBSIZE")).value();
      assertTrue(left > 500, left + " keys left"); // and not everything was thrown away
    }
  }

  private static void assertBelow(Wire wire) throws IOException {
    long used = Long.parseLong(info(wire, "used_memory_dataset"));
    assertTrue(used <= 3 * MEGABYTE + 8192, used + " bytes"); // one command may exceed it
  }

  @Test
  void volatilePoliciesRefuseWhenNothingIsVolatile() throws IOException {
    try (var server =
            Heddle.start(
                HeddleConfig.create()
                    .set("maxmemory", "3mb")
                    .set("maxmemory-policy", "volatile-lru"));
        var wire = new Wire(server.port())) {
      Reply reply = OK;
      for (int i = 0; i < 4000 && reply.equals(OK); i++) {
        reply = wire.call("SET", "key:" + i, "x".repeat(2000));
      }
      assertEquals(
          new Reply.Failure("OOM command not allowed when used memory > 'maxmemory'."), reply);
      assertEquals(new Reply.Int(1), wire.call("DEL", "key:1"));
      assertEquals(OK, wire.call("SET", "key:1", "x"));
    }
  }

  @Test
  void whatIsUsedOftenIsCountedAndForgottenWithTime() throws IOException {
    var clock = new TestClock();
    try (var server =
            Heddle.start(
                HeddleConfig.create().clock(clock).set("maxmemory-policy", "allkeys-lfu"));
        var wire = new Wire(server.port())) {
      wire.call("SET", "key", "value");
      assertEquals(new Reply.Int(5), wire.call("OBJECT", "FREQ", "key"));
      for (int i = 0; i < 2000; i++) {
        wire.call("GET", "key");
      }
      long often = ((Reply.Int) wire.call("OBJECT", "FREQ", "key")).value();
      assertTrue(often > 10, "" + often);
      clock.advance(Duration.ofMinutes(3));
      assertEquals(new Reply.Int(often - 3), wire.call("OBJECT", "FREQ", "key"));
      clock.advance(Duration.ofHours(10));
      assertEquals(new Reply.Int(0), wire.call("OBJECT", "FREQ", "key"));
    }
  }
}
