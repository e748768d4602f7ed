package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyCommandsTest {
  private final CommandHarness redis = new CommandHarness();

  @Test
  void deletingCountsWhatWasThere() {
    redis.say("MSET a 1 b 2 c 3");
    redis.effects();
    assertEquals(":2", redis.say("DEL a b a missing"));
    assertEquals(List.of("DEL a b a missing"), redis.effects());
    assertEquals(":1", redis.say("UNLINK c"));
    assertEquals(List.of("UNLINK c"), redis.effects());
    assertEquals(6, redis.dirty());
  }

  @Test
  void deletingNothingHasNoEffect() {
    assertEquals(":0", redis.say("DEL missing"));
    assertEquals(List.of(), redis.effects());
    assertEquals(0, redis.dirty());
  }

  @Test
  void deleteIsJournaledUnderTheNameThatRedisKnows() {
    redis.say("MSET a 1 b 2");
    redis.effects();
    assertEquals(":2", redis.say("delete a b"));
    assertEquals(List.of("DEL a b"), redis.effects());
  }

  @Test
  void deletingAnExpiredKeyIsJournaledButNotCounted() {
    redis.say("SET a 1 PX 10");
    redis.clock().advance(11);
    redis.effects();
    assertEquals(":0", redis.say("DEL a"));
    assertEquals(List.of("DEL a"), redis.effects());
  }

  @Test
  void keysAreAnyBytes() {
    byte[] set = "SET".getBytes(StandardCharsets.ISO_8859_1);
    byte[] key = {0, '\r', '\n', (byte) 0xff};
    byte[] empty = {};
    redis.run(set, key, empty);
    redis.run(set, empty, key);
    assertEquals("\"\"", redis.sayWords("GET", "\0\r\n\u00ff"));
    assertEquals("\"\0\r\n\u00ff\"", redis.sayWords("GET", ""));
    assertEquals(":2", redis.sayWords("DEL", "", "\0\r\n\u00ff"));
  }

  @Test
  void renamingTakesTheExpiryAlong() {
    redis.say("SET a 1 PX 1000");
    redis.say("SET b 2");
    redis.effects();
    assertEquals("OK", redis.say("RENAME a b"));
    assertEquals("\"1\"", redis.say("GET b"));
    assertEquals(":1000", redis.say("PTTL b"));
    assertEquals(":0", redis.say("EXISTS a"));
    assertEquals(List.of("RENAME a b"), redis.effects());
    assertEquals(3, redis.dirty());
  }

  @Test
  void renamingOntoAnExpiringKeyDropsItsExpiry() {
    redis.say("SET a 1");
    redis.say("SET b 2 PX 1000");
    redis.say("RENAME a b");
    assertEquals(":-1", redis.say("PTTL b"));
    redis.clock().advance(5000);
    assertEquals("\"1\"", redis.say("GET b"));
  }

  @Test
  void whatExpiredOnTheWayIsOneTransactionWithTheCommand() {
    redis.say("SET a 1");
    redis.say("SET b 2 PX 10");
    redis.clock().advance(11);
    redis.effects();
    redis.say("RENAME a b");
    assertEquals(List.of("MULTI", "DEL b", "RENAME a b", "EXEC"), redis.effects());
  }

  @Test
  void effectsInTwoDatabasesGoBackToTheFirst() {
    redis.say("SELECT 1");
    redis.say("SET a 2 PX 10");
    redis.say("SELECT 0");
    redis.say("SET a 1");
    redis.clock().advance(11);
    redis.effects();
    assertEquals(":1", redis.say("MOVE a 1"));
    assertEquals(
        List.of("1> MULTI", "1> DEL a", "1> SELECT 0", "1> MOVE a 1", "1> SELECT 1", "1> EXEC"),
        redis.effects());
  }

  @Test
  void renamingToItselfChangesNothing() {
    redis.say("SET a 1 PX 1000");
    redis.effects();
    assertEquals("OK", redis.say("RENAME a a"));
    assertEquals(":0", redis.say("RENAMENX a a"));
    assertEquals(List.of(), redis.effects());
    assertEquals(":1000", redis.say("PTTL a"));
  }

  @Test
  void aCopyIsAnotherValueWithTheSameExpiry() {
    redis.say("SET a abc PX 1000");
    redis.say("APPEND a def");
    redis.effects();
    assertEquals(":1", redis.say("COPY a b"));
    redis.say("SETRANGE a 0 x");
    assertEquals("\"abcdef\"", redis.say("GET b"));
    assertEquals(":1000", redis.say("PTTL b"));
    assertEquals(List.of("COPY a b", "SETRANGE a 0 x"), redis.effects());
  }

  @Test
  void aCopyReplacesOnlyWhenAsked() {
    redis.say("SET a 1");
    redis.say("SET b 2 PX 1000");
    redis.effects();
    assertEquals(":0", redis.say("COPY a b"));
    assertEquals(":1", redis.say("COPY a b REPLACE"));
    assertEquals(":-1", redis.say("TTL b"));
    assertEquals(":1", redis.say("COPY a a DB 7"));
    assertEquals(List.of("COPY a b REPLACE", "COPY a a DB 7"), redis.effects());
  }

  @Test
  void movingNeedsAFreePlace() {
    redis.say("SET a 1 PX 1000");
    redis.effects();
    assertEquals(":1", redis.say("MOVE a 2"));
    redis.say("SET a 3");
    assertEquals(":0", redis.say("MOVE a 2"));
    redis.say("SELECT 2");
    assertEquals(":1000", redis.say("PTTL a"));
    assertEquals(List.of("MOVE a 2", "SET a 3"), redis.effects());
  }

  @Test
  void aRandomKeyIsNeverAnExpiredOne() {
    for (int i = 0; i < 100; i++) {
      redis.say("SET expiring" + i + " v PX 10");
    }
    redis.say("SET staying v");
    redis.clock().advance(11);
    assertEquals("\"staying\"", redis.say("RANDOMKEY"));
    redis.say("DEL staying");
    assertEquals("nil", redis.say("RANDOMKEY"));
  }

  @Test
  void askingAboutAKeyIsNoUseOfIt() {
    redis.say("SET a 1");
    redis.clock().advance(100_000);
    for (String command : List.of("EXISTS a", "TYPE a", "TTL a", "PEXPIRETIME a", "KEYS *")) {
      redis.say(command);
      assertEquals(":100", redis.say("OBJECT IDLETIME a"), command);
    }
    for (String command : List.of("GET a", "TOUCH a", "PERSIST a", "COPY a b", "RENAME a a")) {
      redis.clock().advance(5000);
      redis.say(command);
      assertEquals(":0", redis.say("OBJECT IDLETIME a"), command);
    }
  }

  @Test
  void onlyTouchIsAUseByAClientThatWantsToLeaveNoTrace() {
    redis.say("SET a 1");
    redis.client().noTouch(true);
    redis.clock().advance(100_000);
    redis.say("GET a");
    assertEquals(":100", redis.say("OBJECT IDLETIME a"));
    assertEquals(":1", redis.say("TOUCH a"));
    assertEquals(":0", redis.say("OBJECT IDLETIME a"));
  }

  @Test
  void readingCommandsCountHitsAndMisses() {
    redis.say("SET a 1");
    counts("EXISTS a a b", 2, 1);
    counts("TOUCH a b", 1, 1);
    counts("TYPE a", 1, 0);
    counts("TTL b", 0, 1);
    counts("PEXPIRETIME a", 1, 0);
    counts("OBJECT ENCODING b", 0, 1);
    counts("OBJECT REFCOUNT a", 1, 0);
    counts("COPY a c", 1, 0);
    counts("MGET a b", 1, 1);
    counts("SET a 1 GET", 1, 0);
    counts("SET a 1", 0, 0);
    counts("RENAME a b", 0, 0);
    counts("EXPIRE b 100", 0, 0);
    counts("KEYS *", 0, 0);
    counts("SCAN 0", 0, 0);
    counts("DEL b c", 0, 0);
  }

  private void counts(String command, int hits, int misses) {
    var lookups = redis.engine().lookups();
    long hitsBefore = lookups.hits();
    long missesBefore = lookups.misses();
    redis.say(command);
    assertEquals(hits, lookups.hits() - hitsBefore, command);
    assertEquals(misses, lookups.misses() - missesBefore, command);
  }

  @Test
  void absenceHasAFormOfItsOwnInResp3() {
    byte[][] randomkey = {"RANDOMKEY".getBytes(StandardCharsets.ISO_8859_1)};
    assertArrayEquals("$-1\r\n".getBytes(StandardCharsets.ISO_8859_1), redis.reply(randomkey));
    redis.resp(3);
    assertArrayEquals("_\r\n".getBytes(StandardCharsets.ISO_8859_1), redis.reply(randomkey));
  }

  @Test
  void changesAreCountedOnceACommand() {
    redis.say("SET a 1 EX 100");
    assertEquals(1, redis.dirty());
    redis.say("RENAME a b");
    assertEquals(2, redis.dirty());
    redis.say("MOVE b 1");
    assertEquals(3, redis.dirty());
    redis.say("MSET a 1 b 2");
    assertEquals(5, redis.dirty());
  }
}
