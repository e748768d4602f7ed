package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZSetRandomTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandHarness redis = new CommandHarness();

  private void says(String reply, String command) {
    assertEquals(reply, redis.say(command), command);
  }

  private void fill(int members) {
    for (int i = 0; i < members; i++) {
      redis.say("ZADD k " + i + " m" + i);
    }
  }

  private List<String> texts(String line) {
    var reply = (Reply.Array) redis.run(line.split(" ", -1));
    return reply.elements().stream().map(e -> ((Reply.Bulk) e).text()).toList();
  }

  // ---- ZRANDMEMBER

  @ParameterizedTest
  @ValueSource(ints = {20, 500})
  void differentMembersAreChosen(int size) {
    fill(size);
    for (int count : new int[] {1, size / 10, size / 2, size - 1, size, size + 5}) {
      List<String> chosen = texts("ZRANDMEMBER k " + count);
      assertEquals(Math.min(count, size), chosen.size());
      assertEquals(chosen.size(), Set.copyOf(chosen).size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 200})
  void everyMemberIsChosenAboutAsOften(int size) {
    fill(size);
    for (int count : new int[] {-2, 1, 2, size / 2}) {
      Map<String, Integer> times = new HashMap<>();
      int rounds = size * 400 / Math.abs(count);
      for (int i = 0; i < rounds; i++) {
        texts("ZRANDMEMBER k " + count).forEach(m -> times.merge(m, 1, Integer::sum));
      }
      assertEquals(size, times.size());
      times.forEach((m, n) -> assertTrue(n > 280 && n < 520, m + " was chosen " + n + " times"));
    }
  }

  @Test
  void aNegativeCountMayChooseTheSameAgain() {
    fill(2);
    assertEquals(100, texts("ZRANDMEMBER k -100").size());
    assertEquals(200, texts("ZRANDMEMBER k -100 WITHSCORES").size());
  }

  @Test
  void scoresComeBehindTheirMembers() {
    redis.say("ZADD k 1.5 x");
    says("\"x\"", "ZRANDMEMBER k");
    says("[\"x\", \"1.5\"]", "ZRANDMEMBER k 3 WITHSCORES");
    redis.resp(3);
    says("[[\"x\", ,1.5], [\"x\", ,1.5]]", "ZRANDMEMBER k -2 withscores");
  }

  @Test
  void absenceHasTheFormOfWhatWasAskedFor() {
    says("nil", "ZRANDMEMBER k");
    says("[]", "ZRANDMEMBER k 3");
    says("[]", "ZRANDMEMBER k -3 WITHSCORES");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "k x; value is not an integer or out of range",
        "k 1 FOO; syntax error",
        "k 1 WITHSCORES FOO; syntax error",
        "k -9223372036854775808; value is out of range, value must between"
            + " -9223372036854775807 and 9223372036854775807",
        "k 4611686018427387904 WITHSCORES; value is out of range",
        "no -9223372036854775807 WITHSCORES; value is out of range",
      })
  void countsAreChecked(String arguments, String error) {
    fill(1);
    says("-ERR " + error, "ZRANDMEMBER " + arguments);
  }

  @Test
  void onlySortedSetsHaveMembers() {
    redis.say("SADD s a");
    says(WRONG_TYPE, "ZRANDMEMBER s");
    says(WRONG_TYPE, "ZRANDMEMBER s 0");
    says(WRONG_TYPE, "ZSCAN s 0");
  }

  // ---- ZSCAN

  @Test
  void aSmallSetIsScannedAtOnceInItsOrder() {
    redis.say("ZADD k 0.1 f 17 b inf d -3 5");
    says(
        "[\"0\", [\"5\", \"-3\", \"f\", \"0.1\", \"b\", \"17\", \"d\", \"inf\"]]",
        "ZSCAN k 0 COUNT 1");
    redis.resp(3);
    says("[\"0\", [\"b\", \"17\"]]", "ZSCAN k 0 MATCH b*");
    says("[\"0\", []]", "ZSCAN no 0 COUNT 0");
    says("-ERR syntax error", "ZSCAN k 0 COUNT 0");
    says("-ERR invalid cursor", "ZSCAN k x");
  }

  @Test
  void aLargeSetIsScannedInSteps() {
    fill(1000);
    var seen = new ArrayList<String>();
    String cursor = "0";
    int steps = 0;
    do {
      var reply = (Reply.Array) redis.run("ZSCAN", "k", cursor, "COUNT", "20");
      cursor = ((Reply.Bulk) reply.elements().get(0)).text();
      var found = ((Reply.Array) reply.elements().get(1)).elements();
      for (int i = 0; i < found.size(); i += 2) {
        String member = ((Reply.Bulk) found.get(i)).text();
        assertEquals(member, "m" + ((Reply.Bulk) found.get(i + 1)).text());
        seen.add(member);
      }
      steps++;
    } while (!cursor.equals("0"));
    assertEquals(1000, seen.size());
    assertEquals(1000, Set.copyOf(seen).size());
    assertTrue(steps > 30, "steps: " + steps);
  }
}
