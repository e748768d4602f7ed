package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Garbage, half commands, too many of everything: an error, the connection's end, and nothing else. */
class BadInputIT {
  private static final long HEAP_FOR_A_LIE = 64 << 20;

  @TempDir Path directory;
  private Heddle heddle;

  @BeforeEach
  void start() throws IOException {
    heddle = Heddle.start(HeddleConfig.create());
  }

  @AfterEach
  void stop() throws IOException {
    try (var wire = new Wire(heddle.port())) {
      assertEquals(new Reply.Simple("PONG"), wire.call("PING"));
    } finally {
      heddle.close();
    }
  }

  private Wire connect() throws IOException {
    return new Wire(heddle.port());
  }

  private static void assertCloses(Wire wire) throws IOException {
    assertEquals(-1, wire.socket().getInputStream().read());
  }

  @Test
  void garbageIsAnsweredAndTheConnectionEnds() throws IOException {
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      var bytes = new byte[random.nextInt(1, 3000)];
      random.nextBytes(bytes);
      bytes[0] = '*';
      bytes[bytes.length - 1] = '\n';
      try (var wire = connect()) {
        wire.send(bytes);
        wire.socket().shutdownOutput();
        wire.socket().getInputStream().readAllBytes();
      } catch (IOException e) {
        // the server may close while bytes are still on their way
      }
    }
  }

  @Test
  void aProtocolErrorNamesItselfAndEndsTheConnection() throws IOException {
    try (var wire = connect()) {
      wire.send("*1\r\n$4\r\nPING\r\n*x\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals(new Reply.Simple("PONG"), wire.read());
      assertEquals(new Reply.Failure("ERR Protocol error: invalid multibulk length"), wire.read());
      assertCloses(wire);
    }
  }

  @Test
  void aBulkOver512MegabytesIsRefusedByItsAnnouncement() throws IOException {
    try (var wire = connect()) {
      wire.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$629145600\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals(new Reply.Failure("ERR Protocol error: invalid bulk length"), wire.read());
      assertCloses(wire);
    }
  }

  @Test
  void announcingMuchAndSendingLittleTakesLittleMemory() throws IOException {
    var wires = new ArrayList<Wire>();
    long before = liveHeap();
    for (int i = 0; i < 20; i++) {
      Wire wire = connect();
      wires.add(wire);
      wire.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\nabc".getBytes(StandardCharsets.US_ASCII));
      wire.send("x".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
    }
    try (var wire = connect()) {
      assertEquals(new Reply.Simple("PONG"), wire.call("PING"));
    }
    assertTrue(liveHeap() - before < HEAP_FOR_A_LIE, "20 connections with half a value each");
    for (Wire wire : wires) {
      wire.close();
    }
    try (var wire = connect()) {
      assertEquals(new Reply.Int(0), wire.call("EXISTS", "k"));
    }
  }

  private static long liveHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void halfACommandAndAHangUpChangeNothing() throws IOException {
    byte[] whole = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nvalue\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int cut = 0; cut < whole.length; cut++) {
      try (var wire = connect()) {
        wire.send(java.util.Arrays.copyOf(whole, cut));
      }
    }
    try (var wire = connect()) {
      assertEquals(new Reply.Int(0), wire.call("DBSIZE"));
    }
  }

  @Test
  void anUnauthenticatedClientMayNotSendMuch() throws IOException {
    try (var guarded = Heddle.start(HeddleConfig.create().set("requirepass", "p"));
        var many = new Wire(guarded.port());
        var large = new Wire(guarded.port())) {
      many.send("*11\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals(new Reply.Failure("ERR Protocol error: unauthenticated multibulk length"), many.read());
      large.send("*2\r\n$20000\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals(new Reply.Failure("ERR Protocol error: unauthenticated bulk length"), large.read());
    }
  }

  @Test
  void aClientThatDoesNotReadItsRepliesHoldsUpNobodyElse() throws IOException {
    try (var slow = connect();
        var other = connect()) {
      other.call("SET", "big", "x".repeat(1 << 20));
      byte[] get = "*2\r\n$3\r\nGET\r\n$3\r\nbig\r\n".repeat(200).getBytes(StandardCharsets.US_ASCII);
      slow.send(get);
      for (int i = 0; i < 100; i++) {
        assertEquals(new Reply.Simple("PONG"), other.call("PING"));
      }
    }
  }

  @Test
  void connectionsBeyondMaxclientsAreToldAndClosed() throws Exception {
    int allowed = 10_000;
    int tried = 20_000;
    try (var server = HeddleProcess.start(directory, "--maxclients", "" + allowed)) {
      var accepted = new ArrayList<Socket>();
      int refused = 0;
      for (int i = 0; i < tried; i++) {
        var socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 20_000);
        socket.setSoTimeout(20_000);
        if (i < allowed - 100) {
          accepted.add(socket);
          continue;
        }
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        if (isRefused(socket)) {
          refused++;
          socket.close();
        } else {
          accepted.add(socket);
        }
      }
      assertEquals(allowed, accepted.size());
      assertEquals(tried - allowed, refused);
      accepted.getFirst().getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals('+', accepted.getFirst().getInputStream().read());
      for (Socket socket : accepted) {
        socket.close();
      }
      Await.until("there is room again", () -> Wire.answers(server.port()));
    }
  }

  private static boolean isRefused(Socket socket) throws IOException {
    byte[] first = socket.getInputStream().readNBytes(1);
    if (first[0] == '+') {
      socket.getInputStream().readNBytes("PONG\r\n".length());
      return false;
    }
    String error;
    try {
      error = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException reset) {
      return true; // closed with our PING unread
    }
    assertEquals("ERR max number of clients reached\r\n", error);
    return true;
  }

  @Test
  void aDataDirectoryThatCannotBeUsedStopsTheStartWithItsName() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    try (var server = HeddleProcess.launch(List.of(), file, "--appendonly", "yes")) {
      assertEquals(1, server.awaitExit());
      assertTrue(server.output().contains(file.toString()), server.output());
    }
    Path unreadable = Files.createDirectory(directory.resolve("unreadable"));
    Files.createDirectory(unreadable.resolve("appendonlydir"));
    Files.createDirectory(unreadable.resolve("appendonlydir/appendonly.aof.manifest"));
    try (var server = HeddleProcess.launch(List.of(), unreadable, "--appendonly", "yes")) {
      assertEquals(1, server.awaitExit());
      assertTrue(server.output().contains("appendonly.aof.manifest"), server.output());
    }
  }
}
