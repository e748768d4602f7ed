package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.AofStatus;
import dev.heddle.persist.FsyncPolicy;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DebugCommandTest {
  private final CommandHarness redis = new CommandHarness();

  DebugCommandTest() {
    redis.config().with("enable-debug-command", "local");
  }

  @Test
  void debugNeedsPermission() {
    var other = new CommandHarness();
    assertEquals(
        "-ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\","
            + " you can run it from a local connection, otherwise you need to set this option in"
            + " the configuration file, and then restart the server.",
        other.say("DEBUG SLEEP 0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "sleep", "sleep 0 0", "object", "help x"})
  void unknownFormsAreRefused(String form) {
    assertEquals(
        "-ERR unknown subcommand or wrong number of arguments for '"
            + form.split(" ", -1)[0]
            + "'. Try DEBUG HELP.",
        redis.say("DEBUG " + form));
  }

  @Test
  void errorAnswersTheTextAsItIs() {
    assertEquals("-hello world", redis.sayWords("DEBUG", "ERROR", "hello world"));
    assertEquals("-a  b", redis.sayWords("DEBUG", "ERROR", "a\r\nb"));
    assertTrue(redis.say("INFO stats").contains("total_error_replies:0\r\n"));
  }

  @Test
  void sleepTakesSeconds() {
    assertEquals("OK", redis.say("DEBUG SLEEP 0.001"));
    assertEquals("OK", redis.say("DEBUG SLEEP -1"));
    assertEquals("-ERR value is not a valid float", redis.say("DEBUG SLEEP x"));
  }

  @Test
  void objectShowsHowAValueIsKept() {
    assertEquals("-ERR no such key", redis.say("DEBUG OBJECT a"));
    redis.say("SET a b");
    redis.clock().advance(3_000);
    String shown = redis.say("DEBUG OBJECT a");
    assertTrue(
        shown.matches(
            "Value at:0x[0-9a-f]+ refcount:1 encoding:embstr serializedlength:2 lru:\\d+"
                + " lru_seconds_idle:3"),
        shown);
    redis.say("SET a 500000");
    assertTrue(redis.say("DEBUG OBJECT a").contains(" encoding:int serializedlength:5 "));
  }

  @Test
  void stringmatchTakesManyLetters() {
    assertEquals(":1", redis.say("DEBUG STRINGMATCH-LEN 100000 a*a*a*a*a*a"));
    assertEquals(":0", redis.say("DEBUG STRINGMATCH-LEN 100000 a*a*a*a*a*b"));
    assertEquals("-ERR value is out of range", redis.say("DEBUG STRINGMATCH-LEN -1 a"));
  }

  @Test
  void loadaofNeedsAnAppendOnlyFile() {
    assertEquals("-ERR The append only file is not enabled", redis.say("DEBUG LOADAOF"));
    redis.server().appendOnlyFile(new AofStatus(FsyncPolicy.NO, null, 0, 0, 0, 0, 0, 0, 0, 0));
    assertEquals("OK", redis.say("DEBUG LOADAOF"));
    assertEquals(List.of("reload"), redis.server().takeAsked());
    redis.server().succeeding(false);
    assertEquals(
        "-ERR Error trying to load the AOF files, check server logs.", redis.say("DEBUG LOADAOF"));
  }

  @Test
  void reloadSavesAndLoads() {
    assertEquals("OK", redis.say("DEBUG RELOAD"));
    assertEquals("OK", redis.say("DEBUG RELOAD NOSAVE NOFLUSH MERGE"));
    assertEquals(
        List.of("save", "load emptying=true replacing=false", "load emptying=false replacing=true"),
        redis.server().takeAsked());
    assertEquals(
        "-ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.",
        redis.say("DEBUG RELOAD NOW"));
    redis.server().succeeding(false);
    assertEquals("-ERR", redis.say("DEBUG RELOAD"));
    assertEquals(
        "-ERR Error trying to load the RDB dump, check server logs.",
        redis.say("DEBUG RELOAD NOSAVE"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "string; \"Hello World\"; \"Hello World\"",
        "integer; :12345; :12345",
        "double; \"3.141\"; ,3.141",
        "bignum; \"1234567999999999999999999999999999999\"; (1234567999999999999999999999999999999",
        "null; nil; nil",
        "array; [:0, :1, :2]; [:0, :1, :2]",
        "set; [:0, :1, :2]; #{:0, :1, :2}",
        "map; [:0, :0, :1, :1, :2, :0]; {:0=#f, :1=#t, :2=#f}",
        "attrib; \"Some real reply following the attribute\"; |{\"key-popularity\"=[\"key:123\","
            + " :90]}\"Some real reply following the attribute\"",
        "true; :1; #t",
        "false; :0; #f",
      })
  void protocolAnswersEachType(String type, String resp2, String resp3) {
    assertEquals(resp2, redis.say("DEBUG PROTOCOL " + type));
    assertEquals(resp3, redis.resp(3).say("DEBUG PROTOCOL " + type));
  }

  @Test
  void verbatimTextsHaveTheirFormatInResp3() {
    String text = "\"This is a verbatim\nstring\"";
    assertEquals(text, redis.say("DEBUG PROTOCOL verbatim"));
    assertEquals("txt:" + text, redis.resp(3).say("DEBUG PROTOCOL verbatim"));
  }

  @Test
  void pushesAreForResp3() {
    assertEquals("-ERR RESP2 is not supported by this command", redis.say("DEBUG PROTOCOL push"));
  }

  @Test
  void helpNamesEverySubcommand() {
    String help = redis.say("DEBUG HELP");
    for (String word : List.of("ERROR <string>", "SLEEP <seconds>", "OBJECT <key>", "HELP")) {
      assertTrue(help.contains(", " + word + ",     "), help);
    }
  }

  // ---- switches

  @Test
  void largeElementsOfListsStandAlone() {
    String long9000 = "x".repeat(9000);
    assertEquals("OK", redis.say("DEBUG QUICKLIST-PACKED-THRESHOLD 5b"));
    redis.say("RPUSH l " + long9000 + " a bbbb c ddddd e");
    assertEquals(List.of("PLAIN", "PACKED", "PLAIN", "PACKED"), containers("l"));
    redis.say("LSET l 2 BBBBB");
    assertEquals(List.of("PLAIN", "PACKED", "PLAIN", "PACKED", "PLAIN", "PACKED"), containers("l"));
    assertEquals("OK", redis.say("DEBUG QUICKLIST-PACKED-THRESHOLD 0"));
    redis.say("RPUSH l ffffff");
    assertEquals(6, containers("l").size());
    assertEquals(
        "[\"a\", \"BBBBB\", \"c\", \"ddddd\", \"e\", \"ffffff\"]", redis.say("LRANGE l 1 -1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "4gb", "4293918721", "99999999999999999999"})
  void noSizeOfAnElementIsThis(String size) {
    assertEquals(
        "-ERR argument must be a memory value bigger than 1 and smaller than 4gb",
        redis.say("DEBUG QUICKLIST-PACKED-THRESHOLD " + size));
    assertEquals("OK", redis.say("DEBUG QUICKLIST-PACKED-THRESHOLD 4293918720"));
  }

  private List<String> containers(String key) {
    String shown = redis.say("DEBUG QUICKLIST " + key);
    return Pattern.compile("container : ([A-Z]+)")
        .matcher(shown)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void logWritesALine() {
    assertEquals("OK", redis.sayWords("DEBUG", "LOG", "a word"));
    assertEquals(List.of("WARNING DEBUG LOG: a word"), redis.server().takeAsked());
  }

  @Test
  void switchesOfInternalCostsAreChecked() {
    assertEquals("OK", redis.say("DEBUG REPLYBUFFER RESIZING 0"));
    assertEquals("OK", redis.say("DEBUG REPLYBUFFER PEAK-RESET-TIME NEVER"));
    assertEquals("OK", redis.say("DEBUG REPLYBUFFER PEAK-RESET-TIME 100"));
    assertTrue(redis.say("DEBUG REPLYBUFFER OTHER 1").startsWith("-ERR unknown subcommand or"));
    String noNumber = "-ERR value is not an integer or out of range";
    assertEquals(noNumber, redis.say("DEBUG REPLYBUFFER RESIZING x"));
    assertEquals(noNumber, redis.say("DEBUG DICT-RESIZING x"));
    assertEquals("OK", redis.say("DEBUG DICT-RESIZING 1"));
  }

  @Test
  void rewritingAllNeedsAFile() {
    assertEquals(
        "-ERR The server is running without a config file",
        redis.say("DEBUG CONFIG-REWRITE-FORCE-ALL"));
  }

  // ---- encodings

  @Test
  void listpackShowsEveryEntry() {
    redis.say("RPUSH l ab 300");
    assertEquals(
        """
        "{total bytes 14} {num entries 2}
        {
        \tindex:  0,
        \toffset: 6,
        \thdr+entrylen+backlen:  4,
        \tbytes: 82|61|62|03|
        \t[str]ab
        }
        {
        \tindex:  1,
        \toffset: 10,
        \thdr+entrylen+backlen:  3,
        \tbytes: c1|2c|02|
        \t[int]300
        }
        {end}
        \"\
        """,
        redis.say("DEBUG LISTPACK l"));
    for (String command : List.of("HSET h f v", "ZADD z 1 m", "SADD s m")) {
      redis.say(command);
      String key = command.split(" ", -1)[1];
      assertTrue(redis.say("DEBUG LISTPACK " + key).contains("} {num entries "), command);
    }
  }

  @Test
  void whatIsEncodedOtherwiseIsRefused() {
    redis.say("SET k v");
    redis.say("SADD numbers 1");
    for (String key : List.of("k", "numbers")) {
      assertEquals("-ERR Not a listpack encoded object.", redis.say("DEBUG LISTPACK " + key));
      assertEquals("-ERR Not a quicklist encoded object.", redis.say("DEBUG QUICKLIST " + key));
    }
    assertEquals("-ERR no such key", redis.say("DEBUG LISTPACK missing"));
    assertEquals("-ERR no such key", redis.say("DEBUG QUICKLIST missing"));
  }

  // ---- refusals

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ASSERT",
        "CHANGE-REPL-ID",
        "CRASH-AND-RECOVER",
        "CRASH-AND-RECOVER 100",
        "LEAK x",
        "MALLCTL a",
        "MALLCTL-STR a b",
        "OOM",
        "PANIC",
        "REPLICATE a b c",
        "RESTART",
        "SEGFAULT",
        "SET-DISABLE-DENY-SCRIPTS 1",
        "SET-SKIP-CHECKSUM-VALIDATION 1",
        "STRUCTSIZE"
      })
  void whatMeansNothingHereIsRefused(String form) {
    String name = form.split(" ", -1)[0];
    String prefix = "-ERR DEBUG " + name + " is not supported: ";
    assertTrue(redis.say("DEBUG " + form).startsWith(prefix), form);
    assertTrue(redis.say("DEBUG HELP").contains(", " + name), form);
  }

  @Test
  void aServerAloneSaysSo() {
    String noCluster = "-ERR Debug option only available for cluster mode enabled setup!";
    assertEquals(noCluster, redis.say("DEBUG DROP-CLUSTER-PACKET-FILTER 1"));
    assertEquals(noCluster, redis.say("DEBUG CLUSTERLINK KILL ALL x"));
    assertEquals("-ERR maxmemory-clients is disabled.", redis.say("DEBUG CLIENT-EVICTION"));
  }
}
