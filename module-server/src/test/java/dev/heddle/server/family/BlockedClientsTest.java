package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.command.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that wait for keys: who is served, in which order, and what the journal gets. */
final class BlockedClientsTest {
  private final CommandHarness redis = new CommandHarness();
  private final Client pusher = redis.client();
  private final Client first = redis.newClient();
  private final Client second = redis.newClient();

  @Test
  void whoCameFirstIsServedFirst() {
    redis.as(first).block("BLPOP k 0");
    redis.as(second).block("BLPOP k 0");
    redis.as(pusher).say("RPUSH k a b c");
    assertEquals("[\"k\", \"a\"]", redis.handed(first));
    assertEquals("[\"k\", \"b\"]", redis.handed(second));
    assertEquals("[\"c\"]", redis.say("LRANGE k 0 -1"));
    assertEquals(List.of("RPUSH k a b c", "LPOP k", "LPOP k"), redis.effects());
  }

  @Test
  void aClientOfSeveralKeysIsServedOnceAndLeavesAllQueues() {
    redis.as(first).block("BLPOP k l 0");
    redis.as(pusher).say("RPUSH l a");
    redis.say("RPUSH k b");
    assertEquals("[\"l\", \"a\"]", redis.handed(first));
    assertEquals("[\"b\"]", redis.say("LRANGE k 0 -1"));
    assertEquals(0, redis.engine().blocked().keys());
  }

  @Test
  void servingOneMayMakeTheNextKeyReady() {
    redis.as(first).block("BLMOVE k l LEFT RIGHT 0");
    redis.as(second).block("BLPOP l 0");
    redis.as(pusher).say("RPUSH k a");
    assertEquals("\"a\"", redis.handed(first));
    assertEquals("[\"l\", \"a\"]", redis.handed(second));
    assertEquals(List.of("RPUSH k a", "LMOVE k l LEFT RIGHT", "LPOP l"), redis.effects());
  }

  @Test
  void nobodyIsServedBeforeTheTransactionHasEnded() {
    redis.as(first).block("BLPOP k 0");
    redis.as(pusher).say("MULTI");
    redis.say("RPUSH k a b");
    redis.say("LPOP k");
    redis.say("EXEC");
    assertEquals("[\"k\", \"b\"]", redis.handed(first));
    assertEquals(List.of("MULTI", "RPUSH k a b", "LPOP k", "EXEC", "LPOP k"), redis.effects());
  }

  @Test
  void anElementThatIsGoneAgainServesNobody() {
    redis.as(first).block("BLPOP k 0");
    redis.as(pusher).say("MULTI");
    redis.say("RPUSH k a");
    redis.say("DEL k");
    redis.say("EXEC");
    assertEquals(1, redis.engine().blocked().size());
    assertEquals("", redis.handed(first));
    assertEquals(0, redis.engine().blocked().size());
  }

  @Test
  void anotherTypeServesNobodyUntilItIsTheRightOne() {
    redis.as(first).block("BLPOP k 0");
    redis.as(pusher).say("SET k v");
    redis.say("DEL k");
    redis.say("HSET k f v");
    redis.say("DEL k");
    redis.say("RPUSH k a");
    assertEquals("[\"k\", \"a\"]", redis.handed(first));
  }

  @Test
  void anErrorIsHandedOverToo() {
    redis.say("SET text v");
    redis.as(first).block("BLMOVE k text LEFT LEFT 0");
    redis.as(pusher).say("RPUSH k a");
    assertEquals(
        "-WRONGTYPE Operation against a key holding the wrong kind of value", redis.handed(first));
    assertEquals(":1", redis.say("LLEN k"));
  }

  @Test
  void whatIsRenamedCopiedOrSwappedInServesToo() {
    redis.as(first).block("BLPOP k 0");
    redis.as(pusher).say("RPUSH other a b");
    redis.say("COPY other k");
    assertEquals("[\"k\", \"a\"]", redis.handed(first));
    redis.say("DEL k");
    redis.as(first).block("BLPOP k 0");
    redis.as(pusher).say("RENAME other k");
    assertEquals("[\"k\", \"a\"]", redis.handed(first));
    redis.say("DEL k");
    redis.as(first).block("BLPOP k 0");
    redis.as(pusher).say("SELECT 1");
    redis.say("RPUSH k z");
    redis.say("SWAPDB 0 1");
    assertEquals("[\"k\", \"z\"]", redis.handed(first));
  }

  @Test
  void insideATransactionNobodyWaits() {
    redis.say("MULTI");
    redis.say("BLPOP k 0");
    redis.say("BLMOVE k l LEFT LEFT 0");
    assertEquals("[nil, nil]", redis.say("EXEC"));
  }

  @Test
  void aWaitIsEndedByClientUnblock() {
    redis.as(first).block("BLPOP k 0");
    assertEquals(":1", redis.as(pusher).say("CLIENT UNBLOCK " + first.id()));
    assertEquals(":0", redis.say("CLIENT UNBLOCK " + first.id()));
    assertEquals("nil", redis.handed(first));
    redis.as(first).block("BLPOP k 0");
    redis.as(pusher).say("CLIENT UNBLOCK " + first.id() + " ERROR");
    assertEquals("-UNBLOCKED client unblocked via CLIENT UNBLOCK", redis.handed(first));
  }

  @Test
  void aTimeoutEndsOnTheServersClock() {
    redis.as(first).block("BLPOP k 0.1");
    redis.clock().advance(101);
    assertEquals("nil", redis.as(pusher).handedInTime(first));
  }
}
