package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlowlogCommandsTest {
  private static final long ALL = 0;
  private static final long MICROS = 2000;
  private static final long NONE = -1;

  private final CommandHarness redis = new CommandHarness();

  SlowlogCommandsTest() {
    redis.config().with("enable-debug-command", "yes");
  }

  private void limits(long micros, long most) {
    redis.engine().locked(() -> redis.engine().timing().slowLog().limits(micros, most));
  }

  /** The words of the last entry. */
  private String last() {
    String entry = redis.say("SLOWLOG GET 1");
    return entry.replaceFirst("^\\[\\[:\\d+, :\\d+, :\\d+, (.*), \"127.0.0.1:50000\", .*", "$1");
  }

  @Test
  void whatTakesLongIsKept() {
    limits(NONE, 10);
    redis.say("CLIENT SETNAME bob");
    limits(MICROS, 10);
    redis.say("DEBUG SLEEP 0.0025");
    limits(NONE, 10); // on a machine that is busy, any command may take as long
    String entry = redis.say("SLOWLOG GET");
    assertTrue(
        entry.matches(
            "\\[\\[:0, :"
                + redis.clock().millis() / 1000
                + ", :\\d{4,}, \\[\"DEBUG\", \"SLEEP\", \"0.0025\"\\], \"127.0.0.1:50000\","
                + " \"bob\"\\]\\]"),
        entry);
  }

  @Test
  void theLastOnesAreKept() {
    limits(ALL, 3);
    for (int i = 0; i < 5; i++) {
      redis.say("GET k" + i);
    }
    assertEquals(":3", redis.say("SLOWLOG LEN"));
    assertEquals("[\"SLOWLOG\", \"LEN\"]", last());
    limits(NONE, 3);
    assertEquals(3, redis.say("SLOWLOG GET -1").split("\\[:", -1).length - 1);
    assertEquals("OK", redis.say("SLOWLOG RESET"));
    assertEquals("[]", redis.say("SLOWLOG GET"));
    limits(ALL, 0);
    assertEquals(":0", redis.say("SLOWLOG LEN"));
  }

  @Test
  void aNegativeThresholdSwitchesItOff() {
    limits(NONE, 10);
    redis.say("DEBUG SLEEP 0.001");
    assertEquals(":0", redis.say("SLOWLOG LEN"));
  }

  @Test
  void longCommandsAreCut() {
    limits(ALL, 10);
    redis.say("SET k " + "x".repeat(200));
    assertEquals("[\"SET\", \"k\", \"" + "x".repeat(128) + "... (72 more bytes)\"]", last());
    redis.say("DEL " + keys(31));
    assertTrue(last().endsWith(" \"k30\"]"), last());
    redis.say("DEL " + keys(32));
    assertTrue(last().endsWith(" \"k29\", \"... (2 more arguments)\"]"), last());
  }

  private static String keys(int n) {
    return IntStream.range(0, n).mapToObj(i -> "k" + i).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "AUTH user secret; [\"AUTH\", \"(redacted)\", \"(redacted)\"]",
        "MIGRATE h 1 k 0 1 AUTH x; [\"MIGRATE\", \"h\", \"1\", \"k\", \"0\", \"1\", \"AUTH\","
            + " \"(redacted)\"]",
        "CONFIG SET hz 10 requirepass x; [\"CONFIG\", \"SET\", \"hz\", \"10\", \"requirepass\","
            + " \"(redacted)\"]",
      })
  void passwordsAreNotShown(String command, String words) {
    limits(ALL, 10);
    redis.say(command);
    assertEquals(words, last());
  }

  @Test
  void theCommandsOfATransactionAreKeptAndExecIsNot() {
    limits(ALL, 10);
    redis.say("MULTI");
    redis.say("PING");
    redis.say("EXEC");
    assertEquals("[\"PING\"]", last());
  }

  @Test
  void whatIsRefusedOrWaitsDidNotRun() {
    limits(ALL, 10);
    redis.say("GET");
    redis.say("NOSUCH");
    redis.block("BLPOP missing 0");
    assertEquals(":0", redis.as(redis.newClient()).say("SLOWLOG LEN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "x"})
  void theCountIsChecked(String count) {
    assertEquals(
        "-ERR count should be greater than or equal to -1", redis.say("SLOWLOG GET " + count));
    assertEquals(
        "-ERR unknown subcommand or wrong number of arguments for 'GET'. Try SLOWLOG HELP.",
        redis.say("SLOWLOG GET 1 2"));
  }
}
