package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Transactions answer, fail and are journalled as by Redis: the same scripts are played to both
 * servers, and what stands in their append-only files is compared. Most of this file are scripts.
 */
class TransactionsIT {
  private static final String REPLIES =
      """
      a> EXEC
      a> DISCARD
      a> MULTI
      a> MULTI
      a> EXEC
      a> MULTI
      a> EXEC
      a> MULTI x
      a> MULTI
      a> DISCARD x
      a> EXEC x
      a> EXEC
      a> MULTI
      a> SET k 1
      a> GET k
      a> INCR k
      a> RPUSH l a b c
      a> LRANGE l 0 -1
      a> HSET h f v
      a> HGETALL h
      a> SADD s a
      a> SMEMBERS s
      a> ZADD z 1.5 a
      a> ZRANGE z 0 -1 WITHSCORES
      a> ZSCORE z a
      a> GET none
      a> LPOP none 2
      a> LPOP none
      a> MULTI
      a> EXEC
      a> MULTI
      a> SET k text
      a> INCR k
      a> LPUSH k x
      a> GETRANGE k 0 a
      a> SET k 2
      a> EXEC
      a> GET k
      a> MULTI
      a> NOSUCH
      a> SET k 3
      a> EXEC
      a> GET k
      a> EXEC
      a> MULTI
      a> GET
      a> DISCARD
      a> MULTI
      a> PING
      a> EXEC
      a> MULTI
      a> WATCH x
      a> PING
      a> EXEC
      a> MULTI
      a> UNWATCH
      a> PING x
      a> EXEC
      a> MULTI
      a> SELECT 3
      a> SET in 3
      a> EXEC
      a> GET in
      a> SELECT 99
      a> SELECT 0
      a> MULTI
      a> SET k lost
      a> RESET
      a> EXEC
      a> GET k
      a> MULTI
      a> SET k lost
      a> .
      b> GET k
      a> MULTI
      a> SET k 1
      a> QUIT
      b> GET k
      b> MULTI
      b> SUBSCRIBE c
      b> UNSUBSCRIBE c
      b> EXEC
      b> MULTI
      b> CLIENT NOSUCH
      b> CONFIG GET maxmemory
      b> EXEC
      b> MULTI
      b> CLIENT REPLY
      b> OBJECT ENCODING k
      b> OBJECT ENCODING
      b> EXEC
      b> MULTI
      b> SAVE
      b> SHUTDOWN
      b> EXEC
      b> MULTI
      b> MONITOR
      b> DISCARD
      b> MULTI
      b> DEBUG OBJECT none
      b> SWAPDB 0 0
      b> FLUSHDB
      b> DBSIZE
      b> EXEC
      """;

  private static final String WATCHED =
      """
      a> WATCH w
      b> SET w 1
      a> MULTI
      a> PING
      a> EXEC
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> SET w 1
      a> UNWATCH
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> SET w 1
      a> MULTI
      a> DISCARD
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      a> SET w 1
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      a> MULTI
      a> SET w 2
      a> GET w
      a> EXEC
      a> WATCH w x y
      b> DEL x y none
      b> GET w
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w x y
      b> LPUSH y 1
      b> DEL y
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> EXPIRE w 100
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> PERSIST w
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> PERSIST w
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> RENAME w w2
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> COPY w2 w
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> MOVE w 1
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH s
      b> SADD s 1
      b> SREM s 1
      b> SREM s 1
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH s
      b> SREM s 1
      b> LPOP s
      b> HDEL s f
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> SELECT 1
      b> SET w other
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      a> SELECT 1
      b> SET w other
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      a> SELECT 0
      b> SET w again
      a> MULTI
      a> PING
      a> EXEC
      b> SELECT 0
      a> WATCH w
      b> MULTI
      b> SET w 3
      b> EXEC
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> SET w 3
      a> MULTI
      a> NOSUCH
      a> EXEC
      a> WATCH w
      b> SET w 3
      a> RESET
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH
      a> UNWATCH x
      """;

  private static final String TIMES_AND_DATABASES =
      """
      a> SET w 1 PX 250 | WATCH w
      .. 300
      a> MULTI
      a> PING
      a> EXEC
      a> SET w 1 PX 250 | WATCH w
      .. 300
      b> GET w
      a> MULTI
      a> PING
      a> EXEC
      b> DEBUG SET-ACTIVE-EXPIRE 0
      b> SET w 1 PX 30
      .. 60
      a> WATCH w
      b> GET w
      a> MULTI
      a> PING
      a> EXEC
      b> SET w 1 PX 30
      .. 60
      a> WATCH w
      b> FLUSHALL
      a> MULTI
      a> PING
      a> EXEC
      b> SET w 1 PX 30
      .. 60
      a> WATCH w
      b> SET w 3
      a> MULTI
      a> PING
      a> EXEC
      b> DEBUG SET-ACTIVE-EXPIRE 1
      a> WATCH w
      b> FLUSHALL
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> FLUSHALL
      a> MULTI
      a> PING
      a> EXEC
      b> SET w 1
      a> WATCH w
      b> FLUSHDB ASYNC
      a> MULTI
      a> PING
      a> EXEC
      b> SET other 1
      a> WATCH w
      b> FLUSHDB
      a> MULTI
      a> PING
      a> EXEC
      b> SELECT 2
      b> SET w of2
      a> WATCH w
      b> SWAPDB 0 2
      a> MULTI
      a> PING
      a> EXEC
      b> FLUSHALL
      b> SELECT 0
      b> SET w 1
      a> WATCH w
      b> SWAPDB 0 2
      a> MULTI
      a> PING
      a> EXEC
      a> WATCH w
      b> SWAPDB 0 3
      a> MULTI
      a> PING
      a> EXEC
      b> FLUSHALL
      b> SET w 1
      a> WATCH w
      b> SWAPDB 4 5
      a> MULTI
      a> PING
      a> EXEC
      b> CONFIG SET maxmemory-policy allkeys-random
      a> WATCH w
      b> CONFIG SET maxmemory 1
      b> GET w
      .. 50
      b> CONFIG SET maxmemory 0 maxmemory-policy noeviction
      b> EXISTS w
      a> MULTI
      a> PING
      a> EXEC
      b> SET w 1
      a> MULTI
      b> CONFIG SET maxmemory 1
      a> SET w 2
      a> GET w
      a> EXEC
      a> MULTI
      a> GET w
      b> CONFIG SET maxmemory 0
      a> EXEC
      """;

  private static final String JOURNALLED =
      """
      a> SET k 1
      a> MULTI
      a> EXEC
      a> MULTI
      a> GET k
      a> EXEC
      a> MULTI
      a> SET k 2
      a> EXEC
      a> MULTI
      a> SET k 3
      a> GET k
      a> RPUSH l a b
      a> EXEC
      a> MULTI
      a> DEL none
      a> LPOP none
      a> SREM none a
      a> EXPIRE none 1
      a> EXEC
      a> MULTI
      a> DEL none
      a> INCR n
      a> LPUSH k wrong
      a> EXEC
      a> MULTI
      a> LPUSH k wrong
      a> EXEC
      a> MULTI
      a> NOSUCH
      a> SET k lost
      a> EXEC
      a> MULTI
      a> SET k lost
      a> DISCARD
      a> WATCH k
      b> SET k theirs
      a> MULTI
      a> SET k lost
      a> EXEC
      a> MULTI
      a> SELECT 2
      a> SET k of2
      a> SELECT 0
      a> SET k of0
      a> EXEC
      a> SELECT 2
      a> MULTI
      a> INCR n
      a> INCR n
      a> EXEC
      a> SELECT 0
      a> MULTI
      a> SADD s a
      a> SPOP s
      a> INCRBYFLOAT f 1.5
      a> HINCRBYFLOAT h f 2.5
      a> SET e x PXAT 99999999999999
      a> GETEX e PERSIST
      a> GETDEL e
      a> EXEC
      a> BLPOP q 0
      b> RPUSH q 1
      a> BLPOP q 0
      b> MULTI
      b> RPUSH q 1 2
      b> RPUSH r 1
      b> EXEC
      a> BLMOVE p q LEFT RIGHT 0
      b> RPUSH p x
      a> BRPOPLPUSH p q 0
      b> RPUSH p x
      a> BLMPOP 0 1 p LEFT COUNT 2
      b> RPUSH p x y z
      a> BZPOPMIN z 0
      b> ZADD z 1 a 2 b
      a> BZMPOP 0 1 z MAX
      a> LMPOP 1 q LEFT COUNT 2
      a> ZADD z 1 a 2 b
      a> ZMPOP 1 z MIN COUNT 5
      a> MULTI
      a> RPUSH q x
      a> BLPOP q 0
      a> EXEC
      a> BLPOP c 0
      b> MULTI
      b> RPUSH c x
      b> DEL c
      b> EXEC
      b> RPUSH c y
      a> BLPOP k2 0
      b> RENAME l k2
      a> LREM none 0 x
      a> SORT q STORE q2
      a> COPY q2 q3
      a> SUNIONSTORE d none
      a> FLUSHDB
      """;

  private static final Set<String> BOUNDS = Set.of("MULTI", "EXEC");

  private static @Nullable BothServers servers;

  @TempDir private Path theirs;
  @TempDir private Path mine;

  @BeforeAll
  static void start() throws IOException {
    servers = BothServers.start();
  }

  @AfterAll
  static void stop() {
    BothServers.closeBoth(servers);
  }

  @ParameterizedTest
  @ValueSource(strings = {REPLIES, WATCHED, TIMES_AND_DATABASES, JOURNALLED})
  void transactionsAnswerAsThoseOfRedis(String script) throws Exception {
    BothServers both = BothServers.orSkip(servers);
    for (int protocol : List.of(2, 3)) {
      assertEquals(
          WaitingTalk.heard(both.redisPort(), script, protocol),
          WaitingTalk.heard(both.heddlePort(), script, protocol));
    }
  }

  /** What changed, between MULTI and EXEC when it is more than one change, and nothing else. */
  @Test
  void theJournalSaysWhatRedisSays() throws Exception {
    RealRedis.assumeInstalled("redis-server");
    try (var redis =
            RealRedis.start(theirs, "--appendonly", "yes", "--aof-use-rdb-preamble", "no");
        var heddle = Heddle.start(HeddleConfig.create().appendOnly(mine))) {
      WaitingTalk.heard(redis.port(), JOURNALLED, 2);
      WaitingTalk.heard(heddle.port(), JOURNALLED, 2);
    }
    assertEquals(journal(theirs), journal(mine));
  }

  /** The real server reads it and has what Heddle has. */
  @Test
  void redisLoadsTransactions() throws Exception {
    RealRedis.assumeInstalled("redis-server");
    String script = JOURNALLED.replace("a> FLUSHDB\n", "");
    Object written;
    try (var heddle = Heddle.start(HeddleConfig.create().appendOnly(mine))) {
      WaitingTalk.heard(heddle.port(), script, 2);
      written = Contents.of(heddle.port());
    }
    try (var redis = RealRedis.start(mine, "--appendonly", "yes")) {
      assertEquals(written, Contents.of(redis.port()));
    }
  }

  /** Each record behind the number of its database; spelling does not count. */
  private static String journal(Path directory) throws IOException {
    Path file = directory.resolve("appendonlydir/appendonly.aof.1.incr.aof");
    var lines = new ArrayList<String>();
    String db = "none";
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var records = new ReplyReader(in);
      while (true) {
        String line = line((Reply.Array) records.read());
        if (line.startsWith("SELECT ")) {
          db = line.substring("SELECT ".length());
        } else {
          lines.add(BOUNDS.contains(line) ? line : db + ": " + line);
        }
      }
    } catch (EOFException e) {
      return String.join("\n", lines);
    }
  }

  private static String line(Reply.Array words) {
    return words.elements().stream()
        .map(word -> ((Reply.Bulk) word).text())
        .collect(Collectors.joining(" "))
        .toUpperCase(Locale.ROOT);
  }
}
