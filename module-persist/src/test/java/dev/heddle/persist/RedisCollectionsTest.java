package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.RedisProcess.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.ListValue;
import dev.heddle.store.Packing;
import dev.heddle.store.SetValue;
import dev.heddle.store.SipHash;
import dev.heddle.store.Thresholds;
import dev.heddle.store.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Collections of every encoding, written by the real {@code redis-server} and read by us, and back.
 */
final class RedisCollectionsTest {
  private static final String[] COMMANDS = {"", "RPUSH", "HSET", "SADD", "SADD", "ZADD"};
  private static final int[] SIZES = {1, 20, 600};
  private static final int OTHER_ENCODING_PER_CALL = 200;

  @TempDir Path dir;

  private final Environment env = Environment.real((level, text) -> {});
  private final Packing packing = new Packing(new SipHash(5, 6));

  @Test
  void weReadWhatRedisWrites() throws Exception {
    var expected = new HashMap<String, String>();
    var encodings = new HashMap<String, String>();
    try (var redis = new RedisProcess(dir)) {
      fill(redis);
      for (String key : redis.list("KEYS", "*")) {
        expected.put(key, redis.value(key));
        encodings.put(key, redis.call("OBJECT", "ENCODING", key));
      }
      assertEquals("OK", redis.send("SAVE"));
    }
    assertEquals(
        Set.of("quicklist", "listpack", "hashtable", "intset", "skiplist"),
        new HashSet<>(encodings.values()));
    assertEquals(expected, text(load()));
  }

  @Test
  void encodingsAreThoseOfRedisUnderTheSameThresholds() throws Exception {
    var reloaded = new HashMap<String, String>();
    try (var redis = new RedisProcess(dir, "--enable-debug-command", "yes")) {
      fill(redis);
      configure(redis, Thresholds.DEFAULTS);
      redis.send("DEBUG RELOAD");
      for (String key : redis.list("KEYS", "*")) {
        reloaded.put(key, redis.call("OBJECT", "ENCODING", key));
      }
    }
    var ours = new HashMap<String, String>();
    for (var entry : load().entrySet()) {
      Value value = entry.getValue();
      // of what Redis 7.2 packs, 7.0 does not know small lists and sets
      boolean newer = value instanceof ListValue || (value instanceof SetValue s && s.isPacked());
      ours.put(entry.getKey(), newer ? reloaded.get(entry.getKey()) : value.encoding());
    }
    assertEquals(reloaded, ours);
  }

  @Test
  void redisReadsWhatWeWrite() throws Exception {
    var expected = new HashMap<String, String>();
    var written = new HashSet<RdbType>();
    for (boolean compress : new boolean[] {true, false}) {
      var options = new RdbOptions(compress, true, RdbOptions.Access.NONE, false, true);
      Path file = dir.resolve("dump.rdb");
      RdbFile.save(env, file, options, 1 << 20, writer -> write(writer, expected, written));
      String report = run("redis-check-rdb", file.toString());
      assertTrue(report.contains("RDB looks OK"), report);
      try (var redis = new RedisProcess(dir, "--sanitize-dump-payload", "yes")) {
        assertEquals(expected.size(), Integer.parseInt(redis.send("DBSIZE")));
        for (var entry : expected.entrySet()) {
          assertEquals(entry.getValue(), redis.value(entry.getKey()), entry.getKey());
        }
      }
    }
    assertEquals(
        Set.of(
            RdbType.STRING,
            RdbType.LIST_QUICKLIST_2,
            RdbType.HASH,
            RdbType.HASH_LISTPACK,
            RdbType.SET,
            RdbType.SET_INTSET,
            RdbType.ZSET_2,
            RdbType.ZSET_LISTPACK),
        written);
  }

  @Test
  void payloadsGoBothWays() throws Exception {
    try (var redis = new RedisProcess(dir, "--sanitize-dump-payload", "yes")) {
      fill(redis);
      for (String key : redis.list("KEYS", "*")) {
        Value value = DumpPayload.restore(bytes(redis.call("DUMP", key)), packing);
        assertEquals(redis.value(key), ValueText.of(value), key);
        for (boolean compress : new boolean[] {true, false}) {
          String payload = Recorder.text(DumpPayload.dump(value, compress));
          assertEquals("OK", redis.call("RESTORE", "copy", "0", payload, "REPLACE"), key);
          assertEquals(redis.value(key), redis.value("copy"), key);
        }
        redis.send("DEL copy");
      }
    }
  }

  @Test
  void payloadsOfPackedValuesAreThoseOfRedisToTheByte() throws Exception {
    try (var redis = new RedisProcess(dir, "--rdbcompression", "no")) {
      redis.send("HSET hash a 1 b -5000 " + "x".repeat(60) + " " + "y".repeat(64));
      redis.send("ZADD zset 1 a 1.5 b inf c -inf d 1000000 e");
      redis.send("SADD set 1 -2 300000");
      redis.send("RPUSH list a 1 " + "z".repeat(5000));
      redis.send("SET string 12");
      for (String key : redis.list("KEYS", "*")) {
        byte[] payload = bytes(redis.call("DUMP", key));
        Value value = DumpPayload.restore(payload, packing);
        assertArrayEquals(payload, DumpPayload.dump(value, /* compress= */ false), key);
      }
    }
  }

  /** Values of all types, in all encodings that Redis has under several thresholds. */
  private static void fill(RedisProcess redis) throws IOException {
    for (int t = 0; t < RandomValues.ALL_ENCODINGS.size(); t++) {
      Thresholds thresholds = RandomValues.ALL_ENCODINGS.get(t);
      configure(redis, thresholds);
      var values = new RandomValues(t, thresholds);
      for (int type = 1; type < COMMANDS.length; type++) {
        for (int size : SIZES) {
          String key = "k:" + t + ":" + type + ":" + size;
          add(redis, key, type, elements(values, type, size));
        }
      }
    }
  }

  private static List<String> elements(RandomValues values, int type, int size) {
    var elements = new ArrayList<String>();
    for (int i = 0; i < size; i++) {
      switch (type) {
        case 2 -> elements.add(Recorder.text(values.element()));
        case 5 -> elements.add(score(values.score()));
        default -> {}
      }
      elements.add(
          type == 4 ? Integer.toString(i * i * (i % 2 - 1)) : Recorder.text(values.element()));
    }
    return elements;
  }

  private static String score(double score) {
    return Double.toString(score).replace("Infinity", "inf");
  }

  private static void add(RedisProcess redis, String key, int type, List<String> elements)
      throws IOException {
    for (int i = 0; i < elements.size(); i += OTHER_ENCODING_PER_CALL) {
      var words = new ArrayList<>(List.of(COMMANDS[type], key));
      words.addAll(elements.subList(i, Math.min(i + OTHER_ENCODING_PER_CALL, elements.size())));
      redis.call(words.toArray(new String[0]));
    }
  }

  private static void configure(RedisProcess redis, Thresholds t) throws IOException {
    String reply =
        redis.call(
            "CONFIG",
            "SET",
            "list-max-listpack-size",
            Integer.toString(t.listMaxListpackSize()),
            "list-compress-depth",
            Integer.toString(t.listCompressDepth()),
            "hash-max-listpack-entries",
            Long.toString(t.hashMaxListpackEntries()),
            "hash-max-listpack-value",
            Long.toString(t.hashMaxListpackValue()),
            "set-max-intset-entries",
            Long.toString(t.setMaxIntsetEntries()),
            "zset-max-listpack-entries",
            Long.toString(t.zsetMaxListpackEntries()),
            "zset-max-listpack-value",
            Long.toString(t.zsetMaxListpackValue()));
    assertEquals("OK", reply);
  }

  private static void write(
      KeyspaceWriter writer, Map<String, String> expected, Set<RdbType> written)
      throws IOException {
    writer.database(0, 0, 0);
    for (int t = 0; t < RandomValues.ALL_ENCODINGS.size(); t++) {
      var values = new RandomValues(t, RandomValues.ALL_ENCODINGS.get(t));
      for (int type = 0; type < COMMANDS.length; type++) {
        for (int size : SIZES) {
          String key = "k:" + t + ":" + type + ":" + size;
          Value value = values.value(type, size);
          writer.entry(bytes(key), value, -1, 0, 0);
          written.add(RdbValues.type(value));
          expected.put(key, ValueText.of(value));
        }
      }
    }
  }

  private Map<String, Value> load() throws IOException {
    var loaded = new HashMap<String, Value>();
    RdbSink sink =
        new RdbSink() {
          @Override
          public void entry(int db, byte[] key, Value value, long at, long idle, int used) {
            loaded.put(Recorder.text(key), value);
          }

          @Override
          public void function(byte[] code) {}
        };
    RdbReader.read(env, dir.resolve("dump.rdb"), true, packing, sink, LoadProgress.NONE);
    return loaded;
  }

  private static Map<String, String> text(Map<String, Value> values) {
    var text = new HashMap<String, String>();
    values.forEach((key, value) -> text.put(key, ValueText.of(value)));
    return text;
  }
}
