package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients hear that cache, subscribe or monitor is what they hear from Redis. */
class TrackingIT {
  private static final String READ_KEYS =
      """
      a> HELLO 2
      a> HELLO 3
      a> CLIENT TRACKINGINFO
      a> CLIENT TRACKING ON
      a> CLIENT TRACKINGINFO
      b> SET k 1
      a> GET k
      a> SET k 2
      a> GET k
      b> SET k 3
      b> SET k 3
      a> MGET k j
      b> MSET k 1 j 2
      a> GET k
      b> EXPIRE k 100
      a> TTL k
      b> PERSIST k
      a> EXISTS k
      b> DEL k
      a> GET k
      b> RENAME j k
      a> OBJECT ENCODING k
      b> APPEND k 1
      a> GETRANGE k 0 1
      b> INCR k
      a> STRLEN k
      a> FLUSHALL
      a> GET k
      b> FLUSHDB
      a> MULTI
      a> GET k
      a> SET k 1
      a> GET j
      a> EXEC
      b> SET j 1
      a> LRANGE l 0 -1
      b> RPUSH l a
      a> SMEMBERS s
      b> SADD s a
      a> SINTER s k2 k3
      b> SADD k3 a
      a> CLIENT TRACKING OFF
      b> DEL s
      a> CLIENT TRACKING ON NOLOOP
      a> GET k
      a> SET k 1
      b> SET k 1
      a> GET k
      b> SET k 1
      a> CLIENT TRACKINGINFO
      a> RESET
      a> CLIENT TRACKINGINFO
      b> SET k 1
      """;

  private static final String OPTIONAL =
      """
      a> HELLO 3
      a> CLIENT CACHING YES
      a> CLIENT TRACKING ON OPTIN
      a> CLIENT CACHING NO
      a> CLIENT CACHING MAYBE
      a> GET k
      b> SET k 1
      a> MULTI
      a> CLIENT CACHING YES
      a> GET k
      a> GET j
      a> EXEC
      b> MSET k 1 j 1
      a> CLIENT TRACKING ON OPTOUT
      a> CLIENT TRACKING OFF
      a> CLIENT TRACKING ON OPTOUT
      a> CLIENT CACHING YES
      a> GET k
      b> SET k 1
      """;

  private static final String PREFIXES =
      """
      a> HELLO 3
      a> CLIENT TRACKING ON BCAST PREFIX user: PREFIX obj:
      b> SET user:1 a
      b> MSET obj:2 1 user:2 1 other 1 obj:1 1
      a> SET obj:1 2
      b> DEL user:1 user:2 nokey
      a> CLIENT TRACKING ON BCAST PREFIX user:
      a> CLIENT TRACKING ON BCAST PREFIX u
      a> CLIENT TRACKING ON BCAST PREFIX z PREFIX zz
      a> CLIENT TRACKING ON BCAST PREFIX z
      a> CLIENT TRACKINGINFO
      a> CLIENT TRACKING ON
      a> CLIENT TRACKING ON BCAST OPTIN
      c> HELLO 3
      c> CLIENT TRACKING ON BCAST NOLOOP
      c> SET z1 1
      b> SET z1 1
      c> MULTI
      c> SET z1 1
      c> INCR z2
      c> EXEC
      b> FLUSHALL
      c> CLIENT TRACKING OFF
      b> SET z1 1
      """;

  private static final String REDIRECTED =
      """
      b> SUBSCRIBE __redis__:invalidate
      a> CLIENT TRACKING ON REDIRECT 999999
      a> CLIENT TRACKING ON REDIRECT none
      a> CLIENT TRACKING ON REDIRECT {b} REDIRECT {b}
      a> CLIENT TRACKING ON REDIRECT {b}
      a> CLIENT GETREDIR
      a> CLIENT TRACKINGINFO
      a> SET k 1
      a> GET k
      a> SET k 2
      a> MGET k j
      a> MSET k 1 j 1
      a> GET k
      a> FLUSHALL
      c> HELLO 3
      a> CLIENT TRACKING ON REDIRECT {c}
      a> GET k
      a> SET k 1
      a> HELLO 3
      a> CLIENT TRACKING ON REDIRECT {a}
      a> GET k
      a> SET k 1
      a> CLIENT TRACKING ON REDIRECT {c}
      a> GET k
      c> .
      a> SET k 1
      a> CLIENT TRACKINGINFO
      a> CLIENT GETREDIR
      a> CLIENT TRACKING ON
      a> CLIENT TRACKINGINFO
      a> CLIENT TRACKING OFF
      a> CLIENT GETREDIR
      """;

  private static final String MONITORED =
      """
      m> MONITOR
      m> MONITOR
      m> GET k
      a> SET k "a b\\x00\\n\\r\\t\\"\\\\"
      a> AUTH secret
      a> AUTH user secret
      a> AUTH user secret three
      a> HELLO 3 AUTH default secret SETNAME me
      a> HELLO 3 AUTH default
      a> CONFIG SET requirepass ""
      a> CONFIG GET maxmemory
      a> nosuch command
      a> GET
      a> LPUSH k 1
      a> MULTI
      a> SET k 1
      a> INCR k
      a> SELECT 2
      a> EXEC
      a> SELECT 0
      a> MULTI
      a> SET k 1
      a> DISCARD
      a> PUBLISH a b
      a> CLIENT ID
      m> SELECT 1
      m> MULTI
      m> PING
      m> EXEC
      m> RESET
      a> PING
      a> MULTI
      a> MONITOR
      a> EXEC
      """;

  private static final String SUBSCRIBED =
      """
      a> UNSUBSCRIBE
      a> PUNSUBSCRIBE
      a> SUNSUBSCRIBE
      a> UNSUBSCRIBE x y
      a> SUBSCRIBE
      a> SUBSCRIBE c1 c2 c1
      a> PSUBSCRIBE [c]1 d* e?
      a> SSUBSCRIBE c1 s2
      b> PUBLISH c1 hello
      b> PUBLISH other hello
      b> SPUBLISH c1 hello
      b> SPUBLISH c2 hello
      b> PUBSUB NUMPAT
      b> PUBSUB NUMSUB c1 c2 c3
      b> PUBSUB NUMSUB
      b> PUBSUB SHARDNUMSUB c1 s2 c3
      b> PUBSUB SHARDNUMSUB
      b> PUBSUB CHANNELS *2
      b> PUBSUB SHARDCHANNELS *2
      b> PUBSUB CHANNELS a b
      b> PUBSUB NUMPAT a
      b> PUBSUB NOSUCH
      b> PUBSUB
      b> PUBLISH a
      a> PING
      a> PING a b
      a> GET k
      a> get
      a> nosuch
      a> client id
      a> multi
      a> HELLO 3
      a> AUTH x
      a> MONITOR
      a> PUBLISH c1 x
      a> UNSUBSCRIBE c1 nosuch
      b> PUBLISH c1 hello
      a> UNSUBSCRIBE
      a> PUNSUBSCRIBE d*
      a> PUNSUBSCRIBE
      a> GET k
      a> SUNSUBSCRIBE s2
      a> SUNSUBSCRIBE
      a> GET k
      a> SUBSCRIBE c
      a> RESET
      b> PUBSUB CHANNELS
      a> HELLO 3
      a> SUBSCRIBE c d
      a> PSUBSCRIBE *
      b> PUBLISH c x
      a> GET k
      a> PING
      a> PUBSUB NUMSUB c d
      a> PUBSUB SHARDNUMSUB c
      a> MULTI
      a> SSUBSCRIBE c d
      a> EXEC
      a> UNSUBSCRIBE c
      a> UNSUBSCRIBE
      a> HELLO 2
      a> PING
      a> GET k
      b> PUBLISH c x
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {READ_KEYS, OPTIONAL, PREFIXES, REDIRECTED, MONITORED, SUBSCRIBED})
  void clientsHearWhatRedisTellsThem(String script) throws IOException {
    RealRedis.assumeInstalled("redis-server");
    List<String> expected;
    try (RealRedis redis = RealRedis.start(directory);
        var talk = new Talk(redis.port())) {
      expected = talk.run(script);
    }
    try (Heddle heddle = Heddle.start(HeddleConfig.create());
        var talk = new Talk(heddle.port())) {
      assertEquals(lines(expected), lines(talk.run(script)));
    }
  }

  /** HELLO tells the version, by which the servers differ. */
  private static String lines(List<String> heard) {
    return String.join("\n", heard).replaceAll("version \\$[0-9]+ [0-9.]+", "version");
  }

  @Test
  void keysThatExpireOrAreEvictedAreInvalidated() throws IOException {
    var clock = new TestClock(); // so that the key is there still when it is read
    try (Heddle heddle = Heddle.start(HeddleConfig.create().clock(clock));
        var reader = new Wire(heddle.port());
        var writer = new Wire(heddle.port())) {
      reader.call("HELLO", "3");
      reader.call("CLIENT", "TRACKING", "ON");
      writer.call("SET", "expires", "1", "PX", "50");
      reader.call("GET", "expires");
      clock.advance(Duration.ofMillis(51));
      assertEquals(invalidated("expires"), reader.readRaw());
      writer.call("SET", "evicted", "1");
      reader.call("GET", "evicted");
      writer.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
      writer.call("CONFIG", "SET", "maxmemory", "1");
      writer.call("GET", "other");
      assertEquals(invalidated("evicted"), reader.readRaw());
    }
  }

  private static String invalidated(String key) {
    return ">2\r\n$10\r\ninvalidate\r\n*1\r\n$" + key.length() + "\r\n" + key + "\r\n";
  }

  @Test
  void theTableIsBoundedAndWhatLeavesItIsInvalidated() throws IOException {
    try (Heddle heddle = Heddle.start(HeddleConfig.create().set("tracking-table-max-keys", "100"));
        var reader = new Wire(heddle.port());
        var other = new Wire(heddle.port())) {
      reader.call("HELLO", "3");
      reader.call("CLIENT", "TRACKING", "ON");
      int invalidated = 0;
      for (int i = 0; i < 150; i++) {
        reader.send("GET", "key:" + i);
        while (reader.read() instanceof Reply.Push) {
          invalidated++;
        }
      }
      assertTrue(invalidated >= 49, invalidated + " invalidations"); // the last may be on its way
      String info = ((Reply.Bulk) other.call("INFO")).text();
      assertTrue(info.contains("tracking_total_keys:100\r\n"), info);
      assertTrue(info.contains("tracking_total_items:100\r\n"), info);
      assertTrue(info.contains("tracking_clients:1\r\n"), info);
    }
  }
}
