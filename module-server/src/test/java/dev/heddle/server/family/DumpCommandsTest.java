package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.heddle.resp.Reply;
import dev.heddle.server.command.Call;
import dev.heddle.store.AccessPolicy;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DumpCommandsTest {
  /** The string bar. */
  private static final byte[] BAR = HexFormat.of().parseHex("00036261720a00e6be4960ee66fd17");

  /** A type that nobody knows, and an intact footer. */
  private static final byte[] NO_VALUE = HexFormat.of().parseHex("63036261720a00");

  private static final String BUSY = "-BUSYKEY Target key name already exists.";
  private static final String BAD_PAYLOAD = "-ERR DUMP payload version or checksum are wrong";
  private static final String BAD_DATA = "-ERR Bad data format";

  private final CommandHarness redis = new CommandHarness();
  private long now;

  @BeforeEach
  void begin() {
    now = redis.clock().millis();
  }

  // ---- dumping

  @Test
  void aStringIsDumpedAsRedisDoes() {
    redis.say("SET k bar");
    assertArrayEquals(BAR, dump("k"));
    assertEquals("nil", redis.say("DUMP missing"));
  }

  @Test
  void compressionIsASetting() {
    redis.say("SET k " + "a".repeat(1000));
    int compressed = dump("k").length;
    redis.say("CONFIG SET rdbcompression no");
    assertEquals(1000 + 2 + 1 + 10, dump("k").length);
    assertNotEquals(compressed, dump("k").length);
  }

  @ParameterizedTest
  @CsvSource({
    "RPUSH, LRANGE k 0 -1, 1",
    "RPUSH, LRANGE k 0 -1, 20000",
    "SADD, SMEMBERS k, 1",
    "HSET, HGETALL k, 2",
    "HSET, HGETALL k, 4000",
    "ZADD, ZRANGE k 0 -1 WITHSCORES, 2",
    "ZADD, ZRANGE k 0 -1 WITHSCORES, 4000",
  })
  void whatIsDumpedIsRestored(String command, String read, int elements) {
    redis.run(
        Stream.concat(
                Stream.of(command, "k"), IntStream.range(0, elements).mapToObj(Integer::toString))
            .toArray(String[]::new));
    List<String> before = elements(read);
    String encoding = redis.say("OBJECT ENCODING k");
    assertEquals("OK", restore("k", "0", dump("k"), "REPLACE"));
    assertEquals(before, elements(read));
    assertEquals(encoding, redis.say("OBJECT ENCODING k"));
  }

  @Test
  void aSetIsDumpedAndRestored() {
    redis.say("SADD k b a 1");
    redis.say("SADD i 3 1 2");
    restore("k2", "0", dump("k"));
    restore("i2", "0", dump("i"));
    assertEquals(":1", redis.say("SISMEMBER k2 a"));
    assertEquals(":3", redis.say("SCARD k2"));
    assertEquals("[\"1\", \"2\", \"3\"]", redis.say("SMEMBERS i2"));
  }

  // ---- restoring

  @Test
  void restoringMakesAKey() {
    assertEquals("OK", restore("k", "0", BAR));
    assertEquals("\"bar\"", redis.say("GET k"));
    assertEquals(":-1", redis.say("PTTL k"));
    assertEquals(1, redis.effects().size());
    assertEquals(1, redis.dirty());
  }

  @Test
  void anotherValueStaysUnlessItIsToBeReplaced() {
    redis.say("RPUSH k a");
    redis.say("PEXPIRE k 1000");
    redis.effects();
    assertEquals(BUSY, restore("k", "0", BAR));
    assertEquals(BUSY, restore("k", "nonsense", BAR));
    assertEquals(BUSY, restore("k", "0", new byte[3]));
    assertEquals(List.of(), redis.effects());
    assertEquals("OK", restore("k", "0", BAR, "replace"));
    assertEquals("\"bar\"", redis.say("GET k"));
    assertEquals(":-1", redis.say("PTTL k"));
  }

  @Test
  void anExpiredKeyIsNotInTheWay() {
    redis.say("SET k v PX 10");
    redis.clock().advance(11);
    assertEquals("OK", restore("k", "0", BAR));
  }

  @Test
  void aTimeToLiveIsJournaledAsAMoment() {
    assertEquals("OK", restore("k", "1000", BAR, "IDLETIME", "3"));
    assertEquals(":1000", redis.say("PTTL k"));
    String effect = redis.effects().getFirst();
    assertEquals("RESTORE k " + (now + 1000), effect.substring(0, effect.indexOf(" \0")));
    assertEquals("IDLETIME 3 ABSTTL", effect.substring(effect.indexOf("IDLETIME")));
  }

  @Test
  void aMomentIsTakenAsItIs() {
    String moment = Long.toString(now + 5000);
    assertEquals("OK", restore("k", moment, BAR, "ABSTTL"));
    assertEquals(":5000", redis.say("PTTL k"));
    assertEquals("OK", restore("k2", "0", BAR, "ABSTTL"));
    assertEquals(":-1", redis.say("PTTL k2"));
  }

  @Test
  void aKeyWhoseTimeIsOverIsNotMade() {
    assertEquals("OK", restore("k", "1", BAR, "ABSTTL"));
    assertEquals(":0", redis.say("EXISTS k"));
    assertEquals(List.of(), redis.effects());
    assertEquals(0, redis.dirty());
    redis.say("SET k v");
    redis.effects();
    assertEquals("OK", restore("k", "1", BAR, "ABSTTL", "REPLACE"));
    assertEquals(":0", redis.say("EXISTS k"));
    assertEquals(List.of("DEL k"), redis.effects());
  }

  @Test
  void aTimeBeyondAllTimeIsOver() {
    assertEquals("OK", restore("k", "9223372036854775807", BAR));
    assertEquals(":0", redis.say("EXISTS k"));
    assertEquals("OK", restore("k", "9223372036854775807", BAR, "ABSTTL"));
    assertEquals(":1", redis.say("EXISTS k"));
  }

  @Test
  void idleTimeAndFrequencyAreTakenAsThePolicyHasIt() {
    restore("k", "0", BAR, "IDLETIME", "7");
    assertEquals(":7", redis.say("OBJECT IDLETIME k"));
    restore("k", "0", BAR, "REPLACE", "FREQ", "200");
    assertEquals(":0", redis.say("OBJECT IDLETIME k"));
    restore("long", "0", BAR, "IDLETIME", "9223372036854775807");
    assertEquals(":" + now / 1000, redis.say("OBJECT IDLETIME long"));
    var byFrequency = new AccessPolicy(/* frequency= */ true, /* logFactor= */ 10, 0);
    redis.engine().locked(() -> redis.engine().keyspace().accessPolicy(byFrequency));
    restore("f", "0", BAR, "FREQ", "200");
    assertEquals(":200", redis.say("OBJECT FREQ f"));
  }

  @Test
  void aRefusalCountsAsUseOnlyWhereAnotherValueIsInTheWay() {
    restore("k", "0", BAR, "IDLETIME", "100");
    restore("k", "0", new byte[5], "REPLACE");
    restore("k", "-1", BAR, "REPLACE");
    assertEquals(":100", redis.say("OBJECT IDLETIME k"));
    assertEquals(BUSY, restore("k", "0", BAR));
    assertEquals(":0", redis.say("OBJECT IDLETIME k"));
  }

  @Test
  void aClientThatWaitsIsServed() {
    redis.say("RPUSH l a b");
    byte[] payload = dump("l");
    var waiting = redis.newClient();
    var active = redis.client();
    redis.as(waiting).block("BLPOP k 0");
    redis.as(active);
    assertEquals("OK", restore("k", "0", payload));
    assertEquals("[\"k\", \"a\"]", redis.handed(waiting));
    assertEquals("[\"b\"]", redis.say("LRANGE k 0 -1"));
  }

  // ---- what is refused

  @ParameterizedTest
  @CsvSource({
    "0 NONSENSE, ERR syntax error",
    "0 IDLETIME, ERR syntax error",
    "0 FREQ, ERR syntax error",
    "0 IDLETIME 1 FREQ 1, ERR syntax error",
    "0 FREQ 1 IDLETIME 1, ERR syntax error",
    "0 IDLETIME x, ERR value is not an integer or out of range",
    "0 FREQ x, ERR value is not an integer or out of range",
    "'0 IDLETIME -1', 'ERR Invalid IDLETIME value, must be >= 0'",
    "'0 FREQ -1', 'ERR Invalid FREQ value, must be >= 0 and <= 255'",
    "'0 FREQ 256', 'ERR Invalid FREQ value, must be >= 0 and <= 255'",
    "x, ERR value is not an integer or out of range",
    "'-1', 'ERR Invalid TTL value, must be >= 0'",
    "-1 NONSENSE, ERR syntax error",
  })
  void optionsAreCheckedInRedissOrder(String options, String error) {
    String[] words = options.split(" ", -1);
    for (byte[] payload : new byte[][] {BAR, new byte[5]}) {
      String[] rest = Arrays.copyOfRange(words, 1, words.length);
      assertEquals("-" + error, restore("k", words[0], payload, rest));
    }
    assertEquals(0, redis.dirty());
  }

  @Test
  void aDamagedPayloadChangesNothing() {
    redis.say("SET k v");
    redis.effects();
    assertEquals(BAD_PAYLOAD, restore("k", "0", new byte[0], "REPLACE"));
    assertEquals(BAD_PAYLOAD, restore("k", "0", Arrays.copyOf(BAR, 14), "REPLACE"));
    assertEquals(
        BAD_PAYLOAD, restore("k", "1", Call.ascii("no payload at all"), "REPLACE", "ABSTTL"));
    assertEquals(BAD_DATA, restore("k", "0", summed(NO_VALUE), "REPLACE"));
    assertEquals(BAD_DATA, restore("k", "1", summed(NO_VALUE), "REPLACE", "ABSTTL"));
    assertEquals("\"v\"", redis.say("GET k"));
    assertEquals(List.of(), redis.effects());
  }

  @ParameterizedTest
  @ValueSource(strings = {"01000a00", "02000a00", "04000a00", "05000a00", "12000a00", "0f000a00"})
  void anEmptyCollectionIsNoValue(String hex) {
    assertEquals(BAD_DATA, restore("k", "0", summed(HexFormat.of().parseHex(hex))));
  }

  /** What was written, with its checksum behind. */
  private static byte[] summed(byte[] body) {
    long crc = 0;
    for (byte b : body) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x95ac9329ac4bc9b5L;
      }
    }
    byte[] summed = Arrays.copyOf(body, body.length + 8);
    for (int i = 0; i < 8; i++) {
      summed[body.length + i] = (byte) (crc >>> (8 * i));
    }
    return summed;
  }

  /** The elements of a reply, sorted where they have no order. */
  private List<String> elements(String command) {
    var elements =
        ((Reply.Array) redis.run(command.split(" "))).elements().stream().map(ReplyText::of);
    return (command.startsWith("HGETALL") ? elements.sorted() : elements).toList();
  }

  private byte[] dump(String key) {
    return ((Reply.Bulk) redis.run("DUMP", key)).bytes();
  }

  private String restore(String key, String ttl, byte[] payload, String... options) {
    var words = Stream.of(new String[] {"RESTORE", key, ttl}).map(Call::ascii);
    var rest = Arrays.stream(options).map(Call::ascii);
    return ReplyText.of(
        redis.run(
            Stream.concat(Stream.concat(words, Stream.of(payload)), rest).toArray(byte[][]::new)));
  }
}
