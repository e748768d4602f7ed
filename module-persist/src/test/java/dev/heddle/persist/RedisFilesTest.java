package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.Fixture.resp;
import static dev.heddle.persist.RedisProcess.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.Packing;
import dev.heddle.store.SipHash;
import dev.heddle.store.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our files in the hands of the real {@code redis-server} and its tools, and its files in ours. */
class RedisFilesTest {
  private static final String[] AOF_ON = {
    "--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"
  };
  private static final String FUNCTION =
      "#!lua name=x\nredis.register_function('f', function() return 1 end)";
  private static final long FAR = 4_000_000_000_000L;

  @TempDir Path dir;

  private final List<String> log = new ArrayList<>();
  private final Environment env = Environment.real((level, text) -> log.add(level + " " + text));
  private final Packing packing = new Packing(new SipHash(1, 2));

  @Test
  void redisLoadsTheRdbFileWeWrite() throws Exception {
    var expected = new HashSet<String>();
    RdbFile.save(
        env, dir.resolve("dump.rdb"), RdbOptions.DEFAULTS, 1 << 20, w -> contents(w, expected));
    String report = run("redis-check-rdb", dir.resolve("dump.rdb").toString());
    assertTrue(report.contains("RDB looks OK"), report);
    try (var redis = new RedisProcess(dir)) {
      assertEquals(expected, dump(redis));
    }
  }

  @Test
  void redisLoadsTheRdbFileWeWriteWithoutCompressionAndChecksum() throws Exception {
    var expected = new HashSet<String>();
    var options = new RdbOptions(false, false, RdbOptions.Access.IDLE_TIME, false, true);
    RdbFile.save(env, dir.resolve("dump.rdb"), options, 1 << 20, w -> contents(w, expected));
    try (var redis = new RedisProcess(dir, "--maxmemory-policy", "allkeys-lru")) {
      assertTrue(Long.parseLong(redis.send("OBJECT IDLETIME 7")) >= 7000);
      assertEquals(expected, dump(redis));
    }
  }

  @Test
  void weReadTheRdbFileThatRedisWrites() throws Exception {
    Set<String> expected;
    try (var redis = new RedisProcess(dir, "--maxmemory-policy", "allkeys-lfu")) {
      fill(redis);
      assertEquals("x", redis.call("FUNCTION", "LOAD", FUNCTION));
      assertEquals("OK", redis.send("SAVE"));
      expected = dump(redis);
    }
    var recorder = new Recorder();
    RdbReader.read(env, dir.resolve("dump.rdb"), true, packing, recorder, LoadProgress.NONE);
    assertEquals(expected, withoutUse(recorder.entries));
    assertEquals(List.of(FUNCTION), recorder.functions);
  }

  @Test
  void redisLoadsTheDirectoryWeWrite() throws Exception {
    try (var journal = open()) {
      append(journal, 0, "SET a 1");
      append(journal, 2, "SET b 2");
      append(journal, 0, "PEXPIREAT a " + FAR);
      journal.settings(journal.settings().withTimestamps(true));
      append(journal, 0, "APPEND a 5");
      byte[] transaction = bytes(resp("MULTI", "SET c 1", "INCR c", "EXEC"));
      journal.append(0, transaction, 0, transaction.length);
    }
    checkAof();
    try (var redis = new RedisProcess(dir, AOF_ON)) {
      assertEquals(Set.of("0 a=15 until " + FAR, "2 b=2", "0 c=2"), dump(redis));
    }
  }

  @Test
  void redisLoadsTheDirectoryWeGoOnWith() throws Exception {
    var expected = new HashSet<String>();
    try (var redis = new RedisProcess(dir, AOF_ON)) {
      fill(redis);
      rewrite(redis);
      redis.send("SET tail 1");
      expected.addAll(dump(redis));
    }
    try (var journal = open()) {
      append(journal, 3, "SET ours x");
    }
    expected.add("3 ours=x");
    checkAof();
    try (var redis = new RedisProcess(dir, AOF_ON)) {
      assertEquals(expected, dump(redis));
    }
  }

  @Test
  void redisLoadsWhatWasWrittenAnewAfterAFailedFsync() throws Exception {
    var failing = new FailingForce(Disk.real());
    var faulty = new Environment(failing, env.log(), env.nanoTime(), env.clock());
    var settings = AofSettings.DEFAULTS.withFsync(FsyncPolicy.ALWAYS);
    try (var journal = AofJournal.open(faulty, aof(faulty), settings)) {
      journal.awaitDurable(append(journal, 4, "SET a 1"));
      failing.failNext = true;
      append(journal, 4, "SET b 1");
      append(journal, 4, "SET c 1");
    }
    checkAof();
    try (var names = Files.list(dir.resolve("appendonlydir"))) {
      assertEquals(3, names.count());
    }
    try (var redis = new RedisProcess(dir, AOF_ON)) {
      assertEquals(Set.of("4 a=1", "4 b=1", "4 c=1"), dump(redis));
    }
  }

  @Test
  void weLoadTheDirectoryOfAKilledRedis() throws Exception {
    Set<String> entries;
    try (var redis = new RedisProcess(dir, AOF_ON)) {
      fill(redis);
      rewrite(redis);
      entries = dump(redis);
      redis.send("SET tail 1");
      redis.send("MULTI");
      redis.send("SET x 1");
      redis.send("INCR x");
      redis.send("EXEC");
      redis.kill();
    }
    var recorder = load();
    assertEquals(entries, withoutUse(recorder.entries));
    assertEquals(List.of("SELECT 0", "SET tail 1", "SET x 1", "INCR x"), recorder.commands);
    assertTrue(recorder.fields.contains("aof-base=1"));
  }

  @Test
  void weLoadADirectoryWithoutRdbBase() throws Exception {
    try (var redis = new RedisProcess(dir, append(AOF_ON, "--aof-use-rdb-preamble", "no"))) {
      redis.send("SET a 1");
      rewrite(redis);
      redis.send("SET b 1");
    }
    assertEquals(List.of("SELECT 0", "SET a 1", "SELECT 0", "SET b 1"), load().commands);
  }

  @Test
  void redisUnderstandsAFileNameWithSpaces() throws Exception {
    String name = "a b\"c.aof";
    try (var journal =
        AofJournal.open(
            env, AofDirectory.open(env, dir, "appendonlydir", name), AofSettings.DEFAULTS)) {
      append(journal, 0, "SET a 1");
    }
    try (var redis = new RedisProcess(dir, append(AOF_ON, "--appendfilename", name))) {
      assertEquals(Set.of("0 a=1"), dump(redis));
    }
  }

  /** Fails one force. */
  private static final class FailingForce extends ForwardingDisk {
    private volatile boolean failNext;

    FailingForce(Disk disk) {
      super(disk);
    }

    @Override
    public DiskFile open(Path path, Mode mode) throws IOException {
      return new ForwardingFile(super.open(path, mode)) {
        @Override
        public void force() throws IOException {
          if (failNext) {
            failNext = false;
            throw new IOException("Input/output error");
          }
          super.force();
        }
      };
    }
  }

  private static void contents(KeyspaceWriter writer, Set<String> expected) throws IOException {
    var random = new Random(42);
    for (int db = 0; db < 3; db++) {
      writer.database(db, 300, 100);
      for (int i = 0; i < 300; i++) {
        String value =
            switch (i % 5) {
              case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
              case 1 -> "abc".repeat(random.nextInt(5000));
              case 2 -> noise(random, random.nextInt(20_000));
              case 3 -> Integer.toString(random.nextInt(300) - 150);
              default -> "v" + i;
            };
        long expireAt = i % 3 == 0 ? FAR + i : -1;
        String key = i % 2 == 0 ? "key:" + i : Integer.toString(i);
        writer.entry(bytes(key), StringValue.of(bytes(value)), expireAt, 7000, 5);
        expected.add(db + " " + key + "=" + value + (expireAt < 0 ? "" : " until " + expireAt));
      }
    }
  }

  private static void fill(RedisProcess redis) throws IOException {
    var random = new Random(7);
    for (int db = 0; db < 2; db++) {
      redis.send("SELECT " + db);
      for (int i = 0; i < 100; i++) {
        redis.send("SET key:" + i + " " + "xyz".repeat(random.nextInt(3000)));
        redis.send("SET " + i + " " + (random.nextLong() >> random.nextInt(64)));
        redis.send("SET e" + i + " " + i + " PXAT " + (FAR + i));
        redis.send("SET n" + i + " " + noise(random, 50).replace(' ', '_'));
      }
    }
    redis.send("SELECT 0");
  }

  private static String noise(Random random, int length) {
    var noise = new byte[length];
    random.nextBytes(noise);
    return Recorder.text(noise);
  }

  /** Everything in the first sixteen databases, as a {@link Recorder} writes it. */
  private static Set<String> dump(RedisProcess redis) throws IOException {
    var all = new HashSet<String>();
    for (int db = 0; db < 16; db++) {
      redis.send("SELECT " + db);
      String keys = redis.send("KEYS *");
      for (String key : keys.isEmpty() ? new String[0] : keys.split("\n")) {
        String until = redis.send("PEXPIRETIME " + key);
        all.add(
            db
                + " "
                + key
                + "="
                + redis.send("GET " + key)
                + ("-1".equals(until) ? "" : " until " + until));
      }
    }
    redis.send("SELECT 0");
    return all;
  }

  private static void rewrite(RedisProcess redis) throws IOException {
    redis.send("BGREWRITEAOF");
    Eventually.eventually(() -> {
      try {
        String info = redis.send("INFO persistence");
        return info.contains("aof_rewrites:1") && info.contains("aof_rewrite_in_progress:0");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }

  private static Set<String> withoutUse(List<String> entries) {
    var plain = new HashSet<String>();
    entries.forEach(e -> plain.add(e.replaceAll(" used [0-9]+$", "")));
    return plain;
  }

  private static String[] append(String[] options, String... more) {
    var all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private AofDirectory aof(Environment environment) throws IOException {
    return AofDirectory.open(environment, dir, "appendonlydir", "appendonly.aof");
  }

  private AofJournal open() throws IOException {
    return AofJournal.open(env, aof(env), AofSettings.DEFAULTS);
  }

  private Recorder load() throws IOException {
    var recorder = new Recorder();
    aof(env).load(packing, recorder, LoadOptions.DEFAULTS, LoadProgress.NONE);
    return recorder;
  }

  private static long append(Journal journal, int db, String command) {
    byte[] encoded = bytes(resp(command));
    return journal.append(db, encoded, 0, encoded.length);
  }

  private void checkAof() throws Exception {
    String report =
        run("redis-check-aof", dir.resolve("appendonlydir/appendonly.aof.manifest").toString());
    assertTrue(report.contains("All AOF files and manifest are valid"), report);
  }
}
