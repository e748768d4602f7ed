package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SortCommandTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NO_NUMBER = "-ERR One or more scores can't be converted into double";

  private final CommandHarness redis = new CommandHarness();

  @BeforeEach
  void fill() {
    redis.say("RPUSH l 3 1 2 10");
    redis.say("SADD s 3 1 2 10");
    redis.say("ZADD z 5 1 4 2 3 3 2 4");
    redis.say("MSET w1 30 w2 20 w3 10 w10 40 o1 one o2 two o3 three text v");
    redis.say("HSET h1 w 9 n n1");
    redis.say("HSET h2 w 8 n n2");
    redis.say("HSET h3 w 7");
    redis.effects();
  }

  private void says(String reply, String command) {
    assertEquals(reply, redis.say(command), command);
  }

  private static String list(String words) {
    return words.isEmpty() ? "[]" : "[\"" + words.replace(" ", "\", \"") + "\"]";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "l; 1 2 3 10",
        "s; 1 2 3 10",
        "z; 1 2 3 4",
        "l DESC; 10 3 2 1",
        "l ALPHA; 1 10 2 3",
        "l ALPHA DESC ASC; 1 10 2 3",
        "s alpha desc; 3 2 10 1",
        "l LIMIT 1 2; 2 3",
        "l LIMIT -1 2; 1 2",
        "l LIMIT 1 -1; 2 3 10",
        "l LIMIT 9 2; ''",
        "l LIMIT 1 0; ''",
        "l LIMIT 9223372036854775807 9223372036854775807; ''",
        "l LIMIT 2 9223372036854775807; 3 10",
        "l LIMIT 0 1 LIMIT 1 1; 2",
      })
  void elementsAreSortedAsNumbersOrTexts(String arguments, String expected) {
    says(list(expected), "SORT " + arguments);
    says(list(expected), "SORT_RO " + arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "l BY w*; 3 2 1 10",
        "l BY w* DESC; 10 1 2 3",
        "l BY w* ALPHA; 3 2 1 10",
        "l BY h*->w; 10 3 2 1",
        "l BY h*; 1 10 2 3",
        "l BY missing_*; 1 10 2 3",
        "l BY missing_* DESC; 3 2 10 1",
        "l BY missing_* ALPHA; 3 1 2 10",
        "l BY missing_* ALPHA DESC; 3 1 2 10",
        "s BY missing_* ALPHA; 1 10 2 3",
        "l BY w* BY h*->w; 10 3 2 1",
      })
  void otherKeysSayInWhichOrder(String arguments, String expected) {
    says(list(expected), "SORT " + arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "l BY nosort; 3 1 2 10",
        "l BY nosort DESC; 10 2 1 3",
        "l BY nosort LIMIT 1 2; 1 2",
        "l BY nosort DESC LIMIT 1 2; 2 1",
        "l BY nosort LIMIT 4 2; ''",
        "l BY nosort BY w*; 3 1 2 10",
        "l BY # ALPHA; 3 1 2 10",
        "z BY nosort; 4 3 2 1",
        "z BY nosort DESC; 1 2 3 4",
        "z BY nosort DESC LIMIT 1 2; 2 3",
        "z BY nosort LIMIT -3 2; 4 3",
        "z BY nosort LIMIT 9 9; ''",
      })
  void aConstantPatternKeepsTheOrder(String arguments, String expected) {
    says(list(expected), "SORT " + arguments);
  }

  @Test
  void patternsLeadToWhatIsAnswered() {
    says(list("one two three").replace("]", ", nil]"), "SORT l GET o*");
    says("[\"n1\", \"1\", \"n2\", \"2\", nil, \"3\", nil, \"10\"]", "SORT l GET h*->n GET #");
    says("[nil, nil, nil, nil]", "SORT l GET o1");
    says("[nil, nil, nil, nil]", "SORT l GET h*");
    says("[nil, nil, nil, nil]", "SORT l GET w*->n");
  }

  @Test
  void theArrowIsTheFirstBehindTheStarIfAFieldFollows() {
    redis.say("HSET h1 n->m deep");
    redis.say("SET x->1 star");
    redis.say("SET h1-> arrow");
    redis.say("SET e1x end");
    says("[\"deep\", nil, nil, nil]", "SORT l GET h*->n->m");
    says("[\"star\", nil, nil, nil]", "SORT l GET x->*");
    says("[\"arrow\", nil, nil, nil]", "SORT l GET h*->");
    says("[\"end\", nil, nil, nil]", "SORT l GET e*x");
  }

  @Test
  void equalNumbersAreSortedAsTexts() {
    redis.say("RPUSH n 1 1.0 01 +1 0x1");
    says(list("+1 01 0x1 1 1.0"), "SORT n");
    says(list("1.0 1 0x1 01 +1"), "SORT n DESC");
  }

  @Test
  void numbersAreReadAsInC() {
    redis.say("RPUSH n inf -infinity 1e1 .5 5.");
    says(list("-infinity .5 5. 1e1 inf"), "SORT n");
    redis.sayWords("RPUSH", "blank", " 1", "");
    assertEquals("[\"\", \" 1\"]", redis.sayWords("SORT", "blank"));
    for (String bad : List.of("x", "nan", "1x", "1 ", "1e400", "1e-400", "-", ".", " ")) {
      redis.say("DEL n");
      redis.sayWords("RPUSH", "n", "1", bad);
      assertEquals(NO_NUMBER, redis.sayWords("SORT", "n"), bad);
    }
    says(NO_NUMBER, "SORT l BY o*");
  }

  // ---- storing

  @Test
  void theResultIsStoredAsAList() {
    says(":4", "SORT l DESC STORE text");
    says(list("10 3 2 1"), "LRANGE text 0 -1");
    says(":4", "SORT l GET o* STORE d");
    says("[\"one\", \"two\", \"three\", \"\"]", "LRANGE d 0 -1");
    says(":4", "SORT l STORE l");
    says(list("1 2 3 10"), "LRANGE l 0 -1");
    assertEquals(
        List.of("SORT l DESC STORE text", "SORT l GET o* STORE d", "SORT l STORE l"),
        redis.effects());
  }

  @Test
  void anEmptyResultRemovesTheDestination() {
    says(":0", "SORT l LIMIT 9 9 STORE text");
    says(":0", "EXISTS text");
    says(":0", "SORT missing STORE text");
    assertEquals(List.of("SORT l LIMIT 9 9 STORE text"), redis.effects());
  }

  @Test
  void aSetIsStoredInTheOrderOfBytesForWantOfOne() {
    redis.say("SORT s BY nosort DESC STORE d");
    says(list("3 2 10 1"), "LRANGE d 0 -1");
  }

  @Test
  void aLargeResultIsALinkedList() {
    for (int i = 0; i < 3000; i++) {
      redis.say("SADD many member-" + i);
    }
    says(":3000", "SORT many ALPHA STORE d");
    says("\"quicklist\"", "OBJECT ENCODING d");
    says("\"member-0\"", "LINDEX d 0");
    says("\"member-999\"", "LINDEX d -1");
  }

  // ---- errors

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SORT text FOO; syntax error",
        "SORT l BY; syntax error",
        "SORT l GET; syntax error",
        "SORT l STORE; syntax error",
        "SORT l LIMIT 1; syntax error",
        "SORT l LIMIT x 1; value is not an integer or out of range",
        "SORT l LIMIT 1 x; value is not an integer or out of range",
        "SORT_RO l STORE d; syntax error",
      })
  void optionsAreChecked(String command, String error) {
    says("-ERR " + error, command);
  }

  @Test
  void onlyCollectionsWithElementsAreSorted() {
    says(WRONG_TYPE, "SORT text");
    says(WRONG_TYPE, "SORT h1 BY nosort");
    says("[]", "SORT missing");
    says("[]", "SORT_RO missing");
  }

  @Test
  void theDestinationIsFoundAmongTheArguments() {
    says("[\"l\", \"d\"]", "COMMAND GETKEYS SORT l BY w* STORE d");
    says("[\"l\", \"e\"]", "COMMAND GETKEYS SORT l STORE d STORE e");
    says("[\"l\", \"e\"]", "COMMAND GETKEYS SORT l BY STORE STORE e");
    says("[\"l\"]", "COMMAND GETKEYS SORT l GET STORE LIMIT 1 STORE");
    says(
        "[[\"l\", [RO, access]], [\"d\", [OW, update]]]", "COMMAND GETKEYSANDFLAGS SORT l STORE d");
  }
}
