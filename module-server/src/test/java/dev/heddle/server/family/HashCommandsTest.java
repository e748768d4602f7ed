package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HashCommandsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandHarness redis = new CommandHarness();

  // ---- setting and reading fields

  @Test
  void settingFieldsCountsTheNewOnes() {
    assertEquals(":2", redis.say("HSET h a 1 b 2"));
    assertEquals(List.of("HSET h a 1 b 2"), redis.effects());
    assertEquals(":1", redis.say("HSET h a 3 c 4 c 5"));
    assertEquals(List.of("HSET h a 3 c 4 c 5"), redis.effects());
    assertEquals(5, redis.dirty());
    assertEquals("[\"a\", \"3\", \"b\", \"2\", \"c\", \"5\"]", redis.say("HGETALL h"));
  }

  @Test
  void hmsetAnswersOk() {
    assertEquals("OK", redis.say("HMSET h a 1"));
    assertEquals(List.of("HMSET h a 1"), redis.effects());
  }

  @Test
  void aFieldWithoutAValueIsRefusedBeforeAnythingElse() {
    redis.say("SET s x");
    redis.effects();
    assertEquals("-ERR wrong number of arguments for 'hset' command", redis.say("HSET s a 1 b"));
    assertEquals("-ERR wrong number of arguments for 'hmset' command", redis.say("HMSET h a 1 b"));
    assertEquals(":0", redis.say("EXISTS h"));
    assertEquals(List.of(), redis.effects());
  }

  @Test
  void hsetnxSetsOnlyWhatIsMissing() {
    assertEquals(":1", redis.say("HSETNX h a 1"));
    assertEquals(":0", redis.say("HSETNX h a 2"));
    assertEquals(List.of("HSETNX h a 1"), redis.effects());
    assertEquals("\"1\"", redis.say("HGET h a"));
  }

  @Test
  void missingFieldsAndKeysAreNothing() {
    redis.say("HSET h a 1");
    assertEquals("nil", redis.say("HGET h b"));
    assertEquals("nil", redis.say("HGET none b"));
    assertEquals("[\"1\", nil, \"1\"]", redis.say("HMGET h a b a"));
    assertEquals("[nil]", redis.say("HMGET none a"));
    assertEquals(":0", redis.say("HSTRLEN h b"));
    assertEquals(":0", redis.say("HEXISTS none b"));
    assertEquals(":0", redis.say("HLEN none"));
    assertEquals("[]", redis.say("HGETALL none"));
    assertEquals("[]", redis.say("HKEYS none"));
    assertEquals(List.of("HSET h a 1"), redis.effects());
  }

  @Test
  void lengthsAreThoseOfTheText() {
    redis.say("HSET h text abc number -120 long " + "x".repeat(100));
    assertEquals(":3", redis.say("HSTRLEN h text"));
    assertEquals(":4", redis.say("HSTRLEN h number"));
    assertEquals(":100", redis.say("HSTRLEN h long"));
  }

  @Test
  void fieldsAndValuesAreAnyBytes() {
    byte[] empty = {};
    byte[] odd = {0, '\r', '\n', (byte) 0xff};
    redis.run(ascii("HSET"), ascii("h"), empty, odd, odd, empty);
    assertEquals("\"\0\r\n\u00ff\"", redis.sayWords("HGET", "h", ""));
    assertEquals("\"\"", redis.sayWords("HGET", "h", "\0\r\n\u00ff"));
  }

  @Test
  void wholeHashesAreMapsInResp3() {
    redis.say("HSET h a 1 b 2");
    assertEquals("[\"a\", \"b\"]", redis.say("HKEYS h"));
    assertEquals("[\"1\", \"2\"]", redis.say("HVALS h"));
    redis.resp(3);
    assertEquals("{\"a\"=\"1\", \"b\"=\"2\"}", redis.say("HGETALL h"));
    assertEquals("{}", redis.say("HGETALL none"));
    assertEquals("[\"a\", \"b\"]", redis.say("HKEYS h"));
    assertEquals("[\"1\", \"2\"]", redis.say("HVALS h"));
    assertEquals("[\"0\", [\"a\", \"1\", \"b\", \"2\"]]", redis.say("HSCAN h 0"));
  }

  @Test
  void anotherTypeIsAnErrorForAll() {
    redis.say("SET s x");
    redis.effects();
    for (String command :
        List.of(
            "HSET s a 1",
            "HMSET s a 1",
            "HSETNX s a 1",
            "HGET s a",
            "HMGET s a",
            "HGETALL s",
            "HKEYS s",
            "HVALS s",
            "HLEN s",
            "HSTRLEN s a",
            "HEXISTS s a",
            "HDEL s a",
            "HINCRBY s a 1",
            "HINCRBYFLOAT s a 1",
            "HRANDFIELD s",
            "HRANDFIELD s 1",
            "HSCAN s 0")) {
      assertEquals(WRONG_TYPE, redis.say(command), command);
    }
    assertEquals(List.of(), redis.effects());
  }

  // ---- removing

  @Test
  void removingTheLastFieldRemovesTheKey() {
    redis.say("HSET h a 1 b 2 c 3");
    redis.effects();
    assertEquals(":2", redis.say("HDEL h a none c a"));
    assertEquals(List.of("HDEL h a none c a"), redis.effects());
    assertEquals(5, redis.dirty());
    assertEquals(":1", redis.say("HDEL h b b"));
    assertEquals(":0", redis.say("EXISTS h"));
    assertEquals(List.of("HDEL h b b"), redis.effects());
  }

  @Test
  void removingNothingHasNoEffect() {
    redis.say("HSET h a 1");
    redis.effects();
    assertEquals(":0", redis.say("HDEL h b"));
    assertEquals(":0", redis.say("HDEL none b"));
    assertEquals(List.of(), redis.effects());
  }

  @Test
  void changingAHashKeepsItsExpiry() {
    redis.say("HSET h a 1");
    redis.say("PEXPIRE h 1000");
    redis.say("HSET h a 2 b 3");
    redis.say("HINCRBY h a 1");
    assertEquals(":1000", redis.say("PTTL h"));
    redis.clock().advance(1001);
    assertEquals(":1", redis.say("HINCRBY h a 1"));
    assertEquals(":-1", redis.say("PTTL h"));
  }

  // ---- encodings

  @Test
  void theEncodingChangesBeyondTheThresholdsAndNotBack() {
    redis.say("HSET h a 1");
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING h"));
    redis.say("HSET h a " + "x".repeat(64));
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING h"));
    redis.say("HSETNX h a " + "x".repeat(65));
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING h"));
    redis.say("HSET h a " + "x".repeat(65));
    assertEquals("\"hashtable\"", redis.say("OBJECT ENCODING h"));
    redis.say("HSET h a 1");
    assertEquals("\"hashtable\"", redis.say("OBJECT ENCODING h"));
  }

  @Test
  void manyFieldsMakeATable() {
    fill("h", 512);
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING h"));
    redis.say("HINCRBY h f511 1");
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING h"));
    redis.say("HINCRBY h f512 1");
    assertEquals("\"hashtable\"", redis.say("OBJECT ENCODING h"));
    assertEquals(":513", redis.say("HLEN h"));
    assertEquals("\"1\"", redis.say("HGET h f512"));
    assertEquals("\"v\"", redis.say("HGET h f0"));
  }

  // ---- counting

  @Test
  void countersBeginAtZero() {
    assertEquals(":5", redis.say("HINCRBY h a 5"));
    assertEquals(":-1", redis.say("HINCRBY h a -6"));
    assertEquals(List.of("HINCRBY h a 5", "HINCRBY h a -6"), redis.effects());
    assertEquals(2, redis.dirty());
  }

  @Test
  void whatIsNoIntegerIsNotIncremented() {
    redis.say("HSET h text abc float 1.5 max 9223372036854775807 padded 01 empty ");
    redis.effects();
    String noInteger = "-ERR hash value is not an integer";
    for (String field : List.of("text", "float", "padded", "empty")) {
      assertEquals(noInteger, redis.say("HINCRBY h " + field + " 1"));
    }
    String overflow = "-ERR increment or decrement would overflow";
    assertEquals(overflow, redis.say("HINCRBY h max 1"));
    assertEquals(":-9223372036854775808", redis.say("HINCRBY h min -9223372036854775808"));
    assertEquals(overflow, redis.say("HINCRBY h min -1"));
    assertEquals("\"9223372036854775807\"", redis.say("HGET h max"));
    assertEquals("-ERR value is not an integer or out of range", redis.say("HINCRBY h text 1.0"));
  }

  @Test
  void decimalsAreJournaledAsTheirResult() {
    assertEquals("\"10.5\"", redis.say("HINCRBYFLOAT h a 10.5"));
    assertEquals("\"10.6\"", redis.say("HINCRBYFLOAT h a 0.1"));
    assertEquals("\"5010.60000000000000009\"", redis.say("HINCRBYFLOAT h a 5.0e3"));
    assertEquals(
        List.of("HSET h a 10.5", "HSET h a 10.6", "HSET h a 5010.60000000000000009"),
        redis.effects());
    assertEquals(3, redis.dirty());
  }

  @Test
  void whatIsNoDecimalIsNotIncremented() {
    redis.say("HSET h text abc big 1e4932 infinite inf");
    redis.say("SET s x");
    redis.effects();
    assertEquals("-ERR value is not a valid float", redis.say("HINCRBYFLOAT s a x"));
    assertEquals("-ERR value is NaN or Infinity", redis.say("HINCRBYFLOAT s a -inf"));
    assertEquals("-ERR hash value is not a float", redis.say("HINCRBYFLOAT h text 1"));
    String noNumber = "-ERR increment would produce NaN or Infinity";
    assertEquals(noNumber, redis.say("HINCRBYFLOAT h big 1e4932"));
    assertEquals(noNumber, redis.say("HINCRBYFLOAT h infinite 1"));
    assertEquals(List.of(), redis.effects());
  }

  // ---- chance

  @Test
  void aRandomFieldIsOneOfTheHash() {
    assertEquals("nil", redis.say("HRANDFIELD none"));
    redis.say("HSET h a 1 b 2 c 3");
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      seen.add(redis.say("HRANDFIELD h"));
    }
    assertEquals(Set.of("\"a\"", "\"b\"", "\"c\""), seen);
  }

  @Test
  void aCountChoosesDifferentFieldsAndANegativeOneRepeats() {
    for (int size : new int[] {10, 600}) {
      redis.say("DEL h");
      fill("h", size);
      assertEquals(5, distinct("HRANDFIELD h 5", 5));
      assertEquals(size, distinct("HRANDFIELD h 10000", size));
      assertEquals(size, distinct("HRANDFIELD h 9223372036854775807", size));
      int repeated = distinct("HRANDFIELD h -20000", 20_000);
      assertEquals(size, repeated);
    }
    assertEquals("[]", redis.say("HRANDFIELD h 0"));
    assertEquals("[]", redis.say("HRANDFIELD none 5"));
    assertEquals("[]", redis.say("HRANDFIELD none -5 WITHVALUES"));
  }

  /** The number of different elements in a reply of so many. */
  private int distinct(String command, int count) {
    var elements = ((Reply.Array) redis.run(command.split(" "))).elements();
    assertEquals(count, elements.size());
    return elements.stream().map(ReplyText::of).collect(Collectors.toSet()).size();
  }

  @Test
  void valuesComeInTurnsOrAsPairs() {
    redis.say("HSET h a 1");
    assertEquals("[\"a\", \"1\"]", redis.say("HRANDFIELD h 1 WITHVALUES"));
    assertEquals("[\"a\", \"1\", \"a\", \"1\"]", redis.say("HRANDFIELD h -2 withvalues"));
    redis.resp(3);
    assertEquals("[[\"a\", \"1\"]]", redis.say("HRANDFIELD h 1 WITHVALUES"));
    assertEquals("[[\"a\", \"1\"], [\"a\", \"1\"]]", redis.say("HRANDFIELD h -2 WITHVALUES"));
    assertEquals("[\"a\", \"a\"]", redis.say("HRANDFIELD h -2"));
    assertEquals("[]", redis.say("HRANDFIELD none 1 WITHVALUES"));
  }

  @Test
  void theOptionsOfHrandfieldAreReadBeforeTheKey() {
    redis.say("SET s x");
    String noInteger = "-ERR value is not an integer or out of range";
    assertEquals(noInteger, redis.say("HRANDFIELD s x"));
    assertEquals(noInteger, redis.say("HRANDFIELD s 9223372036854775808 foo"));
    assertEquals("-ERR syntax error", redis.say("HRANDFIELD s 1 foo"));
    assertEquals("-ERR syntax error", redis.say("HRANDFIELD s 1 WITHVALUES foo"));
    assertEquals(
        "-ERR value is out of range, value must between -9223372036854775807 and"
            + " 9223372036854775807",
        redis.say("HRANDFIELD s -9223372036854775808"));
    String outOfRange = "-ERR value is out of range";
    assertEquals(outOfRange, redis.say("HRANDFIELD s 4611686018427387904 WITHVALUES"));
    assertEquals(outOfRange, redis.say("HRANDFIELD s -4611686018427387904 WITHVALUES"));
    assertEquals(WRONG_TYPE, redis.say("HRANDFIELD s -4611686018427387903 WITHVALUES"));
    redis.say("HSET h a 1");
    assertEquals(outOfRange, redis.say("HRANDFIELD h -2147483648"));
  }

  // ---- scanning

  @Test
  void aPackedHashIsScannedAtOnce() {
    redis.say("HSET h f1 1 f2 2 g1 3");
    assertEquals(
        "[\"0\", [\"f1\", \"1\", \"f2\", \"2\", \"g1\", \"3\"]]", redis.say("HSCAN h 99 COUNT 1"));
    assertEquals("[\"0\", [\"f1\", \"1\", \"f2\", \"2\"]]", redis.say("HSCAN h 0 MATCH f*"));
    assertEquals("[\"0\", [\"g1\", \"3\"]]", redis.say("HSCAN h 0 match f* count 3 match g?"));
    assertEquals("[\"0\", []]", redis.say("HSCAN none 0"));
  }

  @Test
  void aTableIsScannedInStepsAndCompletely() {
    fill("h", 1000);
    Set<String> seen = new TreeSet<>();
    String cursor = "0";
    int steps = 0;
    do {
      var fields = new ArrayList<String>();
      cursor = scan("HSCAN h " + cursor + " COUNT 50", fields);
      assertTrue(fields.size() < 100);
      fields.forEach(field -> assertTrue(seen.add(field)));
      steps++;
    } while (!cursor.equals("0"));
    assertEquals(1000, seen.size());
    assertTrue(steps > 10);
    var all = new ArrayList<String>();
    assertEquals("0", scan("HSCAN h 0 COUNT 100000 MATCH f99?", all));
    assertEquals(10, all.size());
    assertFalse(scan("HSCAN h 0", new ArrayList<>()).equals("0"));
  }

  /** The next cursor; the fields go to {@code fields}. */
  private String scan(String command, List<String> fields) {
    var parts = ((Reply.Array) redis.run(command.split(" "))).elements();
    var elements = ((Reply.Array) parts.get(1)).elements();
    for (int i = 0; i < elements.size(); i += 2) {
      fields.add(ReplyText.of(elements.get(i)));
      assertEquals("\"v\"", ReplyText.of(elements.get(i + 1)));
    }
    return ReplyText.of(parts.get(0)).replace("\"", "");
  }

  @Test
  void theCursorIsReadFirstThenTheKeyThenTheOptions() {
    redis.say("SET s x");
    redis.say("HSET h a 1");
    assertEquals("-ERR invalid cursor", redis.say("HSCAN s x foo"));
    assertEquals(WRONG_TYPE, redis.say("HSCAN s 0 foo"));
    assertEquals("[\"0\", []]", redis.say("HSCAN none 0 foo"));
    assertEquals("-ERR syntax error", redis.say("HSCAN h 0 foo"));
    assertEquals("-ERR syntax error", redis.say("HSCAN h 0 MATCH"));
    assertEquals("-ERR syntax error", redis.say("HSCAN h 0 COUNT 0"));
    assertEquals("-ERR syntax error", redis.say("HSCAN h 0 TYPE hash"));
    assertEquals("-ERR syntax error", redis.say("HSCAN h 0 NOVALUES"));
    assertEquals("-ERR value is not an integer or out of range", redis.say("HSCAN h 0 COUNT x"));
  }

  /** Sets f0, f1, ... to v. */
  private void fill(String key, int fields) {
    String pairs =
        IntStream.range(0, fields).mapToObj(i -> " f" + i + " v").collect(Collectors.joining());
    redis.say("HSET " + key + pairs);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
