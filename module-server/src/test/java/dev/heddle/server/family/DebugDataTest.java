package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DebugDataTest {
  private final CommandHarness redis = new CommandHarness();

  DebugDataTest() {
    redis.config().with("enable-debug-command", "local");
  }

  // ---- digests

  /** The digests are those of Redis 7.0.15 for the same data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SET k hello; 36b23a1456b2dce2c3ed252c456761301dba8060",
        "SET k 12345; e1cf90774e995ae03de66e8109dc5cb9d9c2dc83",
        "SET k hello EX 1000; d037c4eb8a8b36b602fbced4000daeab0714c1e3",
        "RPUSH k x 1 y; 0a8537b15c96cc03210709fbc823af180b7bff96",
        "SADD k p q 7; 5113e1d3bf093e0b3415df79f9b04d03475f40d5",
        "SADD k 1 2; 5d9842e5bd79f833c83b3535ec4a6836aba6d1fd",
        "ZADD k 1.5 m 2 k 0.1 j inf i; e14273b0540ef5e496bf7810723d4dd42afe3fb8",
        "HSET k f v g w; d127864ed50239662bf61bafc9bda63c17da5b37",
      })
  void aValueHasRedissDigest(String command, String digest) {
    redis.say(command);
    assertEquals(
        "[" + digest + ", " + "0".repeat(40) + "]", redis.say("DEBUG DIGEST-VALUE k missing"));
    assertEquals("[]", redis.say("DEBUG DIGEST-VALUE"));
  }

  @Test
  void aDataSetHasRedissDigest() {
    assertEquals("0".repeat(40), redis.say("DEBUG DIGEST"));
    redis.say("SET a hello");
    redis.say("RPUSH l x 1 y");
    redis.say("SET e hello EX 1000");
    redis.say("SELECT 3");
    redis.say("SET b hello");
    assertEquals("60fb3a4b3245f0beaca52608ea9031c06103890a", redis.say("DEBUG DIGEST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SADD k a", "HSET k a 1", "ZADD k 1 a", "RPUSH k a"})
  void encodingsDoNotMatterForTheDigest(String command) {
    redis.say(command);
    String digest = redis.say("DEBUG DIGEST-VALUE k");
    redis.say(command.replace(" a", " " + "x".repeat(9000)));
    assertNotEquals(digest, redis.say("DEBUG DIGEST-VALUE k"));
    redis.say("SREM k " + "x".repeat(9000));
    redis.say("HDEL k " + "x".repeat(9000));
    redis.say("ZREM k " + "x".repeat(9000));
    redis.say("LREM k 0 " + "x".repeat(9000));
    assertEquals(digest, redis.say("DEBUG DIGEST-VALUE k"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0.0, -0",
    "0.1, 0.10000000000000001",
    "1e17, 1e+17",
    "12345678901234567, 12345678901234568",
    "1e-5, 1.0000000000000001e-05",
    "0.0001, 0.0001",
    "1.5e300, 1.5000000000000001e+300",
    "Infinity, inf",
    "-Infinity, -inf",
  })
  void scoresAreDigestedAsCPrintsThem(double score, String text) {
    assertEquals(text, DataDigest.scoreText(score));
  }

  // ---- OBJECT, SDSLEN

  @Test
  void objectTellsOfTheNodesOfALinkedList() {
    redis.say("RPUSH l a b");
    assertTrue(redis.say("DEBUG OBJECT l").contains(" encoding:listpack "));
    for (int i = 0; i < 300; i++) {
      redis.say("RPUSH l " + "x".repeat(100));
    }
    String shown = redis.say("DEBUG OBJECT l");
    assertTrue(
        shown.matches(
            ".* encoding:quicklist .* ql_nodes:4 ql_avg_node:75.50 ql_listpack_max:-2"
                + " ql_compressed:0 ql_uncompressed_size:3\\d{4}"),
        shown);
  }

  @Test
  void sharedNumbersHaveManyReferences() {
    redis.say("SET k 5");
    assertTrue(redis.say("DEBUG OBJECT k").contains(" refcount:2147483647 "));
  }

  @Test
  void sdslenTellsOfTheRoomBehindAText() {
    redis.say("SET k abc");
    assertEquals(
        "key_sds_len:1, key_sds_avail:0, key_zmalloc: 16,"
            + " val_sds_len:3, val_sds_avail:0, val_zmalloc: 16",
        redis.say("DEBUG SDSLEN k"));
    redis.say("APPEND k def");
    assertTrue(redis.say("DEBUG SDSLEN k").contains(" val_sds_len:6, val_sds_avail:6, "));
    redis.say("SET n 1");
    assertEquals("-ERR Not an sds encoded string.", redis.say("DEBUG SDSLEN n"));
    assertEquals("-ERR no such key", redis.say("DEBUG SDSLEN missing"));
  }

  // ---- POPULATE

  @Test
  void populateMakesWhatIsNotThereWithoutAnEffect() {
    redis.say("SET key:1 mine");
    redis.effects();
    assertEquals("OK", redis.say("DEBUG POPULATE 3"));
    assertEquals("[\"value:0\", \"mine\", \"value:2\"]", redis.say("MGET key:0 key:1 key:2"));
    assertEquals("OK", redis.say("DEBUG POPULATE 2 p 10"));
    assertEquals("\"value:1\0\0\0\"", redis.say("GET p:1"));
    assertEquals(List.of(), redis.effects());
    assertEquals(1, redis.dirty());
  }

  @Test
  void populateChecksItsNumbers() {
    String error = "-ERR value is out of range, must be positive";
    assertEquals(error, redis.say("DEBUG POPULATE -1"));
    assertEquals(error, redis.say("DEBUG POPULATE x"));
    assertEquals(error, redis.say("DEBUG POPULATE 1 p -1"));
  }
}
