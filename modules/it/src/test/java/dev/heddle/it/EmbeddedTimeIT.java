package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time and chance of an embedded server are the program's. */
class EmbeddedTimeIT {
  private static final Reply OK = new Reply.Simple("OK");

  private final TestClock clock = new TestClock();
  private Heddle server;
  private Wire wire;

  @BeforeEach
  void start() throws IOException {
    server = Heddle.start(HeddleConfig.create().clock(clock));
    wire = new Wire(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    wire.close();
    server.close();
  }

  private String info(String field) throws IOException {
    String text = ((Reply.Bulk) wire.call("INFO")).text();
    return text.lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void timesToLiveGoByTheClock() throws IOException {
    wire.call("SET", "key", "value", "EX", "100");
    wire.call("SET", "other", "value");
    wire.call("PEXPIRE", "other", "5000");
    assertEquals(new Reply.Int(100), wire.call("TTL", "key"));
    clock.advance(Duration.ofSeconds(4));
    assertEquals(new Reply.Int(96), wire.call("TTL", "key"));
    assertEquals(new Reply.Int(1000), wire.call("PTTL", "other"));
    clock.advance(Duration.ofSeconds(1));
    assertEquals(new Reply.Int(0), wire.call("PTTL", "other"));
    clock.advance(Duration.ofMillis(1));
    assertEquals(new Reply.Int(0), wire.call("EXISTS", "other"));
    assertEquals(new Reply.Int(clock.millis() / 1000 + 95), wire.call("EXPIRETIME", "key"));
  }

  @Test
  void keysThatNobodyAccessesExpireWhenTheClockIsMoved() throws IOException {
    for (int i = 0; i < 1000; i++) {
      wire.call("SET", "key" + i, "value", "EX", "100");
    }
    wire.call("SET", "stays", "value");
    assertEquals("0", info("expired_keys"));
    clock.advance(Duration.ofSeconds(101));
    Await.until("the keys have expired", () -> info("expired_keys").equals("1000"));
    assertEquals("keys=1,expires=0,avg_ttl=0", info("db0").replaceAll(",subexpiry.*", ""));
  }

  @Test
  void timeAndAgesGoByTheClock() throws IOException {
    assertTime();
    clock.advance(Duration.ofMillis(12_345));
    assertTime();
    assertEquals("12", info("uptime_in_seconds"));
    assertTrue(wire.call("CLIENT", "INFO").toString().contains(" age=12 idle=0 "));
  }

  private void assertTime() throws IOException {
    var seconds = new Reply.Bulk(Grammar.bytes("" + clock.instant().getEpochSecond()));
    long micro = Math.floorMod(clock.millis(), 1000L) * 1000;
    var micros = new Reply.Bulk(Grammar.bytes("" + micro));
    assertEquals(new Reply.Array(List.of(seconds, micros)), wire.call("TIME"));
  }

  @Test
  void idleTimesGoByTheClock() throws IOException {
    wire.call("SET", "key", "value");
    clock.advance(Duration.ofSeconds(50));
    assertEquals(new Reply.Int(50), wire.call("OBJECT", "IDLETIME", "key"));
  }

  @Test
  void aPauseEndsWhenTheClockSaysSo() throws IOException {
    try (var other = new Wire(server.port())) {
      assertEquals(OK, wire.call("CLIENT", "PAUSE", "60000"));
      other.send("SET", "key", "value");
      other.socket().setSoTimeout(100);
      assertThrows(SocketTimeoutException.class, other::read);
      clock.advance(Duration.ofSeconds(59));
      assertThrows(SocketTimeoutException.class, other::read);
      clock.advance(Duration.ofSeconds(1));
      other.socket().setSoTimeout(10_000);
      assertEquals(OK, other.read());
    }
  }

  @Test
  void idleClientsAreClosedByTheClock() throws IOException {
    assertEquals(OK, wire.call("CONFIG", "SET", "timeout", "100"));
    try (var other = new Wire(server.port())) {
      assertEquals(new Reply.Simple("PONG"), other.call("PING"));
      clock.advance(Duration.ofSeconds(101));
      assertEquals(-1, other.socket().getInputStream().read());
    }
  }

  @Test
  void theSameSeedDrawsTheSameKeys() throws IOException {
    List<String> first = draws(7);
    assertEquals(first, draws(7));
    assertNotEquals(first, draws(8));
  }

  private static List<String> draws(long seed) throws IOException {
    try (var seeded = Heddle.start(HeddleConfig.create().random(new Random(seed)));
        var client = new Wire(seeded.port())) {
      for (int i = 0; i < 100; i++) {
        client.call("SET", "key" + i, "value");
      }
      var drawn = new ArrayList<String>();
      for (int i = 0; i < 30; i++) {
        drawn.add(client.call("RANDOMKEY").toString());
      }
      return drawn;
    }
  }
}
