package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BGSAVE and BGREWRITEAOF under load: what is written is the state of one instant. */
class BackgroundSaveIT {
  private static final int KEYS = 20_000;

  @TempDir Path directory;

  private HeddleConfig config() {
    return HeddleConfig.create().set("dir", directory.toString());
  }

  /**
   * Writes the numbers from 0 on, each to the key of its remainder: in a snapshot with the largest
   * number V, each key has the largest number up to V with its remainder.
   */
  @Test
  void theFileIsTheStateOfOneInstant() throws Exception {
    for (int round = 0; round < 3; round++) {
      long acknowledged;
      try (var heddle = Heddle.start(config());
          var wire = new Wire(heddle.port())) {
        wire.call("FLUSHALL");
        var next = new AtomicLong();
        wire.call("DEBUG", "POPULATE", "100000"); // so that it takes a while
        count(wire, next, KEYS);
        Thread writer = Thread.ofVirtual().start(() -> countUntilInterrupted(heddle.port(), next));
        Await.until("there is load", () -> next.get() > KEYS + 100);
        int saves = 0;
        do { // once more where the writer was stalled all the time
          assertTrue(saves++ < 20, "there was no load");
          acknowledged = next.get();
          assertEquals(new Reply.Simple("Background saving started"), wire.call("BGSAVE"));
          Await.until("the file is saved", () -> !isRunning(wire, "rdb_bgsave_in_progress"));
        } while (next.get() <= acknowledged + 10);
        writer.interrupt();
        writer.join();
      }
      try (var heddle = Heddle.start(config());
          var wire = new Wire(heddle.port())) {
        checkOneInstant(wire, acknowledged);
      }
    }
  }

  private static void checkOneInstant(Wire wire, long atLeast) throws IOException {
    var values = new ArrayList<Long>();
    for (int i = 0; i < KEYS; i++) {
      Reply reply = wire.call("LINDEX", "k" + i, "-1");
      values.add(Long.parseLong(((Reply.Bulk) reply).text()));
    }
    long last = values.stream().mapToLong(v -> v).max().orElseThrow();
    assertTrue(last >= atLeast - 1, last + " is older than the command");
    for (int i = 0; i < KEYS; i++) {
      long expected = last - Math.floorMod(last - i, (long) KEYS);
      assertEquals(expected, values.get(i), "k" + i + " where the last is " + last);
    }
  }

  private static void countUntilInterrupted(int port, AtomicLong next) {
    try (var wire = new Wire(port)) {
      while (!Thread.currentThread().isInterrupted()) {
        count(wire, next, 50);
      }
    } catch (IOException e) {
      // a virtual thread that is interrupted in a socket: the load ends
    }
  }

  private static void count(Wire wire, AtomicLong next, long numbers) throws IOException {
    for (long n = next.get(), end = n + numbers; n < end; n++) {
      wire.call("RPUSH", "k" + n % KEYS, Long.toString(n));
      next.set(n + 1);
    }
  }

  @Test
  void aRewriteUnderLoadLosesNothing() throws Exception {
    RealRedis.assumeInstalled("redis-server");
    Map<String, Contents.Held> written;
    try (var heddle = Heddle.start(config().set("appendonly", "yes").set("appendfsync", "always"));
        var wire = new Wire(heddle.port())) {
      var next = new AtomicLong();
      Thread writer = Thread.ofVirtual().start(() -> countUntilInterrupted(heddle.port(), next));
      for (int i = 0; i < 5; i++) {
        count(wire, new AtomicLong(1_000_000L * i), 100);
        assertEquals(
            new Reply.Simple("Background append only file rewriting started"),
            wire.call("BGREWRITEAOF"));
        Await.until("it is rewritten", () -> !isRunning(wire, "aof_rewrite_in_progress"));
      }
      writer.interrupt();
      writer.join();
      Await.until("its last command was run", wire::isAlone);
      written = Contents.of(heddle.port());
    }
    assertEquals(
        List.of(
            "appendonly.aof.5.base.rdb", "appendonly.aof.6.incr.aof", "appendonly.aof.manifest"),
        names(directory.resolve("appendonlydir")));
    try (var redis = RealRedis.start(directory, "--appendonly", "yes")) {
      assertEquals(written, Contents.of(redis.port()));
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theAppendOnlyFileIsSwitchedOnAndOffAtRunTime() throws Exception {
    try (var heddle = Heddle.start(config());
        var wire = new Wire(heddle.port())) {
      wire.call("SET", "before", "1");
      on(wire);
      wire.call("SET", "during", "2");
      assertEquals(new Reply.Simple("OK"), wire.call("CONFIG", "SET", "appendonly", "no"));
      wire.call("SET", "meanwhile", "3");
      on(wire);
      wire.call("DEL", "before");
    }
    try (var heddle = Heddle.start(config().set("appendonly", "yes"));
        var wire = new Wire(heddle.port())) {
      assertEquals(new Reply.Int(2), wire.call("EXISTS", "during", "meanwhile"));
      assertEquals(new Reply.Int(0), wire.call("EXISTS", "before"));
    }
  }

  private static void on(Wire wire) throws IOException {
    assertEquals(new Reply.Simple("OK"), wire.call("CONFIG", "SET", "appendonly", "yes"));
    Await.until("it is written", () -> !isRunning(wire, "aof_rewrite_in_progress"));
    assertTrue(info(wire).contains("aof_last_bgrewrite_status:ok"));
  }

  @Test
  void aFileThatHasGrownIsRewrittenByItself() throws Exception {
    try (var heddle =
            Heddle.start(
                config()
                    .set("appendonly", "yes")
                    .set("auto-aof-rewrite-min-size", "10kb")
                    .set("auto-aof-rewrite-percentage", "50"));
        var wire = new Wire(heddle.port())) {
      for (int i = 0; i < 1000; i++) {
        wire.call("SET", "k", "value" + i);
      }
      Await.until(
          "it is rewritten, perhaps more than once",
          () -> info(wire).matches("(?s).*aof_rewrites:[1-9].*"));
    }
  }

  @Test
  void aSavePointSavesByItself() throws Exception {
    try (var heddle = Heddle.start(config().set("save", "1 10"));
        var wire = new Wire(heddle.port())) {
      for (int i = 0; i < 10; i++) {
        wire.call("SET", "k" + i, "v");
      }
      Await.until("it is saved", () -> info(wire).contains("rdb_saves:1"));
      assertTrue(info(wire).contains("rdb_changes_since_last_save:0"));
      assertTrue(Files.exists(directory.resolve("dump.rdb")));
    }
  }

  @Test
  void oneSnapshotIsWrittenAtATime() throws Exception {
    try (var heddle = Heddle.start(config());
        var wire = new Wire(heddle.port())) {
      wire.call("DEBUG", "POPULATE", "200000");
      // All at once: the snapshot might be finished while this thread is stalled.
      wire.send(Grammar.bytes("BGSAVE\r\nBGSAVE\r\nSAVE\r\nBGREWRITEAOF\r\n"));
      assertEquals("Background saving started", text(wire.read()));
      assertEquals("ERR Background save already in progress", error(wire.read()));
      assertEquals("ERR Background save already in progress", error(wire.read()));
      assertEquals("Background append only file rewriting scheduled", text(wire.read()));
      Await.until("both are done", () -> info(wire).contains("aof_rewrites:1"));
      wire.send(Grammar.bytes("BGREWRITEAOF\r\nBGREWRITEAOF\r\nBGSAVE\r\nBGSAVE SCHEDULE\r\n"));
      assertEquals("Background append only file rewriting started", text(wire.read()));
      assertEquals(
          "ERR Background append only file rewriting already in progress", error(wire.read()));
      assertTrue(error(wire.read()).startsWith("ERR Another child process is active"));
      assertEquals("Background saving scheduled", text(wire.read()));
      Await.until("it is saved", () -> info(wire).contains("rdb_saves:2"));
      assertEquals("ERR syntax error", error(wire.call("BGSAVE", "x")));
    }
  }

  @Test
  void flushallGivesTheSnapshotUp() throws Exception {
    try (var heddle = Heddle.start(config());
        var wire = new Wire(heddle.port())) {
      wire.call("DEBUG", "POPULATE", "200000");
      wire.send(Grammar.bytes("BGSAVE\r\nFLUSHALL\r\n")); // at once: it is not finished yet
      assertEquals("Background saving started", text(wire.read()));
      assertEquals(new Reply.Simple("OK"), wire.read());
      Await.until("it ends", () -> !isRunning(wire, "rdb_bgsave_in_progress"));
      assertFalse(Files.exists(directory.resolve("dump.rdb")));
      assertTrue(info(wire).contains("rdb_last_bgsave_status:ok"));
      assertEquals(List.of(), names(directory));
    }
  }

  @Test
  void whileSnapshotsFailWritesAreRefused() throws Exception {
    Path place = directory.resolve("dump.rdb");
    try (var heddle = Heddle.start(config().set("save", "3600 1"));
        var wire = new Wire(heddle.port())) {
      Files.createDirectories(place.resolve("in the way"));
      wire.call("SET", "k", "v");
      wire.call("BGSAVE");
      Await.until("it fails", () -> info(wire).contains("rdb_last_bgsave_status:err"));
      assertTrue(error(wire.call("SET", "k", "w")).startsWith("MISCONF Redis is configured"));
      assertTrue(error(wire.call("PING")).startsWith("MISCONF"));
      assertEquals("v", ((Reply.Bulk) wire.call("GET", "k")).text());
      wire.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
      assertEquals(new Reply.Simple("OK"), wire.call("SET", "k", "w"));
      wire.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "yes");
      Files.delete(place.resolve("in the way"));
      Files.delete(place);
      assertEquals("Background saving started", text(wire.call("BGSAVE")));
      Await.until("it succeeds", () -> info(wire).contains("rdb_last_bgsave_status:ok"));
      assertEquals(new Reply.Simple("OK"), wire.call("SET", "k", "x"));
    }
  }

  private static boolean isRunning(Wire wire, String field) throws IOException {
    return info(wire).contains(field + ":1");
  }

  private static String info(Wire wire) throws IOException {
    return ((Reply.Bulk) wire.call("INFO", "persistence")).text();
  }

  private static String text(Reply reply) {
    return ((Reply.Simple) reply).text();
  }

  private static String error(Reply reply) {
    return reply instanceof Reply.Failure e ? e.text() : reply.toString();
  }
}
