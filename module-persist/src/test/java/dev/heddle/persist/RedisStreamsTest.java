package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.RedisProcess.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.Packing;
import dev.heddle.store.SipHash;
import dev.heddle.store.Thresholds;
import dev.heddle.store.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams with groups, consumers and pending entries, deleted from and trimmed, written by the real
 * {@code redis-server} and read by us, and back; compared by what XINFO STREAM FULL says.
 */
final class RedisStreamsTest {
  private static final int[] SIZES = {1, 10, 300};

  /** Limits of a node: its bytes and entries. */
  private static final String[][] LIMITS = {{"4096", "100"}, {"0", "3"}, {"200", "0"}, {"0", "0"}};

  @TempDir Path dir;

  private final Environment env = Environment.real((level, text) -> {});
  private final Packing packing = new Packing(new SipHash(5, 6));

  @Test
  void weReadWhatRedisWrites() throws Exception {
    var expected = new HashMap<String, String>();
    try (var redis = new RedisProcess(dir)) {
      fill(redis);
      for (String key : redis.list("KEYS", "*")) {
        expected.put(key, redis.value(key));
      }
      assertEquals("OK", redis.send("SAVE"));
    }
    assertTrue(expected.values().stream().anyMatch(text -> text.contains("pel-count\n1")));
    assertSame(expected, load());
  }

  @Test
  void redisReadsWhatWeWrite() throws Exception {
    for (boolean compress : new boolean[] {true, false}) {
      var expected = new HashMap<String, String>();
      var options = new RdbOptions(compress, true, RdbOptions.Access.NONE, false, true);
      Path file = dir.resolve("dump.rdb");
      RdbFile.save(env, file, options, 1 << 20, writer -> write(writer, expected));
      String report = run("redis-check-rdb", file.toString());
      assertTrue(report.contains("RDB looks OK"), report);
      assertSame(expected, load());
      try (var redis = new RedisProcess(dir, "--sanitize-dump-payload", "yes")) {
        assertEquals(expected.size(), Integer.parseInt(redis.send("DBSIZE")));
        for (var entry : expected.entrySet()) {
          String actual = redis.value(entry.getKey());
          assertEquals(withoutLag(entry.getValue()), withoutLag(actual), entry.getKey());
        }
      }
    }
  }

  @Test
  void payloadsAreThoseOfRedisToTheByte() throws Exception {
    try (var redis = new RedisProcess(dir, "--rdbcompression", "no")) {
      fill(redis);
      for (String key : redis.list("KEYS", "*")) {
        byte[] payload = bytes(redis.call("DUMP", key));
        Value value = DumpPayload.restore(payload, packing);
        assertEquals(withoutLag(redis.value(key)), withoutLag(ValueText.of(value)), key);
        assertArrayEquals(payload, DumpPayload.dump(value, /* compress= */ false), key);
      }
    }
  }

  @Test
  void payloadsGoBothWays() throws Exception {
    try (var redis = new RedisProcess(dir, "--sanitize-dump-payload", "yes")) {
      fill(redis);
      for (String key : redis.list("KEYS", "*")) {
        Value value = DumpPayload.restore(bytes(redis.call("DUMP", key)), packing);
        for (boolean compress : new boolean[] {true, false}) {
          String payload = Recorder.text(DumpPayload.dump(value, compress));
          assertEquals("OK", redis.call("RESTORE", "copy", "0", payload, "REPLACE"), key);
          assertEquals(redis.value(key), redis.value("copy"), key);
        }
        redis.send("DEL copy");
      }
    }
  }

  /** Streams to which all was done that can be done to one. */
  private static void fill(RedisProcess redis) throws IOException {
    for (int l = 0; l < LIMITS.length; l++) {
      String[] limits = LIMITS[l];
      String[] setting = {"stream-node-max-bytes", limits[0], "stream-node-max-entries", limits[1]};
      var words = new ArrayList<>(List.of("CONFIG", "SET"));
      words.addAll(List.of(setting));
      assertEquals("OK", redis.call(words.toArray(new String[0])));
      for (int size : SIZES) {
        for (int seed = 0; seed < 5; seed++) {
          new Script(redis, "s:" + l + ":" + size + ":" + seed, seed).run(size);
        }
      }
    }
    redis.send("XGROUP CREATE empty group 5 MKSTREAM");
    redis.send("XADD emptied 5-1 a 1");
    redis.send("XDEL emptied 5-1");
    redis.send("XADD big 1-1 a " + "x".repeat(100_000));
    redis.send("XADD big 18446744073709551615-18446744073709551615 12345678901 -1");
    redis.send("XADD dead 1-1 a 1");
    redis.send("XADD dead 2-1 a 1");
    redis.send("XDEL dead 2-1");
    redis.send("XTRIM dead MINID 2-1");
  }

  /** What is done to one stream; what comes back is not looked at. */
  private static final class Script {
    private final RedisProcess redis;
    private final String key;
    private final Random random;
    private final RandomValues values;
    private int ms = 1000;

    Script(RedisProcess redis, String key, int seed) {
      this.redis = redis;
      this.key = key;
      this.random = new Random(seed);
      this.values = new RandomValues(seed, Thresholds.DEFAULTS);
    }

    void run(int size) throws IOException {
      for (int i = 0; i < size; i++) {
        step(random.nextInt(14), "g" + random.nextInt(3), "consumer:" + random.nextInt(3));
      }
    }

    private void step(int what, String group, String consumer) throws IOException {
      switch (what) {
        case 0 -> redis.call("XDEL", key, id(), id(), id());
        case 1 -> redis.call("XGROUP", "CREATE", key, group, random.nextBoolean() ? "0" : id());
        case 2, 3 ->
            redis.call("XREADGROUP", "GROUP", group, consumer, "COUNT", "4", "STREAMS", key, ">");
        case 4 -> redis.call("XACK", key, group, id(), id(), id());
        case 5 -> redis.call("XAUTOCLAIM", key, group, consumer, "0", "0", "COUNT", "2");
        case 6 -> rare(group, consumer);
        default -> add();
      }
    }

    private void rare(String group, String consumer) throws IOException {
      switch (random.nextInt(6)) {
        case 0 -> redis.call("XTRIM", key, "MAXLEN", "~", "20");
        case 1 -> redis.call("XTRIM", key, "MINID", "1" + random.nextInt(1000) + "-0");
        case 2 -> redis.call("XGROUP", "CREATECONSUMER", key, group, consumer + "0");
        case 3 -> redis.call("XGROUP", "DELCONSUMER", key, group, consumer);
        case 4 -> redis.call("XGROUP", "SETID", key, group, id(), "ENTRIESREAD", "7");
        default ->
            redis.call("XSETID", key, ms + "-9", "ENTRIESADDED", "9999", "MAXDELETEDID", ms + "-1");
      }
    }

    private void add() throws IOException {
      ms += random.nextInt(3);
      var words = new ArrayList<>(List.of("XADD", key, ms + "-*"));
      var fields = (RandomValues.Row) values.fields();
      fields.texts().forEach(text -> words.add(Recorder.text(text)));
      redis.call(words.toArray(new String[0]));
    }

    /** An id that may well be there. */
    private String id() {
      return 1000 + random.nextInt(ms - 999) + "-0";
    }
  }

  private static void write(KeyspaceWriter writer, Map<String, String> expected)
      throws IOException {
    writer.database(0, 0, 0);
    for (int seed = 0; seed < 40; seed++) {
      var values = new RandomValues(seed, Thresholds.DEFAULTS);
      for (int size : SIZES) {
        String key = "s:" + seed + ":" + size;
        Value value = values.stream(size);
        writer.entry(bytes(key), value, -1, 0, 0);
        expected.put(key, ValueText.of(value));
      }
    }
  }

  private static void assertSame(Map<String, String> expected, Map<String, String> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (key, text) -> assertEquals(withoutLag(text), withoutLag(actual.get(key)), key));
  }

  /** The lag is no part of the file, and Redis 7.0 is wrong about it where entries are cut off. */
  private static String withoutLag(String text) {
    return text.replaceAll("\nlag\n[^\n]*", "");
  }

  private Map<String, String> load() throws IOException {
    var loaded = new HashMap<String, String>();
    RdbSink sink =
        new RdbSink() {
          @Override
          public void entry(int db, byte[] key, Value value, long at, long idle, int used) {
            loaded.put(Recorder.text(key), ValueText.of(value));
          }

          @Override
          public void function(byte[] code) {}
        };
    RdbReader.read(env, dir.resolve("dump.rdb"), true, packing, sink, LoadProgress.NONE);
    return loaded;
  }
}
