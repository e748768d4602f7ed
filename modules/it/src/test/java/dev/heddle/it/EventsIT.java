package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command has the keyspace events that it has in Redis, in that order. */
class EventsIT {
  private static final String END = "end-of-command";

  private static final String STRINGS =
      """
      SET a 1
      SET a 2
      SET a 3 EX 100
      SET a 4 KEEPTTL
      SET a 5 NX
      SET b 5 NX
      SET a 5 XX GET
      SETNX b 1
      SETNX c 1
      SETEX d 100 v
      PSETEX d 100000 v
      GETSET d w
      GETSET e w
      GETDEL e
      GETDEL e
      GETEX d EX 100
      GETEX d PERSIST
      GETEX d PERSIST
      GETEX d
      GETEX d PXAT 1
      GETEX nokey EX 10
      MSET a 1 f 2 f 3
      MSETNX a 1 g 2
      MSETNX g 1 h 2
      MGET a nokey
      APPEND a xyz
      APPEND i xyz
      SETRANGE a 1 b
      SETRANGE j 3 b
      SETRANGE k 0 {empty}
      GETRANGE nokey 0 1
      STRLEN nokey
      INCR n
      INCR n
      INCRBY n 10
      DECR n
      DECRBY n 5
      INCRBYFLOAT n 1.5
      INCRBYFLOAT m 1.5
      INCR a
      SET p v PX 1 XX
      LCS a nokey
      SUBSTR nokey 0 1
      """;

  private static final String KEYS =
      """
      SET a 1
      SET b 2
      EXPIRE a 100
      EXPIRE a 10 GT
      PEXPIRE a 100000
      EXPIREAT a 99999999999
      PEXPIREAT a 99999999999999
      PERSIST a
      PERSIST a
      EXPIRE nokey 100
      EXPIRE b -1
      SET b 2
      PEXPIREAT b 1
      SET b 2
      RENAME a b
      RENAME b c
      RENAMENX c d
      SET e 1
      RENAMENX d e
      RENAME e e
      COPY d f
      COPY d f REPLACE
      COPY d f
      COPY d f DB 3
      COPY nokey f REPLACE
      MOVE f 5
      MOVE nokey 5
      DEL a d nokey
      UNLINK e f
      EXISTS nokey
      EXISTS d nokey
      TYPE nokey
      TTL nokey
      PTTL nokey
      EXPIRETIME nokey
      PEXPIRETIME nokey
      OBJECT ENCODING nokey
      OBJECT FREQ nokey
      TOUCH nokey
      KEYS *
      RANDOMKEY
      SCAN 0
      SWAPDB 0 1
      SWAPDB 0 1
      SET x 1
      FLUSHDB
      SET x 1
      FLUSHALL
      DBSIZE
      """;

  private static final String LISTS =
      """
      LPUSH l a b
      RPUSH l c
      RPUSH l c d e f
      LPUSHX l z
      RPUSHX nokey z
      LPUSHX nokey z
      LLEN nokey
      LINDEX nokey 0
      LRANGE nokey 0 -1
      LPOS nokey a
      LSET l 0 y
      LSET nokey 0 y
      LINSERT l BEFORE c k
      LINSERT l BEFORE none k
      LINSERT nokey BEFORE none k
      LREM l 0 c
      LREM l 0 none
      LREM nokey 0 none
      LTRIM l 0 3
      LTRIM l 0 -1
      LTRIM nokey 0 -1
      LTRIM l 5 1
      RPUSH l 1 2 3 4 5 6
      LPOP l
      RPOP l
      LPOP l 2
      RPOP l 0
      LPOP nokey
      LPOP nokey 2
      LMOVE l l LEFT RIGHT
      LMOVE l m LEFT RIGHT
      LMOVE l m RIGHT LEFT
      LMOVE nokey m RIGHT LEFT
      RPOPLPUSH m l
      RPOPLPUSH m m
      RPOPLPUSH m l
      LMPOP 2 nokey l LEFT COUNT 1
      LMPOP 1 nokey LEFT
      LMPOP 1 l RIGHT COUNT 10
      RPUSH l 1 2 3 4 5 6
      BLPOP l 0
      BRPOP nokey l 0
      BLMOVE l m LEFT RIGHT 0
      BRPOPLPUSH l m 0
      BLMPOP 0 1 l LEFT
      BLMPOP 0 1 l LEFT COUNT 9
      RPOP m 9
      RPUSH s 3 1 2
      SORT s STORE t
      SORT nokey STORE t
      SORT nokey STORE t
      SORT s
      SORT_RO nokey
      """;

  private static final String HASHES =
      """
      HSET h a 1 b 2
      HSET h a 2
      HMSET h c 1
      HSETNX h a 1
      HSETNX h d 1
      HSETNX g d 1
      HINCRBY h n 5
      HINCRBY i n 5
      HINCRBYFLOAT h n 1.5
      HINCRBYFLOAT j n 1.5
      HGET nokey a
      HGET h nofield
      HMGET nokey a
      HGETALL nokey
      HKEYS nokey
      HVALS nokey
      HLEN nokey
      HSTRLEN nokey a
      HEXISTS nokey a
      HRANDFIELD nokey
      HRANDFIELD nokey 2
      HSCAN nokey 0
      HDEL h a none
      HDEL h none
      HDEL nokey none
      HDEL g d
      HDEL h b c d n
      """;

  private static final String SETS =
      """
      SADD s a b c
      SADD s a
      SADD s a d
      SREM s a none
      SREM s none
      SREM nokey none
      SMOVE s t b
      SMOVE s t none
      SMOVE nokey t none
      SMOVE t t b
      SMOVE t s b
      SADD u 1 2 3 4 5
      SPOP u
      SPOP u 2
      SPOP u 10
      SPOP nokey
      SPOP nokey 2
      SCARD nokey
      SISMEMBER nokey a
      SMISMEMBER nokey a
      SMEMBERS nokey
      SRANDMEMBER nokey
      SRANDMEMBER nokey 2
      SSCAN nokey 0
      SADD a 1 2 3
      SADD b 2 3 4
      SINTER a nokey
      SINTER nokey a
      SUNION a nokey
      SDIFF a nokey
      SDIFF nokey a
      SINTERCARD 2 a nokey
      SINTERSTORE c a b
      SINTERSTORE c a nokey
      SINTERSTORE c a nokey
      SUNIONSTORE c a b
      SUNIONSTORE c nokey
      SUNIONSTORE c nokey
      SDIFFSTORE c a b
      SDIFFSTORE c a a
      SDIFFSTORE c nokey a
      SREM a 1 2 3
      """;

  private static final String SORTED_SETS =
      """
      ZADD z 1 a 2 b 3 c
      ZADD z 1 a
      ZADD z 5 a
      ZADD z XX 9 none
      ZADD z NX CH 9 d
      ZADD z INCR 1 d
      ZADD y INCR 1 d
      ZADD z NX INCR 1 d
      ZADD x XX 1 d
      ZINCRBY z 2 a
      ZINCRBY w 2 a
      ZREM z a none
      ZREM z none
      ZREM nokey none
      ZCARD nokey
      ZSCORE nokey a
      ZMSCORE nokey a
      ZRANK nokey a
      ZREVRANK nokey a
      ZCOUNT nokey 0 1
      ZLEXCOUNT nokey - +
      ZRANGE nokey 0 -1
      ZREVRANGE nokey 0 -1
      ZRANGEBYSCORE nokey 0 1
      ZREVRANGEBYSCORE nokey 1 0
      ZRANGEBYLEX nokey - +
      ZREVRANGEBYLEX nokey + -
      ZRANDMEMBER nokey
      ZRANDMEMBER nokey 2
      ZSCAN nokey 0
      ZADD z 1 a 2 b 3 c 4 d 5 e 6 f 7 g 8 h
      ZPOPMIN z
      ZPOPMAX z
      ZPOPMIN z 2
      ZPOPMIN z 0
      ZPOPMIN nokey
      ZPOPMAX nokey 2
      ZMPOP 2 nokey z MIN
      ZMPOP 1 nokey MAX
      ZMPOP 1 z MAX COUNT 20
      ZADD z 1 a 2 b 3 c 4 d 5 e 6 f 7 g 8 h
      BZPOPMIN z 0
      BZPOPMAX nokey z 0
      BZMPOP 0 1 z MIN COUNT 2
      ZREMRANGEBYRANK z 0 0
      ZREMRANGEBYRANK z 90 99
      ZREMRANGEBYRANK nokey 0 0
      ZREMRANGEBYSCORE z 5 5
      ZREMRANGEBYSCORE z 50 50
      ZREMRANGEBYLEX z - (a
      ZREMRANGEBYSCORE z -inf +inf
      ZADD l 0 a 0 b 0 c
      ZREMRANGEBYLEX l [a [b
      ZREMRANGEBYLEX l - +
      ZADD a 1 a 2 b
      ZADD b 1 b 2 c
      ZUNION 2 a nokey
      ZINTER 2 nokey a
      ZDIFF 2 a nokey
      ZINTERCARD 2 a nokey
      ZUNIONSTORE c 2 a b
      ZUNIONSTORE c 1 nokey
      ZUNIONSTORE c 1 nokey
      ZINTERSTORE c 2 a b
      ZINTERSTORE c 2 a nokey
      ZDIFFSTORE c 2 a b
      ZDIFFSTORE c 2 a a
      ZRANGESTORE c a 0 -1
      ZRANGESTORE c a 5 9
      ZRANGESTORE c nokey 5 9
      """;

  private static final String BITS_AND_COUNTERS =
      """
      SETBIT b 7 1
      SETBIT b 7 1
      GETBIT nokey 1
      BITCOUNT nokey
      BITPOS nokey 1
      BITOP AND c b b
      BITOP NOT c nokey
      BITOP OR c nokey nokey
      BITFIELD d SET u8 0 1 INCRBY u8 8 1 GET u4 0
      BITFIELD d GET u8 0
      BITFIELD nokey GET u8 0
      BITFIELD_RO nokey GET u8 0
      PFADD h a b
      PFADD h a
      PFADD i
      PFCOUNT h
      PFCOUNT h nokey
      PFMERGE j h nokey
      PFMERGE k
      """;

  private static final String PLACES =
      """
      GEOADD g 13 38 a 15 37 b
      GEOADD g 13 38 a
      GEOADD g XX CH 14 38 a
      GEOPOS nokey a
      GEODIST nokey a b
      GEOHASH nokey a
      GEOSEARCH nokey FROMLONLAT 15 37 BYRADIUS 9 km
      GEOSEARCHSTORE h g FROMLONLAT 15 37 BYRADIUS 900 km
      GEOSEARCHSTORE h g FROMLONLAT 50 37 BYRADIUS 1 km
      GEORADIUS g 15 37 900 km STORE i
      GEORADIUSBYMEMBER g a 900 km STOREDIST i
      GEORADIUS nokey 15 37 1 m STORE i
      """;

  private static final String STREAMS =
      """
      XADD s 1-1 f v
      XADD s MAXLEN 2 2-1 f v
      XADD s MAXLEN 2 3-1 f v
      XADD nokey NOMKSTREAM 1-1 f v
      XLEN nokey
      XRANGE nokey - +
      XREVRANGE nokey + -
      XDEL s 2-1
      XDEL s 9-9
      XTRIM s MAXLEN 9
      XTRIM s MINID 3
      XSETID s 9-1
      XGROUP CREATE s g 0
      XGROUP CREATE t g $ MKSTREAM
      XGROUP CREATE s g 0
      XGROUP SETID s g 0
      XGROUP CREATECONSUMER s g one
      XGROUP CREATECONSUMER s g one
      XREADGROUP GROUP g two STREAMS s >
      XREADGROUP GROUP g one STREAMS s 0
      XACK s g 3-1
      XPENDING s g
      XGROUP DELCONSUMER s g two
      XGROUP DELCONSUMER s g none
      XGROUP DESTROY s g
      XGROUP DESTROY s g
      DEL s
      """;

  private static final String WRONG_TYPES =
      """
      SET s v
      LPUSH s a
      HSET s a b
      RPUSH l a
      GET l
      SADD l a
      ZADD l 1 a
      INCR s
      SETRANGE l 0 a
      LMOVE l s LEFT LEFT
      SMOVE l s a
      SINTERSTORE l nokey
      SET l v
      """;

  private static final String TRANSACTIONS =
      """
      MULTI
      SET a 1
      INCR a
      GET nokey
      DEL a
      EXEC
      MULTI
      SET a 1
      DISCARD
      """;

  @TempDir private Path directory;

  @BeforeEach
  void needsRedis() {
    RealRedis.assumeInstalled("redis-server");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        STRINGS,
        KEYS,
        LISTS,
        HASHES,
        SETS,
        SORTED_SETS,
        BITS_AND_COUNTERS,
        PLACES,
        STREAMS,
        WRONG_TYPES,
        TRANSACTIONS
      })
  void eventsAreThoseOfRedis(String commands) throws IOException {
    assertSame(eventsOfRedis(commands, "AKEnm"), eventsOfHeddle(commands, "AKEnm"));
  }

  private static void assertSame(List<String> expected, List<String> actual) {
    var differences = new ArrayList<String>();
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        differences.add("Redis: " + expected.get(i) + "\nHeddle: " + actual.get(i));
      }
    }
    assertEquals("", String.join("\n", differences));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "K", "Ex", "K$", "El", "Kg", "EKs", "Eh", "Kz", "En", "Km", "Et", "A", "KEA"})
  void classesAreChosenByLetters(String classes) throws IOException {
    String some =
        "SET a 1\nLPUSH l 1\nHSET h a 1\nSADD s 1\nZADD z 1 1\nXADD t 1-1 f v\nDEL a\nGET a\n";
    assertSame(eventsOfRedis(some, classes), eventsOfHeddle(some, classes));
  }

  @Test
  void whatExpiresAndWhatIsEvictedIsTold() throws IOException {
    try (var server = Heddle.start(HeddleConfig.create())) {
      try (var events = new Events(server.port(), "KEx")) {
        events.runner.call("SET", "a", "1", "PX", "1");
        assertEquals("__keyspace@0__:a expired", events.next());
        assertEquals("__keyevent@0__:expired a", events.next());
      }
      try (var events = new Events(server.port(), "Ee")) {
        events.run("SET a 1");
        events.run("CONFIG SET maxmemory-policy allkeys-lru");
        events.runner.call("CONFIG", "SET", "maxmemory", "1");
        events.runner.call("GET", "a"); // each command makes room before it runs
        assertEquals("__keyevent@0__:evicted a", events.next());
      }
    }
  }

  private List<String> eventsOfRedis(String commands, String classes) throws IOException {
    try (RealRedis server = RealRedis.start(directory)) {
      return events(server.port(), commands, classes);
    }
  }

  private static List<String> eventsOfHeddle(String commands, String classes) throws IOException {
    try (Heddle server = Heddle.start(HeddleConfig.create())) {
      return events(server.port(), commands, classes);
    }
  }

  private static List<String> events(int port, String commands, String classes) throws IOException {
    var all = new ArrayList<String>();
    try (var events = new Events(port, classes)) {
      for (String command : commands.lines().toList()) {
        all.add(command + " -> " + events.run(command));
      }
    }
    return all;
  }

  /** One client that runs commands, another that hears of events. */
  private static final class Events implements AutoCloseable {
    private final Wire runner;
    private final Wire listener;
    private final Wire publisher;

    Events(int port, String classes) throws IOException {
      runner = new Wire(port);
      listener = new Wire(port);
      publisher = new Wire(port);
      runner.call("CONFIG", "SET", "notify-keyspace-events", classes);
      listener.call("PSUBSCRIBE", "__key*");
      listener.call("SUBSCRIBE", END);
    }

    /** Runs a command and returns what happened. */
    List<String> run(String command) throws IOException {
      String[] words = command.split(" ");
      for (int i = 0; i < words.length; i++) {
        words[i] = words[i].replace("{empty}", "");
      }
      runner.call(words);
      publisher.call("PUBLISH", END, "");
      var heard = new ArrayList<String>();
      for (String event = next(); !event.startsWith(END); event = next()) {
        heard.add(event);
      }
      return heard;
    }

    /** The next message: channel and text. */
    String next() throws IOException {
      List<Reply> message = ((Reply.Array) listener.read()).elements();
      int n = message.size();
      return text(message.get(n - 2)) + " " + text(message.get(n - 1));
    }

    private static String text(Reply reply) {
      return ((Reply.Bulk) reply).text();
    }

    @Override
    public void close() throws IOException {
      runner.close();
      listener.close();
      publisher.close();
    }
  }
}
