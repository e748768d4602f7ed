package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.AofStatus;
import dev.heddle.persist.FsyncPolicy;
import java.util.List;
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
}
