package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories written by one server are the other's, in both directions. */
class FilesIT {
  @TempDir Path directory;

  @BeforeEach
  void needRedis() {
    RealRedis.assumeInstalled("redis-server");
    RealRedis.assumeInstalled("redis-check-aof");
  }

  private static void write(int port) throws IOException {
    try (var wire = new Wire(port)) {
      wire.call("SET", "plain", "value");
      wire.call("SET", "binary", "\u0000\r\n\u00ff");
      wire.call("SET", "long", "abc".repeat(10_000));
      wire.call("SET", "expiring", "soon", "EX", "10000");
      wire.call("SET", "gone", "x", "PX", "1");
      wire.call("INCRBY", "number", "-12345678901");
      wire.call("INCRBYFLOAT", "float", "3.25");
      wire.call("APPEND", "plain", "!");
      wire.call("SETRANGE", "padded", "5", "end");
      wire.call("GETEX", "plain", "PXAT", "99999999999999");
      wire.call("SELECT", "7");
      for (int i = 0; i < 2000; i++) {
        wire.call("SET", "key:" + i, "value of " + i);
      }
      wire.call("RENAME", "key:0", "renamed");
      wire.call("COPY", "renamed", "copied", "DB", "8");
      wire.call("MOVE", "key:1", "9");
      wire.call("GETDEL", "key:2");
      wire.call("SWAPDB", "7", "10");
      wire.call("PERSIST", "expiring");
    }
  }

  private HeddleConfig config() {
    return HeddleConfig.create().appendOnly(directory).set("appendfsync", "always");
  }

  @Test
  void redisLoadsTheAppendOnlyFileThatHeddleWrote() throws Exception {
    Map<String, Contents.Held> written;
    try (var heddle = Heddle.start(config())) {
      write(heddle.port());
      written = Contents.of(heddle.port());
    }
    Shell.Result check =
        Shell.run(
            "redis-check-aof",
            directory.resolve("appendonlydir/appendonly.aof.manifest").toString());
    assertEquals(0, check.exit(), check.output());
    assertTrue(check.output().contains("All AOF files and manifest are valid"), check.output());
    try (var redis = RealRedis.start(directory, "--appendonly", "yes")) {
      assertEquals(written, Contents.of(redis.port()));
    }
  }

  /** Whose they are cannot be known: another server may be writing them. */
  @Test
  void whatKilledProcessesLeftBehindStaysAsItDoesInRedis() throws Exception {
    List<Path> left =
        List.of(
            directory.resolve("temp-1.rdb"),
            directory.resolve("temp-1-2.rdb"),
            directory.resolve("temp-rewriteaof-bg-1.aof"),
            directory.resolve("appendonlydir/temp-1-2.rdb"));
    Files.createDirectory(directory.resolve("appendonlydir"));
    for (Path file : left) {
      Files.writeString(file, "REDIS0010");
    }
    try (var redis = RealRedis.start(directory, "--appendonly", "yes")) {
      assertTrue(Wire.answers(redis.port()));
    }
    assertTrue(left.stream().allMatch(Files::exists), "after redis-server");
    try (var heddle = Heddle.start(config())) {
      assertTrue(Wire.answers(heddle.port()));
    }
    assertTrue(left.stream().allMatch(Files::exists), "after heddle-server");
  }

  @Test
  void heddleLoadsTheAppendOnlyFilesThatRedisWroteAndRewrote() throws Exception {
    Map<String, Contents.Held> written;
    try (var redis = RealRedis.start(directory, "--appendonly", "yes");
        var wire = new Wire(redis.port())) {
      write(redis.port());
      wire.call("BGREWRITEAOF");
      Await.until("the file is rewritten", () -> !rewriting(wire));
      wire.call("SET", "behind", "the base");
      written = Contents.of(redis.port());
    }
    try (var heddle = Heddle.start(config())) {
      assertEquals(written, Contents.of(heddle.port()));
    }
    try (var redis = RealRedis.start(directory, "--appendonly", "yes")) {
      assertEquals(written, Contents.of(redis.port()));
    }
  }

  private static boolean rewriting(Wire wire) throws IOException {
    String info = wire.call("INFO", "persistence") instanceof Reply.Bulk bulk ? bulk.text() : "";
    return info.contains("aof_rewrite_in_progress:1") || info.contains("aof_rewrite_scheduled:1");
  }

  @Test
  void snapshotsGoBothWays() throws Exception {
    Map<String, Contents.Held> written;
    try (var heddle = Heddle.start(HeddleConfig.create().set("dir", directory.toString()));
        var wire = new Wire(heddle.port())) {
      write(heddle.port());
      assertEquals(new Reply.Simple("OK"), wire.call("SAVE"));
      written = Contents.of(heddle.port());
    }
    Shell.Result check = Shell.run("redis-check-rdb", directory.resolve("dump.rdb").toString());
    assertEquals(0, check.exit(), check.output());
    try (var redis = RealRedis.start(directory);
        var wire = new Wire(redis.port())) {
      assertEquals(written, Contents.of(redis.port()));
      wire.call("SET", "by", "redis");
      wire.call("SAVE");
      written = Contents.of(redis.port());
    }
    try (var heddle = Heddle.start(HeddleConfig.create().set("dir", directory.toString()))) {
      assertEquals(written, Contents.of(heddle.port()));
    }
  }

  @Test
  void timeToLiveDoesNotBeginAnewWithTheServer() throws Exception {
    Map<String, Contents.Held> before;
    try (var heddle = Heddle.start(config());
        var wire = new Wire(heddle.port())) {
      wire.call("SET", "a", "x", "EX", "1000");
      wire.call("SETEX", "b", "1000", "x");
      wire.call("SET", "c", "x");
      wire.call("EXPIRE", "c", "1000");
      wire.call("SET", "d", "x");
      wire.call("GETEX", "d", "PX", "1000000");
      before = Contents.of(heddle.port());
    }
    try (var heddle = Heddle.start(config())) {
      assertEquals(before, Contents.of(heddle.port()));
    }
  }
}
