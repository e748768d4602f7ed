package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Args;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpiryCommandsTest {
  private static final long START = MovableClock.START;

  private final CommandHarness redis = new CommandHarness();

  @ParameterizedTest
  @CsvSource({
    "EXPIRE k 100, 100000",
    "PEXPIRE k 100, 100",
    "EXPIREAT k 1700000200, 200000",
    "PEXPIREAT k 1700000000300, 300"
  })
  void theMomentIsJournaledNotTheTimeUntilThen(String command, long after) {
    redis.say("SET k v");
    redis.effects();
    assertEquals(":1", redis.say(command));
    assertEquals(List.of("PEXPIREAT k " + (START + after)), redis.effects());
    assertEquals(":" + after, redis.say("PTTL k"));
    assertEquals(":" + (START + after), redis.say("PEXPIRETIME k"));
    assertEquals(2, redis.dirty());
  }

  @ParameterizedTest
  @CsvSource({"EXPIRE k 0", "PEXPIRE k -1", "EXPIREAT k 1", "PEXPIREAT k 1700000000000"})
  void aMomentThatIsPastRemovesTheKey(String command) {
    redis.say("SET k v");
    redis.effects();
    assertEquals(":1", redis.say(command));
    assertEquals(List.of("DEL k"), redis.effects());
    assertEquals(":0", redis.say("EXISTS k"));
    assertEquals(2, redis.dirty());
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRE k 100, 1, 0",
    "EXPIRE k 100 NX, 1, 0",
    "EXPIRE k 100 XX, 0, 1",
    "EXPIRE k 100 GT, 0, 1",
    "EXPIRE k 100 LT, 1, 0",
    "EXPIRE k 10 LT, 1, 1",
    "EXPIRE k 10 XX LT, 0, 1",
    "EXPIRE k 99 GT, 0, 1",
    "EXPIRE k 50 GT, 0, 0",
    "EXPIRE k 50 LT, 1, 0"
  })
  void conditionsTakeAKeyWithoutExpiryForOneThatNeverEnds(
      String command, int withoutExpiry, int withFiftySeconds) {
    redis.say("SET k v");
    redis.effects();
    assertEquals(":" + withoutExpiry, redis.say(command));
    assertEquals(withoutExpiry, redis.effects().size());
    redis.say("SET k v EX 50");
    redis.effects();
    String expected = command.endsWith("100") ? ":1" : ":" + withFiftySeconds;
    assertEquals(expected, redis.say(command));
    assertEquals(expected, ":" + redis.effects().size());
  }

  @Test
  void aKeyLivesThroughItsLastMillisecond() {
    redis.say("SET k v PX 100");
    redis.clock().advance(100);
    assertEquals(":0", redis.say("PTTL k"));
    assertEquals(":1", redis.say("EXISTS k"));
    redis.effects();
    redis.clock().advance(1);
    assertEquals(":-2", redis.say("PTTL k"));
    assertEquals(List.of("DEL k"), redis.effects());
  }

  @Test
  void secondsAreRounded() {
    redis.say("SET k v PX 1500");
    assertEquals(":2", redis.say("TTL k"));
    redis.clock().advance(1);
    assertEquals(":1", redis.say("TTL k"));
    redis.clock().advance(1000);
    assertEquals(":0", redis.say("TTL k"));
  }

  @Test
  void persistingIsJournaledOnce() {
    redis.say("SET k v PX 100");
    redis.effects();
    assertEquals(":1", redis.say("PERSIST k"));
    assertEquals(":0", redis.say("PERSIST k"));
    assertEquals(":0", redis.say("PERSIST missing"));
    assertEquals(List.of("PERSIST k"), redis.effects());
    redis.clock().advance(1000);
    assertEquals("\"v\"", redis.say("GET k"));
  }

  @Test
  void manyKeysThatExpiredUnderOneCommandGoTogether() {
    redis.say("SET a 1 PX 10");
    redis.say("SET b 2 PX 10");
    redis.clock().advance(11);
    redis.effects();
    assertEquals("[nil, nil]", redis.say("MGET a b"));
    assertEquals(List.of("MULTI", "DEL a", "DEL b", "EXEC"), redis.effects());
    assertEquals(2, redis.engine().stats().expiredKeys());
  }

  @Test
  void aJournalIsReplayedAsItWasEvenWhenItsMomentsArePast() {
    redis.engine().locked(() -> redis.engine().loading(true));
    replay("SET k v");
    replay("PEXPIREAT k 1000");
    replay("APPEND k w");
    replay("PERSIST k");
    redis.engine().locked(() -> redis.engine().loading(false));
    assertEquals("\"vw\"", redis.say("GET k"));
  }

  private void replay(String line) {
    redis
        .engine()
        .replay(
            Args.of(
                Stream.of(line.split(" "))
                    .map(word -> word.getBytes(StandardCharsets.ISO_8859_1))
                    .toArray(byte[][]::new)));
  }
}
