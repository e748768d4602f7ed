package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that wait in blocking commands are served when and with what Redis serves them, in both
 * protocols: the same scripts, of which most of this file consists, are played to both servers.
 */
class BlockingIT {
  private static final String QUEUES =
      """
      a> BLPOP k j 0
      b> BRPOP k 0
      c> BLPOP j k 0
      d> RPUSH k 1 2 3 4
      d> LRANGE k 0 -1
      d> DEL k
      a> BLPOP x y z 0
      d> MULTI
      d> RPUSH z 1
      d> RPUSH y 2
      d> EXEC
      d> LRANGE z 0 -1
      d> LRANGE y 0 -1
      a> BLPOP x y z 0
      a> BLPOP x y z 0
      d> DEL y z
      a> BLPOP k k j k 0
      d> RPUSH j x y
      d> DEL j
      a> BLMPOP 0 2 k j LEFT COUNT 10
      b> BLMPOP 0 2 j k RIGHT
      c> BZPOPMIN k j 0
      d> RPUSH j a b c
      d> ZADD j 1 a
      d> LPUSH j d
      d> DEL j
      d> ZADD j 2 b 1 a 3 c
      d> ZRANGE j 0 -1
      d> DEL j
      a> BZPOPMAX z 0
      b> BZMPOP 0 1 z MIN COUNT 2
      c> BZPOPMIN y z 0
      d> ZADD z 1 a 2 b 3 c 4 d 5 e 6 f
      d> ZRANGE z 0 -1 WITHSCORES
      d> ZADD k 1.5 v
      a> BZPOPMIN z k 0
      a> BLMOVE src dst LEFT RIGHT 0
      b> BRPOPLPUSH src dst 0
      c> BLMOVE src src RIGHT LEFT 0
      d> RPUSH src 1 2 3 4
      d> LRANGE src 0 -1
      d> LRANGE dst 0 -1
      """;

  private static final String CHAINS =
      """
      a> BLMOVE x y LEFT RIGHT 0
      b> BLMOVE y z RIGHT LEFT 0
      c> BLPOP z 0
      d> LPUSH x v
      d> EXISTS x y z
      c> BLPOP z 0
      b> BLMOVE y z RIGHT LEFT 0
      a> BLMOVE x y LEFT RIGHT 0
      d> RPUSH x 1 2
      d> LRANGE x 0 -1
      a> BLMOVE p q LEFT LEFT 0
      b> BLMOVE q p LEFT LEFT 0
      d> LPUSH p v
      d> LRANGE p 0 -1
      d> LRANGE q 0 -1
      d> DEL x y z p q
      d> SET text 1
      a> BLMOVE x text LEFT LEFT 0
      b> BLPOP x 0
      d> RPUSH x 1
      d> GET text
      d> LRANGE x 0 -1
      a> BRPOPLPUSH x text 0
      d> DEL text
      d> RPUSH x 1 2
      a> BRPOPLPUSH x text 0
      d> LRANGE text 0 -1
      """;

  private static final String TIMES =
      """
      a: BLPOP k 0.1
      a< 100
      a: BRPOP k j 0.05
      a< 50
      a: BLMOVE k j LEFT LEFT 0.1
      a< 100
      a: BRPOPLPUSH k j 0.1
      a< 100
      a: BLMPOP 0.1 2 k j LEFT COUNT 2
      a< 100
      a: BZPOPMIN k 0.1
      a< 100
      a: BZPOPMAX k j 0.1
      a< 100
      a: BZMPOP 0.1 2 k j MIN
      a< 100
      a: BLPOP k 0.0001
      a< 0
      a: BLPOP k 0.3
      b: BLPOP k 0.1
      b< 100
      a< 300
      a: BLPOP k 0.2 | PING | BLPOP k 0.1 | ECHO x
      a< 300
      a> BLPOP k -1
      a> BLPOP k -0.0001
      b> CLIENT UNBLOCK {a}
      a> BLPOP k x
      a> BLPOP k ""
      a> BLPOP k nan
      a> BLPOP k " 1"
      a> BLPOP k "1 "
      a: BLPOP k 0x0.1
      a< 62
      a> BRPOP k -1
      a> BLMOVE k j LEFT LEFT -1
      a> BLMOVE k j LEFT UP -1
      a> BLMOVE k j LEFT LEFT x
      a> BLMPOP -1 1 k LEFT
      a> BLMPOP x 0 k LEFT
      a> BLMPOP 0 0 k LEFT
      a> BLMPOP 0 1 k UP
      a> BLMPOP 0 2 k LEFT
      a> BLMPOP 0 1 k LEFT COUNT 0
      a> BLMPOP 0 1 k LEFT COUNT
      a> BZPOPMIN k -1
      a> BZPOPMAX k x
      a> BZMPOP -1 1 k MIN
      a> BZMPOP 0 1 k LEFT
      a> BZMPOP 0 x k MIN
      a> SET k 1
      a> BLPOP k 0
      a> BLPOP none k 0
      a> BLPOP k -1
      a> BZPOPMIN k 0
      a> BLMOVE k j LEFT LEFT 0
      a: BLMOVE none k LEFT LEFT 0.05
      a< 50
      a> BLMPOP 0 1 k LEFT
      a> BZMPOP 0 1 k MIN
      """;

  private static final String TYPES =
      """
      a> BLPOP k 0
      b> BZPOPMIN k 0
      c> BLMOVE k dst LEFT LEFT 0
      d> SET k 1
      d> DEL k
      d> SADD k 1
      d> DEL k
      d> HSET k f v
      d> DEL k
      d> MULTI
      d> RPUSH k a
      d> DEL k
      d> ZADD k 1 z
      d> EXEC
      d> EXISTS k
      d> MULTI
      d> RPUSH k a
      d> DEL k
      d> EXEC
      d> MULTI
      d> RPUSH k a
      d> RPUSH k b
      d> LPOP k
      d> EXEC
      d> MULTI
      d> RPUSH k a
      d> DEL k
      d> RPUSH k c
      d> LLEN k
      d> EXEC
      d> LRANGE dst 0 -1
      a> BLPOP k 0
      d> RPUSH k 1 | DEL k | LPUSH k 2
      d> SETRANGE k 0 abc
      a> BLPOP none 0
      d> LPUSHX none 1
      d> LPUSH none 1
      """;

  private static final String OTHER_WAYS =
      """
      a> BLPOP k 0
      d> RPUSH other q
      d> RENAME other k
      a> BLPOP k 0
      d> RPUSH other q
      d> RENAMENX other k
      a> BLPOP k 0
      d> SELECT 1
      d> RPUSH k of1
      d> SWAPDB 0 1
      d> EXISTS k
      d> SELECT 0
      a> BLPOP k 0
      d> RPUSH other 3 1 2
      d> COPY other k
      d> LRANGE k 0 -1
      d> DEL k
      a> BLPOP k 0
      d> SORT other STORE k
      d> LRANGE k 0 -1
      d> DEL k
      a> BLPOP k 0
      d> SELECT 1
      d> RPUSH k moved
      d> MOVE k 0
      d> SELECT 0
      a> BLPOP k 0
      d> LMOVE other k LEFT LEFT
      a> BLPOP k 0
      d> RPOPLPUSH other k
      a> BLPOP k 0
      d> LINSERT k BEFORE x y
      d> RESTORE k 0 "bad payload"
      d> RPUSH k end
      a> BZPOPMIN z 0
      d> SADD s 1
      d> ZUNIONSTORE z 1 s
      a> BZPOPMIN z 0
      d> ZADD y 1 a 2 b
      d> ZRANGESTORE z y 0 0
      a> BZPOPMIN z 0
      d> ZINTERSTORE z 2 y s
      d> ZDIFFSTORE z 2 y s
      d> DEL z
      a> BZPOPMAX z 0
      d> ZINCRBY z 5 m
      a> BZPOPMAX z 0
      d> GEOADD z 13.361389 38.115556 Palermo
      a> BZPOPMIN z 0
      d> ZADD z XX 1 a
      d> ZADD z INCR 1 a
      a> SELECT 5
      a> BLPOP k 0
      d> RPUSH k of0
      d> SELECT 5
      d> RPUSH k of5
      d> FLUSHALL
      a> BLPOP k 0
      d> FLUSHALL
      d> FLUSHDB
      d> SWAPDB 5 6
      d> SWAPDB 6 5
      d> RPUSH k x
      """;

  private static final String ENDS =
      """
      a> BLPOP k 0
      b> CLIENT UNBLOCK {a}
      b> CLIENT UNBLOCK {a}
      a> BLPOP k 0
      b> CLIENT UNBLOCK {a} TIMEOUT
      a> BLPOP k 0
      b> CLIENT UNBLOCK {a} ERROR
      a> BLMOVE k j LEFT LEFT 0
      b> CLIENT UNBLOCK {a} timeout
      a> BRPOPLPUSH k j 0
      b> CLIENT UNBLOCK {a}
      a> BLMPOP 0 1 k LEFT
      b> CLIENT UNBLOCK {a}
      a> BZPOPMIN k 0
      b> CLIENT UNBLOCK {a}
      a> BZMPOP 0 1 k MIN
      b> CLIENT UNBLOCK {a} error
      b> CLIENT UNBLOCK {a} x
      b> CLIENT UNBLOCK x
      b> CLIENT UNBLOCK 123456789
      b> CLIENT UNBLOCK {b}
      a> BLPOP k 0 | PING | ECHO x
      b> RPUSH k p
      a> BLPOP k 0 | BLPOP k 0 | PING
      b> RPUSH k p
      b> CLIENT UNBLOCK {a} ERROR
      a> BLPOP k 0 | SET s 1 | QUIT | PING
      c> BLPOP k 0
      b> GET s
      b> RPUSH k p
      b> GET s
      a> BLPOP k 0
      b> RPUSH k 1
      b> RPUSH k 2
      b> CLIENT KILL ID {a}
      b> LRANGE k 0 -1
      b> DEL k
      a> BLPOP k 0
      c> BLPOP k 0
      b> CLIENT KILL ID {a}
      b> RPUSH k 3
      b> LRANGE k 0 -1
      a> BLPOP k 0
      c> BLPOP k 0
      a> .
      b> RPUSH k 4
      b> LRANGE k 0 -1
      a> BLPOP k 0 | PING
      c> BLPOP k 0
      b> CLIENT KILL TYPE normal SKIPME yes
      b> RPUSH k 5
      b> LRANGE k 0 -1
      b> DEL k
      a> CLIENT REPLY ON
      a: BLPOP k 0.05
      a< 50
      b> PING
      """;

  private static final String TRANSACTIONS =
      """
      a> MULTI
      a> BLPOP k 0
      a> BRPOP k 0
      a> BLMOVE k j LEFT LEFT 0
      a> BRPOPLPUSH k j 0
      a> BLMPOP 0 1 k LEFT
      a> BZPOPMIN k 0
      a> BZPOPMAX k 0
      a> BZMPOP 0 1 k MIN
      a> EXEC
      a> MULTI
      a> RPUSH k a b c d e
      a> BLPOP k 0
      a> BRPOP k 0
      a> BLMOVE k j LEFT LEFT 0
      a> BLMPOP 0 1 k LEFT COUNT 5
      a> BLPOP k 0 x
      a> BLPOP k -1
      a> EXEC
      b> BLPOP k 0
      c> BLPOP j 0
      a> LPOP j
      a> MULTI
      a> LPUSH j 1
      a> LPUSH k 2
      a> LLEN j
      a> EXEC
      b> WATCH w
      b> BLPOP k 0
      a> SET w 1
      a> RPUSH k x
      b> MULTI
      b> PING
      b> EXEC
      b> WATCH k
      b> BLPOP k 0
      a> RPUSH k x
      b> MULTI
      b> PING
      b> EXEC
      """;

  private static final String PAUSED =
      """
      a> BLPOP k 0
      b> CLIENT PAUSE 2000 WRITE
      b> GET k
      c> RPUSH k 1
      c< 1000
      a< 1000
      a> BLPOP k 2
      b> CLIENT PAUSE 3500 WRITE
      a< 3000
      a> BLPOP k 0
      b> CLIENT PAUSE 600 WRITE
      b> CLIENT UNPAUSE
      c> RPUSH k 1
      """;

  private static @Nullable BothServers servers;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    servers = BothServers.start();
  }

  @AfterAll
  static void stop() {
    BothServers.closeBoth(servers);
  }

  @ParameterizedTest
  @ValueSource(strings = {QUEUES, CHAINS, TIMES, TYPES, OTHER_WAYS, ENDS, TRANSACTIONS, PAUSED})
  void whoWaitsIsServedAsByRedis(String script) throws Exception {
    BothServers both = BothServers.orSkip(servers);
    for (int protocol : List.of(2, 3)) {
      assertEquals(
          WaitingTalk.heard(both.redisPort(), script, protocol),
          WaitingTalk.heard(both.heddlePort(), script, protocol));
    }
  }

  /** As since Redis 7.2; older versions take these for negative. */
  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "9223372036854775.9", "1e300", "inf"})
  void aTimeoutMayBeTooLong(String seconds) throws Exception {
    try (var heddle = Heddle.start(HeddleConfig.create());
        var wire = new Wire(heddle.port())) {
      var refusal = new Reply.Failure("ERR timeout is out of range");
      assertEquals(refusal, wire.call("BLPOP", "k", seconds));
      assertEquals(refusal, wire.call("BRPOPLPUSH", "k", "j", seconds));
    }
  }

  @Test
  void whoWaitsWhenTheServerEndsIsHungUpOn() throws Exception {
    RealRedis.assumeInstalled("redis-server");
    String script =
        """
        a> BLPOP k 0
        c> BLPOP k 0 | PING
        b> BLMOVE x k LEFT LEFT 100
        d> SHUTDOWN NOSAVE
        """;
    try (var redis = RealRedis.start(directory);
        var heddle = Heddle.start(HeddleConfig.create())) {
      assertEquals(
          WaitingTalk.heard(redis.port(), script, 3), WaitingTalk.heard(heddle.port(), script, 3));
    }
  }
}
