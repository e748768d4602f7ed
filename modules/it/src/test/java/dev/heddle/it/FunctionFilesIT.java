package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that the real server keeps in its files survive a life of these files with Heddle. */
class FunctionFilesIT {
  private static final String ONE = library("one", "return 1");
  private static final String OTHER_ONE = library("one", "return 11");
  private static final String TWO = library("two", "return 2");
  private static final String THREE = library("three", "return 3");

  @TempDir Path directory;

  @BeforeEach
  void needRedis() {
    RealRedis.assumeInstalled("redis-server");
  }

  private static String library(String name, String body) {
    return "#!lua name=%s\nredis.register_function('f_%s', function() %s end)"
        .formatted(name, name, body);
  }

  private HeddleConfig config() {
    return HeddleConfig.create().set("dir", directory.toString());
  }

  /** The sources of all libraries, in the order of their names. */
  private static List<String> codes(Wire redis) throws IOException {
    return Leaves.of(redis.call("FUNCTION", "LIST", "WITHCODE")).texts().stream()
        .filter(text -> text.startsWith("#!lua"))
        .sorted()
        .toList();
  }

  @Test
  void aSnapshotKeepsThem() throws Exception {
    try (var redis = RealRedis.start(directory);
        var wire = new Wire(redis.port())) {
      wire.call("FUNCTION", "LOAD", ONE);
      wire.call("FUNCTION", "LOAD", TWO);
      wire.call("SET", "k", "v");
      wire.call("SAVE");
    }
    for (String save : List.of("SAVE", "BGSAVE")) {
      try (var heddle = Heddle.start(config());
          var wire = new Wire(heddle.port())) {
        assertEquals("v", ((Reply.Bulk) wire.call("GET", "k")).text());
        assertEquals(new Reply.Simple("OK"), wire.call("DEBUG", "RELOAD"));
        wire.call("FLUSHALL");
        wire.call("SET", "k", "v");
        Files.delete(directory.resolve("dump.rdb"));
        wire.call(save);
        Await.until("it is saved", () -> Files.exists(directory.resolve("dump.rdb")));
      }
      try (var redis = RealRedis.start(directory);
          var wire = new Wire(redis.port())) {
        assertEquals(List.of(ONE, TWO), codes(wire), save);
        assertEquals(new Reply.Int(2), wire.call("FCALL", "f_two", "0"), save);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void anAppendOnlyFileKeepsWhatItsCommandsLeave(String preamble) throws Exception {
    try (var redis = RealRedis.start(directory, "--appendonly", "yes");
        var wire = new Wire(redis.port())) {
      changeLibraries(wire);
      assertEquals(List.of(OTHER_ONE, THREE), codes(wire));
    }
    try (var heddle =
            Heddle.start(config().set("appendonly", "yes").set("aof-use-rdb-preamble", preamble));
        var wire = new Wire(heddle.port())) {
      wire.call("BGREWRITEAOF");
      Await.until("it is rewritten", () -> info(wire).contains("aof_rewrite_in_progress:0"));
      assertTrue(info(wire).contains("aof_last_bgrewrite_status:ok"), info(wire));
    }
    String manifest = Files.readString(directory.resolve("appendonlydir/appendonly.aof.manifest"));
    assertEquals(preamble.equals("yes"), manifest.contains(".base.rdb"), manifest);
    assertFalse(manifest.contains("appendonly.aof.1.incr.aof"), manifest);
    try (var redis = RealRedis.start(directory, "--appendonly", "yes");
        var wire = new Wire(redis.port())) {
      assertEquals(List.of(OTHER_ONE, THREE), codes(wire));
    }
  }

  private static void changeLibraries(Wire redis) throws IOException {
    redis.call("FUNCTION", "LOAD", TWO);
    redis.call("FUNCTION", "FLUSH", "SYNC");
    redis.call("FUNCTION", "LOAD", ONE);
    redis.call("FUNCTION", "LOAD", "REPLACE", OTHER_ONE);
    redis.call("FUNCTION", "LOAD", THREE);
    byte[] both = ((Reply.Bulk) redis.call("FUNCTION", "DUMP")).bytes();
    String payload = new String(both, StandardCharsets.ISO_8859_1);
    redis.call("FUNCTION", "DELETE", "three");
    redis.call("FUNCTION", "RESTORE", payload, "REPLACE");
    redis.call("FUNCTION", "LOAD", TWO);
    redis.call("FUNCTION", "RESTORE", payload, "FLUSH");
    redis.call("FUNCTION", "LOAD", TWO);
    redis.call("FUNCTION", "DELETE", "two");
  }

  private static String info(Wire wire) throws IOException {
    return ((Reply.Bulk) wire.call("INFO", "persistence")).text();
  }
}
