package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that move between servers, of which one may be the real one. */
class MigrateIT {
  private static final Reply OK = new Reply.Simple("OK");
  private static final Reply UNREAD =
      new Reply.Failure("IOERR error or timeout reading to target instance");
  private static final String PATIENCE = "10000";
  private static final int MANY = 3000;

  @TempDir Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();
  private Heddle heddle;
  private Wire here;

  @BeforeEach
  void start() throws IOException {
    heddle = heddle();
    here = wire(heddle.port());
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  private Heddle heddle() throws IOException {
    Heddle server = Heddle.start(HeddleConfig.create().set("enable-debug-command", "yes"));
    open.add(server);
    return server;
  }

  private Wire wire(int port) throws IOException {
    var wire = new Wire(port);
    open.add(wire);
    return wire;
  }

  private RealRedis redis() throws IOException {
    RealRedis.assumeInstalled("redis-server");
    RealRedis redis = RealRedis.start(directory);
    open.add(redis);
    return redis;
  }

  // ---- every type, there and back

  @Test
  void fromHeddleToHeddle() throws IOException {
    Heddle other = heddle();
    moveAll(here, wire(other.port()), other.port());
  }

  @Test
  void fromHeddleToRedisAndBack() throws IOException {
    RealRedis redis = redis();
    Wire there = wire(redis.port());
    moveAll(here, there, redis.port());
    assertEquals(OK, here.call("FLUSHALL"));
    moveAll(there, here, heddle.port());
  }

  @Test
  void toRedisThatAsksForAPassword() throws IOException {
    RealRedis redis = redis();
    wire(redis.port()).call("CONFIG", "SET", "requirepass", "secret");
    here.call("MSET", "a", "1", "b", "2");
    String port = "" + redis.port();
    assertEquals(
        "ERR Target instance replied with error: NOAUTH Authentication required.",
        ((Reply.Failure) here.call("MIGRATE", "127.0.0.1", port, "a", "0", PATIENCE)).text());
    assertEquals(OK, here.call("MIGRATE", "127.0.0.1", port, "a", "0", PATIENCE, "AUTH", "secret"));
    assertEquals(
        OK,
        here.call("MIGRATE", "127.0.0.1", port, "b", "5", PATIENCE, "AUTH2", "default", "secret"));
    assertEquals(new Reply.Int(0), here.call("DBSIZE"));
  }

  /** Moves small and large values of each type in one command; their digests stay as they were. */
  private static void moveAll(Wire from, Wire to, int port) throws IOException {
    List<String> keys = fill(from);
    var command = new ArrayList<>(List.of("MIGRATE", "127.0.0.1", "" + port, "", "7", PATIENCE));
    command.add("KEYS");
    command.addAll(keys);
    Reply before = digests(from, keys);
    assertEquals(OK, from.call(command.toArray(String[]::new)));
    assertEquals(new Reply.Int(0), from.call("DBSIZE"));
    assertEquals(OK, to.call("SELECT", "7"));
    assertEquals(before, digests(to, keys));
    assertEquals(OK, to.call("SELECT", "0"));
  }

  private static Reply digests(Wire wire, List<String> keys) throws IOException {
    var command = new ArrayList<>(List.of("DEBUG", "DIGEST-VALUE"));
    command.addAll(keys);
    Reply digests = wire.call(command.toArray(String[]::new));
    assertTrue(digests instanceof Reply.Array, digests::toString);
    return digests;
  }

  private static List<String> fill(Wire wire) throws IOException {
    var keys = new ArrayList<String>();
    for (String size : List.of("small", "large")) {
      int n = size.equals("small") ? 3 : MANY;
      wire.call("SET", size + "-string", "x".repeat(n * 50));
      wire.call("SET", size + "-\0\r\n\u00ff", "\u0080\0");
      wire.call("SET", size + "-number", "" + n, "PX", "1000000");
      add(wire, n, "RPUSH", size + "-list");
      add(wire, n, "SADD", size + "-set");
      add(wire, n, "SADD", size + "-words", "word");
      add(wire, n, "HSET", size + "-hash", "field", "value");
      add(wire, n, "ZADD", size + "-zset", "", "member");
      add(wire, n, "PFADD", size + "-hll");
      for (int i = 0; i < n; i++) {
        wire.send("XADD", size + "-stream", "" + (i + 1), "field" + i % 3, "value" + i);
      }
      for (int i = 0; i < n; i++) {
        wire.read();
      }
      for (String key :
          List.of(
              "string",
              "\0\r\n\u00ff",
              "number",
              "list",
              "set",
              "words",
              "hash",
              "zset",
              "hll",
              "stream")) {
        keys.add(size + "-" + key);
      }
    }
    return keys;
  }

  /** Adds {@code n} elements, each made of the prefixes and its number. */
  private static void add(Wire wire, int n, String command, String key, String... prefixes)
      throws IOException {
    String[] parts = prefixes.length == 0 ? new String[] {""} : prefixes;
    var words = new ArrayList<>(List.of(command, key));
    for (int i = 0; i < n; i++) {
      for (String prefix : parts) {
        words.add(prefix + i);
      }
    }
    assertTrue(wire.call(words.toArray(String[]::new)) instanceof Reply.Int, command);
  }

  // ---- a server that cannot answer

  @Test
  void aServerThatIsItsOwnTargetGivesUpInTime() throws IOException {
    here.call("SET", "a", "1");
    long began = System.nanoTime();
    assertEquals(UNREAD, here.call("MIGRATE", "127.0.0.1", "" + heddle.port(), "a", "1", "2000"));
    assertTrue(System.nanoTime() - began < Duration.ofSeconds(10).toNanos());
    assertEquals(new Reply.Bulk(Grammar.bytes("1")), here.call("GET", "a"));
  }

  @Test
  void serversThatMoveToEachOtherAtOnceLoseNothing() throws IOException {
    Heddle other = heddle();
    Wire there = wire(other.port());
    for (int i = 0; i < 20; i++) {
      here.call("SET", "a", "1");
      there.call("SET", "b", "2");
      here.send("MIGRATE", "127.0.0.1", "" + other.port(), "a", "0", "200", "REPLACE");
      there.send("MIGRATE", "127.0.0.1", "" + heddle.port(), "b", "0", "200", "REPLACE");
      for (Reply reply : List.of(here.read(), there.read())) {
        assertTrue(reply.equals(OK) || isTimeout(reply), reply::toString);
      }
      for (String key : List.of("a", "b")) {
        long copies = exists(here, key) + exists(there, key);
        assertTrue(copies >= 1, key + " is lost in round " + i);
      }
    }
  }

  /** Of whichever step: where all stand still for a while, connecting takes its time too. */
  private static boolean isTimeout(Reply reply) {
    return reply instanceof Reply.Failure e && e.text().startsWith("IOERR error or timeout ");
  }

  // ---- what others see

  /** While it moves, who asks the server that it leaves waits until it is there. */
  @Test
  void aKeyIsNeitherInBothPlacesNorInNone() throws Exception {
    Heddle other = heddle();
    Wire there = wire(other.port());
    for (int i = 0; i < MANY; i++) {
      here.send("SET", "key" + i, "value");
    }
    for (int i = 0; i < MANY; i++) {
      here.read();
    }
    var refused = new ArrayList<Reply>();
    Thread mover = Thread.ofPlatform().start(() -> move(other.port(), refused));
    int at = 0; // the first key that has not been seen there
    while (at < MANY) {
      if (exists(there, "key" + at) == 1) {
        assertEquals(0, exists(here, "key" + at), "in both places: " + at);
        at++;
      } else if (exists(here, "key" + at) == 0) {
        assertEquals(1, exists(there, "key" + at), "in no place: " + at);
      }
    }
    mover.join();
    assertEquals(List.of(), refused);
  }

  private void move(int port, List<Reply> refused) {
    try (var wire = new Wire(heddle.port())) {
      for (int i = 0; i < MANY; i++) {
        Reply reply = wire.call("MIGRATE", "127.0.0.1", "" + port, "key" + i, "0", PATIENCE);
        if (!reply.equals(OK)) {
          refused.add(reply);
        }
      }
    } catch (IOException e) {
      refused.add(new Reply.Failure(e.toString()));
    }
  }

  private static long exists(Wire wire, String key) throws IOException {
    return ((Reply.Int) wire.call("EXISTS", key)).value();
  }
}
