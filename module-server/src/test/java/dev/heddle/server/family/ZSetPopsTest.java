package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.command.Client;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ZSetPopsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandHarness redis = new CommandHarness();
  private final Client adder = redis.client();
  private final Client waiter = redis.newClient();

  private void says(String reply, String command) {
    assertEquals(reply, redis.say(command), command);
  }

  // ---- at once

  @Test
  void membersAreTakenFromTheFirstSetThatIsThere() {
    redis.say("ZADD a 1 x 2 y 3 z");
    redis.effects();
    says("[\"a\", [[\"x\", \"1\"]]]", "ZMPOP 2 no a MIN");
    says("[\"a\", [[\"z\", \"3\"], [\"y\", \"2\"]]]", "ZMPOP 1 a max count 9");
    says("nil", "ZMPOP 1 a MIN");
    says(":0", "EXISTS a");
    assertEquals(List.of("ZPOPMIN a 1", "ZPOPMAX a 2"), redis.effects());
  }

  @Test
  void aSetThatIsThereIsNotWaitedFor() {
    redis.say("ZADD a 1.5 x 2 y 3 z 4 w");
    redis.effects();
    says("[\"a\", \"x\", \"1.5\"]", "BZPOPMIN no a 0");
    says("[\"a\", \"w\", \"4\"]", "BZPOPMAX a 0");
    says("[\"a\", [[\"y\", \"2\"], [\"z\", \"3\"]]]", "BZMPOP 0 2 no a MIN COUNT 2");
    assertEquals(List.of("ZPOPMIN a", "ZPOPMAX a", "ZPOPMIN a 2"), redis.effects());
  }

  @Test
  void inResp3ScoresAreDoubles() {
    redis.say("ZADD a 1.5 x 2 y 3 z");
    redis.resp(3);
    says("[\"a\", [[\"x\", ,1.5]]]", "ZMPOP 1 a MIN");
    says("[\"a\", \"z\", ,3]", "BZPOPMAX a 0");
    says("[\"a\", [[\"y\", ,2]]]", "BZMPOP 0 1 a MAX");
  }

  @Test
  void whatIsTakenCountsAsManyChanges() {
    redis.say("ZADD a 1 x 2 y 3 z");
    long before = redis.dirty();
    redis.say("ZMPOP 1 a MIN COUNT 2");
    assertEquals(before + 2, redis.dirty());
  }

  // ---- waiting

  @Test
  void whoWaitsIsHandedTheOutermostMembers() {
    redis.as(waiter).block("BZPOPMAX no k 0");
    redis.as(adder).say("ZADD k 1 a 2 b 3 c");
    assertEquals("[\"k\", \"c\", \"3\"]", redis.handed(waiter));
    assertEquals(List.of("ZADD k 1 a 2 b 3 c", "ZPOPMAX k"), redis.effects());
    redis.say("DEL k");
    redis.as(waiter).block("BZMPOP 0 2 no k MIN COUNT 2");
    redis.as(adder).say("ZADD k 1 a 2 b 3 c");
    assertEquals("[\"k\", [[\"a\", \"1\"], [\"b\", \"2\"]]]", redis.handed(waiter));
    says(":1", "ZCARD k");
  }

  @Test
  void storedResultsServeToo() {
    redis.as(waiter).block("BZPOPMIN k 0");
    redis.as(adder).say("ZADD a 1 x");
    redis.say("ZUNIONSTORE k 1 a");
    assertEquals("[\"k\", \"x\", \"1\"]", redis.handed(waiter));
    says(":0", "EXISTS k");
  }

  @Test
  void anotherTypeServesNobody() {
    redis.as(waiter).block("BZMPOP 0 1 k MIN");
    redis.as(adder).say("SADD k a");
    redis.say("DEL k");
    redis.say("RPUSH k a");
    redis.say("DEL k");
    redis.say("ZADD k 1 a");
    assertEquals("[\"k\", [[\"a\", \"1\"]]]", redis.handed(waiter));
  }

  @Test
  void insideATransactionNobodyWaits() {
    redis.say("MULTI");
    redis.say("BZPOPMIN k 0");
    redis.say("BZMPOP 0 1 k MAX");
    says("[nil, nil]", "EXEC");
  }

  // ---- errors

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ZMPOP 0 a MIN; numkeys should be greater than 0",
        "ZMPOP x a MIN; numkeys should be greater than 0",
        "ZMPOP 2 a MIN; syntax error",
        "ZMPOP 1 a FOO; syntax error",
        "ZMPOP 1 a MIN COUNT; syntax error",
        "ZMPOP 1 a MIN COUNT 0; count should be greater than 0",
        "ZMPOP 1 a MIN COUNT x; count should be greater than 0",
        "ZMPOP 1 a MIN COUNT 1 COUNT 2; syntax error",
        "ZMPOP 1 a MIN MAX; syntax error",
        "BZMPOP x 1 a MIN COUNT 0; count should be greater than 0",
        "BZMPOP x 1 a MIN; timeout is not a float or out of range",
        "BZMPOP -1 1 a MIN; timeout is negative",
        "BZPOPMIN a x; timeout is not a float or out of range",
        "BZPOPMAX a -0.1; timeout is negative",
      })
  void argumentsAreChecked(String command, String error) {
    redis.say("ZADD a 1 x");
    says("-ERR " + error, command);
  }

  @Test
  void anotherTypeIsAnErrorWhereASetIsSought() {
    redis.say("SET text v");
    redis.say("SADD s a");
    says(WRONG_TYPE, "ZMPOP 2 no text MIN");
    says(WRONG_TYPE, "ZMPOP 1 s MIN");
    says(WRONG_TYPE, "BZPOPMIN no text 0");
    says(WRONG_TYPE, "BZMPOP 0 1 text MIN");
    redis.say("ZADD a 1 x");
    says("[\"a\", \"x\", \"1\"]", "BZPOPMIN a text 0");
  }
}
