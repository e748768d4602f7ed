package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyCommandsTest {
  private static final long ANY = 2; // milliseconds
  private static final long NONE = 600_000;

  private final CommandHarness redis = new CommandHarness();

  LatencyCommandsTest() {
    redis.config().with("enable-debug-command", "yes");
    threshold(NONE);
  }

  /** An event that takes so many seconds or more; nothing else is one, however slow the machine. */
  private void sleep(String seconds) {
    threshold(ANY);
    redis.say("DEBUG SLEEP " + seconds);
    threshold(NONE);
  }

  private void threshold(long millis) {
    redis.engine().locked(() -> redis.engine().timing().latency().threshold(millis));
  }

  private long second() {
    return redis.clock().millis() / 1000;
  }

  @Test
  void whatTakesLongIsKept() {
    redis.say("PING");
    assertEquals("[]", redis.say("LATENCY LATEST"));
    sleep("0.004");
    String latest = redis.say("LATENCY LATEST");
    assertTrue(latest.matches("\\[\\[\"command\", :" + second() + ", :(\\d+), :\\1\\]\\]"), latest);
  }

  @Test
  void eachSecondHasItsLongest() {
    sleep("0.04");
    sleep("0.003");
    redis.clock().advance(5_000);
    sleep("0.003");
    String history = redis.say("LATENCY HISTORY command");
    assertTrue(
        history.matches(
            "\\[\\[:"
                + (second() - 5)
                + ", :([4-9]\\d|\\d{3,})\\], \\[:"
                + second()
                + ", :\\d+\\]\\]"),
        history);
    assertEquals("[]", redis.say("LATENCY HISTORY nosuch"));
  }

  @Test
  void resetForgets() {
    sleep("0.003");
    assertEquals(":0", redis.say("LATENCY RESET nosuch"));
    assertEquals(":1", redis.say("LATENCY RESET nosuch command"));
    sleep("0.003");
    assertEquals(":1", redis.say("LATENCY RESET"));
    assertEquals("[]", redis.say("LATENCY LATEST"));
  }

  @Test
  void aThresholdOfZeroSwitchesItOff() {
    threshold(0);
    redis.say("DEBUG SLEEP 0.003");
    assertEquals("[]", redis.say("LATENCY LATEST"));
    assertTrue(redis.say("LATENCY DOCTOR").startsWith("\"Latency monitoring is off."));
  }

  @Test
  void theGraphHasAColumnForEachSecond() {
    sleep("0.003");
    long first = latest();
    redis.clock().advance(70_000);
    sleep("" + (first + 57) / 1000.0);
    String graph = redis.say("LATENCY GRAPH command");
    assertTrue(graph.startsWith("\"command - high "), graph);
    assertTrue(graph.endsWith("\n #\n |\n |\n_|\n\n10\nms\n\""), graph);
    assertEquals("-ERR No samples available for event 'nosuch'", redis.say("LATENCY GRAPH nosuch"));
  }

  /** The milliseconds of the only event. */
  private long latest() {
    return Long.parseLong(
        redis.say("LATENCY LATEST").replaceFirst("\\[\\[.*, :(\\d+)\\]\\]", "$1"));
  }

  @Test
  void theDoctorNamesWhatTookLong() {
    assertTrue(redis.say("LATENCY DOCTOR").startsWith("\"Nothing took longer"));
    sleep("0.003");
    String text = redis.say("LATENCY DOCTOR");
    assertTrue(text.startsWith("\"command: 1 seconds with latencies, of "), text);
  }

  // ---- HISTOGRAM

  @Test
  void theTimesOfACommandAreCountedBelowPowersOfTwo() {
    redis.say("DEBUG SLEEP 0.02");
    redis.say("DEBUG SLEEP 0.05");
    String histogram = redis.say("LATENCY HISTOGRAM debug");
    assertTrue(
        histogram.matches(
            "\\[\"debug\", \\[\"calls\", :2, \"histogram_usec\","
                + " \\[:(33816|67633|135266|270532|541065|1082130|2164260), :[12]"
                + "(, :\\d+, :2)?\\]\\]\\]"),
        histogram);
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "client|getname", "CLIENT nosuch"})
  void aContainerStandsForItsSubcommands(String names) {
    redis.say("CLIENT GETNAME");
    redis.say("SET k v");
    var reply = (Reply.Array) redis.run(("LATENCY HISTOGRAM " + names).split(" ", -1));
    assertEquals(2, reply.elements().size());
    byte[] name = ((Reply.Bulk) reply.elements().getFirst()).bytes();
    assertEquals("client|getname", new String(name, StandardCharsets.UTF_8));
  }

  @Test
  void withoutNamesAllCommandsThatRanAreShown() {
    redis.say("SET k v");
    redis.say("GET k");
    var reply = (Reply.Map) redis.resp(3).run("LATENCY", "HISTOGRAM");
    assertTrue(reply.entries().size() >= 2, reply::toString);
    var none = (Reply.Map) redis.run("LATENCY", "HISTOGRAM", "nosuch");
    assertEquals(0, none.entries().size());
  }
}
