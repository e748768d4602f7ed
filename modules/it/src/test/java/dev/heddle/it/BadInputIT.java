package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.ProtocolError;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Garbage, half commands, large announcements: an error, the connection's end, and nothing else.
 */
class BadInputIT {
  private static final long HEAP_FOR_A_LIE = 64 << 20;
  private static final int MEGABYTE = 1 << 20;
  private static final int INPUTS = 2000;

  @TempDir Path directory;
  private Heddle heddle;

  private static HeddleConfig quiet() {
    return HeddleConfig.create().set("loglevel", "nothing");
  }

  @BeforeEach
  void start() throws IOException {
    heddle = Heddle.start(quiet());
  }

  @AfterEach
  void stop() throws IOException {
    try (var wire = connect()) {
      assertEquals(new Reply.Simple("PONG"), wire.call("PING"));
    } finally {
      heddle.close();
    }
  }

  private Wire connect() throws IOException {
    return new Wire(heddle.port());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertCloses(Wire wire) throws IOException {
    assertEquals(-1, wire.socket().getInputStream().read());
  }

  /** All that comes back when this is all that is sent. */
  private static byte[] exchange(int port, byte[] sent) throws IOException {
    try (var wire = new Wire(port)) {
      wire.send(sent);
      wire.socket().shutdownOutput();
      return wire.socket().getInputStream().readAllBytes();
    }
  }

  @Test
  void garbageIsAnsweredWithErrors() throws IOException {
    var random = new Random(7);
    for (int i = 0; i < INPUTS; i++) {
      var sent = new byte[random.nextInt(1, 3000)];
      random.nextBytes(sent);
      if (i % 2 == 0) {
        sent[0] = '*';
      }
      assertErrors(exchange(heddle.port(), sent));
    }
  }

  private static void assertErrors(byte[] answered) throws IOException {
    var replies = new ReplyReader(new ByteArrayInputStream(answered));
    try {
      while (true) {
        Reply reply = replies.read();
        assertTrue(
            reply instanceof Reply.Failure, () -> reply + ", not an error, in reply to garbage");
      }
    } catch (EOFException e) {
      // that was all
    } catch (ProtocolError e) {
      throw new AssertionError(new String(answered, StandardCharsets.ISO_8859_1), e);
    }
  }

  @Test
  void damagedCommandsAreAnsweredAsRedisAnswersThem() throws IOException {
    RealRedis.assumeInstalled("redis-server");
    var damage = new Damage(new Random(11));
    try (var redis = RealRedis.start(directory)) {
      for (int i = 0; i < INPUTS; i++) {
        byte[] sent = damage.session();
        String expected = text(exchange(redis.port(), sent));
        assertEquals(expected, text(exchange(heddle.port(), sent)), () -> text(sent));
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aProtocolErrorNamesItselfAndEndsTheConnection() throws IOException {
    try (var wire = connect()) {
      wire.send(ascii("*1\r\n$4\r\nPING\r\n*x\r\n"));
      assertEquals(new Reply.Simple("PONG"), wire.read());
      assertEquals(new Reply.Failure("ERR Protocol error: invalid multibulk length"), wire.read());
      assertCloses(wire);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n"})
  void aBrowserIsCutOffBeforeItsRequestIsRun(String request) throws IOException {
    byte[] attack = ascii(request + "Content-Length: 40\r\n\r\nSET k v\r\n");
    assertEquals("", text(exchange(heddle.port(), attack)));
    try (var wire = connect()) {
      assertEquals(new Reply.Int(0), wire.call("EXISTS", "k"));
    }
  }

  @Test
  void aBulkOver512MegabytesIsRefusedByItsAnnouncement() throws IOException {
    try (var wire = connect()) {
      wire.send(ascii("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$629145600\r\n"));
      assertEquals(new Reply.Failure("ERR Protocol error: invalid bulk length"), wire.read());
      assertCloses(wire);
    }
  }

  @Test
  void whoSendsTheRefusedBulkAnywayIsNotListenedTo() throws IOException {
    long before = liveHeap();
    try (var wire = connect()) {
      wire.send(ascii("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$629145600\r\n"));
      byte[] megabyte = ascii("x".repeat(MEGABYTE));
      for (int sent = 0; sent < 600; sent++) {
        wire.send(megabyte);
      }
      throw new AssertionError("600 MB were taken");
    } catch (IOException e) {
      // the connection is reset
    }
    assertTrue(liveHeap() - before < HEAP_FOR_A_LIE, "one connection that is gone");
  }

  @Test
  void announcingMuchAndSendingLittleTakesLittleMemory() throws IOException {
    var wires = new ArrayList<Wire>();
    long before = liveHeap();
    for (int i = 0; i < 20; i++) {
      Wire bulk = connect();
      bulk.send(ascii("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\nabc"));
      bulk.send(ascii("x".repeat(100_000)));
      wires.add(bulk);
      Wire arguments = connect();
      arguments.send(ascii("*2147483647\r\n$3\r\nDEL\r\n$1\r\nk\r\n"));
      wires.add(arguments);
    }
    try (var wire = connect()) {
      awaitClients(wire, 41);
      assertEquals(new Reply.Simple("PONG"), wire.call("PING"));
      assertTrue(liveHeap() - before < HEAP_FOR_A_LIE, "40 connections with half a command each");
      for (Wire lying : wires) {
        lying.close();
      }
      awaitClients(wire, 1);
      assertEquals(new Reply.Int(0), wire.call("EXISTS", "k"));
    }
  }

  private static long liveHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void awaitClients(Wire wire, int expected) {
    Await.until(
        "there are " + expected + " clients",
        () -> ((Reply.Bulk) wire.call("CLIENT", "LIST")).text().lines().count() == expected);
  }

  @Test
  void halfACommandAndAHangUpChangeNothing() throws IOException {
    byte[] whole = ascii("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nvalue\r\n");
    for (int cut = 0; cut < whole.length; cut++) {
      try (var wire = connect()) {
        wire.send(Arrays.copyOf(whole, cut));
      }
      assertEquals(0, exchange(heddle.port(), Arrays.copyOf(whole, cut)).length, "cut at " + cut);
    }
    try (var wire = connect()) {
      awaitClients(wire, 1);
      assertEquals(new Reply.Int(0), wire.call("DBSIZE"));
    }
  }

  @Test
  void wholeCommandsBeforeAHangUpAreRun() throws IOException {
    byte[] sent =
        ascii("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1");
    assertEquals("+OK\r\n", text(exchange(heddle.port(), sent)));
    try (var wire = connect()) {
      assertEquals("$1\r\nv\r\n", wire.callRaw(List.of(ascii("GET"), ascii("k"))));
    }
  }

  @Test
  void anUnauthenticatedClientMayNotSendMuch() throws IOException {
    try (var guarded = Heddle.start(quiet().set("requirepass", "p"));
        var many = new Wire(guarded.port());
        var large = new Wire(guarded.port())) {
      many.send(ascii("*11\r\n"));
      assertEquals(
          new Reply.Failure("ERR Protocol error: unauthenticated multibulk length"), many.read());
      large.send(ascii("*2\r\n$20000\r\n"));
      assertEquals(
          new Reply.Failure("ERR Protocol error: unauthenticated bulk length"), large.read());
    }
  }

  @Test
  void aQueryBufferOverItsLimitEndsTheConnection() throws IOException {
    try (var small = Heddle.start(quiet().set("client-query-buffer-limit", "1mb"));
        var wire = new Wire(small.port());
        var other = new Wire(small.port())) {
      wire.send(ascii("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$3145728\r\n"));
      sendUntilItBreaks(wire, 3 * MEGABYTE);
      awaitClients(other, 1);
      assertEquals(new Reply.Int(0), other.call("EXISTS", "k"));
    }
  }

  private static void sendUntilItBreaks(Wire wire, int bytes) {
    try {
      wire.send(ascii("x".repeat(bytes)));
    } catch (IOException e) {
      // the rest is not wanted
    }
  }

  @Test
  void aClientThatDoesNotReadItsRepliesHoldsUpNobodyElse() throws IOException {
    try (var other = connect()) {
      other.call("SET", "big", "x".repeat(MEGABYTE));
      try (var slow = connect()) {
        slow.send(ascii("*2\r\n$3\r\nGET\r\n$3\r\nbig\r\n".repeat(200)));
        for (int i = 0; i < 100; i++) {
          assertEquals(new Reply.Simple("PONG"), other.call("PING"));
        }
      }
      awaitClients(other, 1);
    }
  }
}
