package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What commands about bitmaps, HyperLogLogs and points do besides answering is what it is in Redis:
 * events, counted changes, counted look-ups, what watching and caching clients are told, encodings.
 */
class BitmapsAndMoreEffectsIT {
  private static final String BITMAPS =
      """
      SETBIT a 7 1
      SETBIT a 7 1
      SETBIT a 100 0
      SET b 12
      SETBIT b 2 1
      SET b abc
      SETBIT b 0 1
      GETBIT a 7
      GETBIT none 7
      BITCOUNT a
      BITCOUNT none
      BITPOS a 1
      BITPOS none 1
      BITOP AND c a b
      BITOP OR c a none
      BITOP NOT c none
      BITOP NOT c none
      BITOP XOR a a a b
      BITFIELD b GET u8 0
      BITFIELD_RO b GET u8 0
      BITFIELD none GET u8 0
      BITFIELD b SET u8 0 1 INCRBY u4 4 1 GET u3 3
      BITFIELD b OVERFLOW FAIL INCRBY u2 0 100
      SET b 12
      BITFIELD b OVERFLOW FAIL INCRBY u2 0 100
      BITFIELD c SET u4 0 0
      SADD l 1
      SETBIT l 0 1
      BITFIELD l SET u1 0 1
      BITOP AND a l
      SORT a
      COPY a e
      """;

  private static final String HYPER_LOG_LOGS =
      """
      PFADD a
      PFADD a
      PFADD a x y
      PFADD a x
      PFADD a x z w
      PFADD b u v
      PFCOUNT a
      PFCOUNT a
      PFCOUNT a none
      PFCOUNT none
      PFCOUNT a b
      PFMERGE c a b
      PFMERGE c a b
      PFMERGE d
      PFMERGE d none
      PFMERGE a
      PFDEBUG ENCODING c
      PFDEBUG DECODE c
      PFDEBUG TODENSE c
      PFDEBUG TODENSE c
      PFDEBUG GETREG d
      PFDEBUG GETREG none
      PFCOUNT c
      PFMERGE a c
      PFADD c x
      PFADD c p q r
      PFSELFTEST
      SET s x
      PFADD s y
      PFCOUNT s
      PFMERGE a s
      SADD l 1
      PFADD l y
      PFCOUNT a l
      SORT a
      COPY a e
      """;

  private static final String POINTS =
      """
      GEOADD a 13 38 P 15 37 C
      GEOADD a 13 38 P
      GEOADD a CH 14 38 P 1 2 D
      GEOADD a XX 1 1 none
      GEOADD none XX 1 1 none
      GEOADD a NX 1 1 P
      GEOADD a 1 1
      GEODIST a P C
      GEODIST none P C
      GEOPOS none P
      GEOHASH a P none
      GEOSEARCH a FROMLONLAT 15 37 BYRADIUS 300 km
      GEOSEARCH none FROMLONLAT 15 37 BYRADIUS 300 km
      GEOSEARCHSTORE b a FROMLONLAT 15 37 BYRADIUS 300 km
      GEOSEARCHSTORE b a FROMLONLAT 15 37 BYRADIUS 300 km STOREDIST
      GEOSEARCHSTORE b a FROMLONLAT 15 7 BYRADIUS 1 km
      GEOSEARCHSTORE b a FROMLONLAT 15 7 BYRADIUS 1 km
      GEORADIUS a 15 37 200 km STORE b
      GEORADIUS a 15 37 200 km STOREDIST b
      GEORADIUS none 15 37 200 km STORE b
      GEORADIUS none 15 37 200 km STORE b
      GEORADIUSBYMEMBER a P 300 km STORE c
      GEORADIUSBYMEMBER a C 1 km STORE a
      GEORADIUSBYMEMBER none C 1 km STORE a
      GEORADIUS_RO a 15 37 200 km
      GEORADIUSBYMEMBER_RO none C 200 km
      SET s x
      GEOADD s 1 1 a
      GEOSEARCHSTORE s c FROMLONLAT 15 37 BYRADIUS 300 km
      """;

  private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "l", "s", "none");

  private static @Nullable BothServers servers;

  @BeforeAll
  static void start() throws IOException {
    servers = BothServers.start();
  }

  @AfterAll
  static void stop() {
    BothServers.closeBoth(servers);
  }

  @ParameterizedTest
  @ValueSource(strings = {BITMAPS, HYPER_LOG_LOGS, POINTS})
  void effectsAreThoseOfRedis(String commands) throws IOException {
    BothServers both = BothServers.orSkip(servers);
    List<String> expected;
    List<String> actual;
    try (var redis = new Observed(both.toRedis(), both.toRedis(), both.toRedis());
        var heddle = new Observed(both.toHeddle(), both.toHeddle(), both.toHeddle())) {
      expected = redis.run(commands);
      actual = heddle.run(commands);
    }
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  /** A server with one client that works, one that watches and one that is sent messages. */
  private record Observed(Wire worker, Wire watcher, Wire listener) implements AutoCloseable {
    private static final String END = "end";

    List<String> run(String commands) throws IOException {
      worker.call("FLUSHALL");
      worker.call("CONFIG", "SET", "notify-keyspace-events", "KEAnm");
      worker.call("CONFIG", "SET", "hll-sparse-max-bytes", "3000");
      String listenerId = text(listener.call("CLIENT", "ID"));
      listener.call("PSUBSCRIBE", "__key*");
      listener.call("SUBSCRIBE", "__redis__:invalidate");
      worker.call("CLIENT", "TRACKING", "ON", "REDIRECT", listenerId, "BCAST");
      var lines = new ArrayList<String>();
      for (String command : commands.split("\n", -1)) {
        if (!command.isBlank()) {
          lines.add(command + " -> " + effects(command.split(" ", -1)));
        }
      }
      worker.call("CLIENT", "TRACKING", "OFF");
      worker.call("CONFIG", "SET", "notify-keyspace-events", "");
      return lines;
    }

    private String effects(String... command) throws IOException {
      watcher.call(Stream.concat(Stream.of("WATCH"), KEYS.stream()).toArray(String[]::new));
      worker.call("CONFIG", "RESETSTAT");
      long before = info("persistence", "rdb_changes_since_last_save");
      Reply reply = worker.call(command);
      long changes = info("persistence", "rdb_changes_since_last_save") - before;
      String lookUps = info("stats", "keyspace_hits") + "/" + info("stats", "keyspace_misses");
      watcher.call("MULTI");
      boolean told = !(watcher.call("EXEC") instanceof Reply.Array);
      return String.join(
          " ", text(reply), "changes " + changes, lookUps, "told " + told, events(), encodings());
    }

    private String events() throws IOException {
      worker.call("PUBLISH", "__key", END);
      var events = new ArrayList<String>();
      for (String event = text(listener.read());
          !event.contains(END);
          event = text(listener.read())) {
        events.add(event);
      }
      Collections.sort(events); // invalidations come before or behind
      return events.toString();
    }

    private String encodings() throws IOException {
      var encodings = new ArrayList<String>();
      for (String key : KEYS) {
        worker.send("OBJECT", "ENCODING", key);
        encodings.add(text(worker.read()));
      }
      return encodings.toString();
    }

    private long info(String section, String field) throws IOException {
      return text(worker.call("INFO", section))
          .lines()
          .filter(line -> line.startsWith(field + ":"))
          .mapToLong(line -> Long.parseLong(line.substring(field.length() + 1).strip()))
          .findFirst()
          .orElseThrow();
    }

    private static String text(Reply reply) {
      return Leaves.of(reply).texts().toString().replaceAll("^\\[|]$", "");
    }

    @Override
    public void close() throws IOException {
      worker.close();
      watcher.close();
      listener.close();
    }
  }
}
