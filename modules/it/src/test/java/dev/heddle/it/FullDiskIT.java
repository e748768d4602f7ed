package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fills up, and then has room again; on a small tmpfs, which needs root. */
class FullDiskIT {
  private static final String FULL = "No space left on device";
  private static final Reply MISCONF =
      new Reply.Failure("MISCONF Errors writing to the AOF file: " + FULL);
  private static final Reply OK = new Reply.Simple("OK");
  private static final int CLIENTS = 4;
  private static final String VALUE = incompressible(5000);

  @TempDir Path directory;
  private Path disk;
  private Path ballast;

  private static String incompressible(int length) {
    return new Random(1)
        .ints(length, ' ', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    ballast = disk.resolve("ballast");
    Assumptions.assumeTrue(RealRedis.onPath("mount"), "there is no mount: no tmpfs to fill");
    Shell.Result mounted =
        Shell.run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(
        mounted.exit() == 0, "no tmpfs can be mounted, which takes root: " + mounted.output());
  }

  @AfterEach
  void unmount() throws Exception {
    if (RealRedis.onPath("umount")) {
      Shell.run("umount", disk.toString());
    }
  }

  private HeddleProcess start(String policy) throws IOException {
    return HeddleProcess.start(disk, "--appendonly", "yes", "--appendfsync", policy, "--save", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec"})
  void writesAreRefusedReadsGoOnAndTheServerRecovers(String policy) throws Exception {
    Set<String> acknowledged;
    try (var server = start(policy)) {
      Files.write(ballast, new byte[1 << 20]);
      acknowledged = fill(server.port());
      try (var wire = new Wire(server.port())) {
        onlyReadsGoOn(wire);
        assertHolds(wire, acknowledged);
        Files.delete(ballast);
        Await.until("the server writes again", () -> wire.call("SET", "more", "x").equals(OK));
        assertTrue(info(wire).contains("aof_last_write_status:ok"));
        assertHolds(wire, acknowledged);
        wire.call("CONFIG", "SET", "appendfsync", "always");
        assertEquals(new Reply.Int(1), wire.call("INCR", "last")); // and all before it is on disk
      }
      server.kill();
    }
    acknowledged.add("last");
    try (var server = start(policy);
        var wire = new Wire(server.port())) {
      assertFalse(server.startOutput().contains("Truncating"), server.output());
      assertHolds(wire, acknowledged);
    }
  }

  private void onlyReadsGoOn(Wire wire) throws IOException {
    assertEquals(MISCONF, wire.call("SET", "more", "x"));
    assertEquals(MISCONF, wire.call("DEL", "more"));
    assertEquals(MISCONF, wire.call("PING"));
    assertEquals(new Reply.Int(0), wire.call("EXISTS", "more"));
    assertTrue(info(wire).contains("aof_last_write_status:err"));
    assertEquals(new Reply.Failure("ERR"), wire.call("SAVE"));
    try (Stream<Path> files = Files.list(disk)) {
      assertEquals(
          Set.of("appendonlydir", "ballast"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  private static String info(Wire wire) throws IOException {
    return assertInstanceOf(Reply.Bulk.class, wire.call("INFO", "persistence")).text();
  }

  /** Has clients write until they are refused; returns the keys that were acknowledged. */
  private static Set<String> fill(int port) throws Exception {
    var acknowledged = new TreeSet<String>();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      var filling = new ArrayList<Future<List<String>>>();
      for (int i = 0; i < CLIENTS; i++) {
        String prefix = "fill:" + i + ":";
        filling.add(clients.submit(() -> fill(port, prefix)));
      }
      for (var one : filling) {
        acknowledged.addAll(one.get());
      }
    }
    assertTrue(acknowledged.size() >= 100, acknowledged.toString());
    return acknowledged;
  }

  private static List<String> fill(int port, String prefix) throws IOException {
    var acknowledged = new ArrayList<String>();
    try (var wire = new Wire(port)) {
      while (true) {
        String key = prefix + acknowledged.size();
        Reply reply = wire.call("SET", key, VALUE);
        if (!reply.equals(OK)) {
          assertEquals(MISCONF, reply);
          return acknowledged;
        }
        acknowledged.add(key);
      }
    }
  }

  private static void assertHolds(Wire wire, Set<String> keys) throws IOException {
    for (String key : keys) {
      Reply expected = new Reply.Int(key.equals("last") ? 1 : VALUE.length());
      assertEquals(expected, wire.call("STRLEN", key), key);
    }
  }

  @Test
  void aServerThatWasKilledStartsOnAFullDiskAndIsReadable() throws Exception {
    Set<String> acknowledged;
    try (var server = start("always")) {
      Files.write(ballast, new byte[1 << 20]);
      acknowledged = fill(server.port());
      server.kill();
    }
    try (var server = start("always");
        var wire = new Wire(server.port())) {
      assertHolds(wire, acknowledged);
      acknowledged.addAll(fill(server.port(), "again:"));
      assertEquals(MISCONF, wire.call("SET", "more", "x"));
      assertHolds(wire, acknowledged);
      Files.delete(ballast);
      Await.until("the server writes again", () -> wire.call("SET", "more", "x").equals(OK));
    }
  }

  @Test
  void theFirstStartOnAFullDiskFailsWithItsReason() throws Exception {
    fillUp();
    try (var server = HeddleProcess.launch(List.of(), disk, "--appendonly", "yes")) {
      assertEquals(1, server.awaitExit());
      String reason = disk.resolve("appendonlydir/appendonly.aof.manifest") + ": " + FULL;
      assertTrue(server.output().contains(reason), server.output());
    }
    Files.delete(ballast);
    try (var server = start("always");
        var wire = new Wire(server.port())) {
      assertEquals(OK, wire.call("SET", "key", "value"));
    }
  }

  @Test
  void aServerThatCannotSaveGoesOnUntilItCan() throws Exception {
    try (var server = HeddleProcess.start(disk, "--save", "3600 1");
        var wire = new Wire(server.port())) {
      wire.call("SET", "key", VALUE);
      fillUp();
      assertEquals(
          new Reply.Failure("ERR Errors trying to SHUTDOWN. Check logs."), wire.call("SHUTDOWN"));
      server.process().destroy();
      Await.until(
          "SIGTERM is refused",
          () -> server.output().contains("Errors trying to shut down the server."));
      assertEquals(new Reply.Int(VALUE.length()), wire.call("STRLEN", "key"));
      Files.delete(ballast);
      server.process().destroy();
      assertEquals(0, server.awaitExit());
    }
    try (var server = HeddleProcess.start(disk);
        var wire = new Wire(server.port())) {
      assertEquals(new Reply.Int(VALUE.length()), wire.call("STRLEN", "key"));
    }
  }

  @Test
  void aLogThatCannotBeWrittenStopsNothing() throws Exception {
    String[] options = {"--logfile", "log", "--loglevel", "verbose", "--save", ""};
    try (var server = HeddleProcess.start(disk, options)) {
      fillUp();
      try (var wire = new Wire(server.port())) {
        wire.send(new byte[] {'*', 'x', '\r', '\n'}); // is logged
        assertInstanceOf(Reply.Failure.class, wire.read());
      }
      assertTrue(Wire.answers(server.port()));
      server.process().destroy();
      assertEquals(0, server.awaitExit());
    }
  }

  private void fillUp() throws IOException {
    try {
      Files.write(ballast, new byte[3 << 20]);
    } catch (IOException e) {
      return; // full
    }
    throw new AssertionError("three megabytes fit on a disk of two");
  }
}
