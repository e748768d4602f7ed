package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one append-only file that Redis 6 wrote becomes the base of a directory, as in Redis 7. */
class SingleAppendOnlyFileIT {
  private static final String NAME = "appendonly.aof";

  @TempDir Path ours;
  @TempDir Path theirs;

  @BeforeEach
  void needRedis() {
    RealRedis.assumeInstalled("redis-server");
    RealRedis.assumeInstalled("redis-check-aof");
  }

  private static byte[] commands() {
    var commands = new CommandEncoder();
    commands.command("SELECT", "0");
    commands.command("SET", "a", "1");
    commands.command("RPUSH", "list", "x", "y");
    commands.command("PEXPIREAT", "a", "4000000000000");
    commands.command("SELECT", "5");
    commands.command("MULTI");
    commands.command("HSET", "hash", "f", "v");
    commands.command("ZADD", "zset", "1.5", "m");
    commands.command("EXEC");
    return commands.toBytes();
  }

  private void put(byte[] preamble, byte[] commands) throws IOException {
    for (Path directory : List.of(ours, theirs)) {
      Files.write(directory.resolve(NAME), preamble);
      Files.write(directory.resolve(NAME), commands, StandardOpenOption.APPEND);
    }
  }

  /** Both servers start with the file; then each with what the other has made of it. */
  private void upgrade(int keys) throws Exception {
    Map<String, Contents.Held> contents;
    try (var redis = RealRedis.start(theirs, "--appendonly", "yes")) {
      contents = Contents.of(redis.port());
      assertEquals(keys, contents.size());
    }
    for (int starts = 0; starts < 2; starts++) {
      try (var heddle = Heddle.start(HeddleConfig.create().appendOnly(ours))) {
        assertEquals(contents, Contents.of(heddle.port()));
      }
    }
    String manifest = "appendonlydir/" + NAME + ".manifest";
    assertEquals(
        Files.readString(theirs.resolve(manifest)), Files.readString(ours.resolve(manifest)));
    assertFalse(Files.exists(ours.resolve(NAME)));
    assertTrue(Files.exists(ours.resolve("appendonlydir").resolve(NAME)));
    Shell.Result check = Shell.run("redis-check-aof", ours.resolve(manifest).toString());
    assertEquals(0, check.exit(), check.output());
    try (var redis = RealRedis.start(ours, "--appendonly", "yes")) {
      assertEquals(contents, Contents.of(redis.port()));
    }
    try (var heddle = Heddle.start(HeddleConfig.create().appendOnly(theirs))) {
      assertEquals(contents, Contents.of(heddle.port()));
    }
  }

  @Test
  void ofCommands() throws Exception {
    put(new byte[0], commands());
    upgrade(4);
  }

  @Test
  void ofASnapshotAndCommands() throws Exception {
    try (var redis = RealRedis.start(theirs);
        var wire = new Wire(redis.port())) {
      wire.call("SET", "from the snapshot", "1");
      wire.call("SAVE");
    }
    byte[] snapshot = Files.readAllBytes(theirs.resolve("dump.rdb"));
    Files.delete(theirs.resolve("dump.rdb"));
    put(snapshot, commands());
    upgrade(5);
  }

  @Test
  void aRewriteReplacesIt() throws Exception {
    put(new byte[0], commands());
    Map<String, Contents.Held> contents;
    try (var heddle = Heddle.start(HeddleConfig.create().appendOnly(ours));
        var wire = new Wire(heddle.port())) {
      contents = Contents.of(heddle.port());
      wire.call("BGREWRITEAOF");
      Await.until(
          "it is rewritten",
          () -> ((Reply.Bulk) wire.call("INFO", "persistence")).text().contains("aof_rewrites:1"));
    }
    assertFalse(Files.exists(ours.resolve("appendonlydir").resolve(NAME)));
    try (var redis = RealRedis.start(ours, "--appendonly", "yes")) {
      assertEquals(contents, Contents.of(redis.port()));
    }
  }
}
