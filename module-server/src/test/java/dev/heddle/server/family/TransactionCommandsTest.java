package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.command.Client;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions: what they answer, what they leave in the journal, and what breaks them. */
final class TransactionCommandsTest {
  private final CommandHarness redis = new CommandHarness();
  private final Client one = redis.client();
  private final Client other = redis.newClient();

  @Test
  void whatChangedIsJournaledBetweenMultiAndExec() {
    say("MULTI", "SET a 1", "GET a", "INCRBYFLOAT a 0.5", "EXEC");
    assertEquals(List.of("MULTI", "SET a 1", "SET a 1.5 KEEPTTL", "EXEC"), redis.effects());
  }

  @Test
  void oneChangeNeedsNoBrackets() {
    say("MULTI", "GET a", "SET a 1", "EXEC");
    assertEquals(List.of("SET a 1"), redis.effects());
  }

  @Test
  void whatChangedNothingLeavesNothing() {
    say("MULTI", "GET a", "DEL missing", "EXEC");
    say("MULTI", "SET a 1", "DISCARD");
    say("MULTI", "SET a 1", "NOSUCH", "EXEC");
    say("MULTI", "EXEC");
    assertEquals(List.of(), redis.effects());
    assertEquals("nil", redis.say("GET a"));
  }

  @Test
  void aDatabaseSelectedInsideIsJournaled() {
    say("MULTI", "SET a 1", "SELECT 3", "SET a 2", "EXEC");
    assertEquals(
        List.of("MULTI", "SET a 1", "SELECT 3", "SET a 2", "SELECT 0", "EXEC"), redis.effects());
  }

  @Test
  void anErrorWhileRunningSpoilsOnlyItsOwnCommand() {
    redis.say("SET text x");
    redis.say("MULTI");
    redis.say("INCR text");
    redis.say("SET a 1");
    assertEquals("[-ERR value is not an integer or out of range, OK]", redis.say("EXEC"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET k 2",
        "SET k 1",
        "DEL k",
        "EXPIRE k 100",
        "RENAME k l",
        "RENAME m k",
        "COPY m k REPLACE",
        "MOVE k 1",
        "FLUSHDB",
        "FLUSHALL",
        "SWAPDB 0 1"
      })
  void aChangeByAnotherBreaksTheTransaction(String change) {
    redis.say("MSET k 1 m 1");
    redis.say("WATCH k");
    redis.as(other).say(change);
    redis.as(one).say("MULTI");
    redis.say("SET result 1");
    assertEquals("nil", redis.say("EXEC"));
    assertEquals("[OK]", retried());
  }

  private String retried() {
    say("MULTI", "SET result 1");
    return redis.say("EXEC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET k", "SET x 1", "DEL missing", "SET k 2 NX", "PERSIST k", "SWAPDB 2 3"})
  void whatDoesNotChangeTheKeyDoesNot(String command) {
    redis.say("SET k 1");
    redis.say("WATCH k");
    redis.as(other).say(command);
    redis.as(one).say("MULTI");
    assertEquals("[]", redis.say("EXEC"));
  }

  @Test
  void theSameKeyOfAnotherDatabaseIsAnother() {
    redis.say("WATCH k");
    redis.as(other).say("SELECT 1");
    redis.say("SET k 1");
    redis.as(one).say("MULTI");
    assertEquals("[]", redis.say("EXEC"));
  }

  @Test
  void aKeyThatExpiresBreaksItUnlessItHadExpiredBefore() {
    redis.say("SET k 1 PX 100");
    redis.say("WATCH k");
    redis.clock().advance(101);
    redis.say("MULTI");
    assertEquals("nil", redis.say("EXEC"));
    redis.say("SET k 1 PX 100");
    redis.clock().advance(101);
    redis.say("WATCH k");
    redis.as(other).say("GET k");
    redis.as(one).say("MULTI");
    assertEquals("[]", redis.say("EXEC"));
  }

  @Test
  void aWatchEndsWithExecDiscardUnwatchAndReset() {
    for (String end : List.of("EXEC", "DISCARD", "UNWATCH", "RESET")) {
      redis.say("WATCH k");
      if (end.equals("EXEC") || end.equals("DISCARD")) {
        redis.say("MULTI");
      }
      redis.say(end);
      redis.as(other).say("SET k 1");
      redis.as(one).say("MULTI");
      assertEquals("[]", redis.say("EXEC"), end);
      assertEquals(0, redis.engine().watches().count(one));
    }
  }

  private void say(String... lines) {
    for (String line : lines) {
      redis.say(line);
    }
  }
}
