package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandCommandsTest {
  private final CommandHarness redis = new CommandHarness();

  // ---- INFO

  @Test
  void aCommandIsDescribedInTenElements() {
    assertEquals(
        "[[\"get\", :2, [readonly, fast], :1, :1, :1, [@read, @string, @fast], [],"
            + " [[\"flags\", [RO, access], \"begin_search\","
            + " [\"type\", \"index\", \"spec\", [\"index\", :1]],"
            + " \"find_keys\", [\"type\", \"range\", \"spec\","
            + " [\"lastkey\", :0, \"keystep\", :1, \"limit\", :0]]]], []]]",
        redis.say("COMMAND INFO GET"));
  }

  @Test
  void resp3HasSetsAndMaps() {
    redis.resp(3);
    assertEquals(
        "[[\"get\", :2, #{readonly, fast}, :1, :1, :1, #{@read, @string, @fast}, #{},"
            + " #{{\"flags\"=#{RO, access}, \"begin_search\"="
            + "{\"type\"=\"index\", \"spec\"={\"index\"=:1}},"
            + " \"find_keys\"={\"type\"=\"range\", \"spec\"="
            + "{\"lastkey\"=:0, \"keystep\"=:1, \"limit\"=:0}}}}, #{}]]",
        redis.say("COMMAND INFO get"));
  }

  @Test
  void unknownCommandsAreNil() {
    assertEquals("[nil]", redis.say("COMMAND INFO nosuch"));
    assertEquals("[nil]", redis.say("COMMAND INFO get|x"));
    assertEquals("[nil]", redis.resp(3).say("COMMAND INFO nosuch"));
  }

  @Test
  void aSubcommandIsNamedWithABar() {
    assertEquals(
        "[[\"config|get\", :-3, [admin, noscript, loading, stale], :0, :0, :0,"
            + " [@admin, @slow, @dangerous], [], [], []]]",
        redis.say("COMMAND INFO config|get"));
  }

  @Test
  void commandCountsWhatCommandLists() {
    int count = elements(redis.run("COMMAND")).size();
    assertEquals(":" + count, redis.say("COMMAND COUNT"));
    assertEquals(count, elements(redis.run("COMMAND", "INFO")).size());
    assertTrue(elements(redis.run("COMMAND", "LIST")).size() > count, "subcommands are listed too");
  }

  // ---- DOCS

  @Test
  void theDocumentationHasASyntaxTree() {
    String docs = redis.resp(3).say("COMMAND DOCS getex");
    assertTrue(docs.startsWith("{\"getex\"={\"summary\"=\""), docs);
    assertTrue(docs.contains("\"since\"=\"6.2.0\", \"group\"=\"string\""), docs);
    assertTrue(
        docs.contains(
            "\"arguments\"=[{\"name\"=\"key\", \"type\"=\"key\", \"display_text\"=\"key\","
                + " \"key_spec_index\"=:0}, {\"name\"=\"expiration\", \"type\"=\"oneof\","
                + " \"flags\"=#{optional}, \"arguments\"=[{\"name\"=\"seconds\","
                + " \"type\"=\"integer\", \"display_text\"=\"seconds\", \"token\"=\"EX\"}"),
        docs);
  }

  @Test
  void eachKeyNamesItsKeySpecification() {
    String docs = redis.resp(3).say("COMMAND DOCS copy");
    assertTrue(docs.contains("\"display_text\"=\"source\", \"key_spec_index\"=:0"), docs);
    assertTrue(docs.contains("\"display_text\"=\"destination\", \"key_spec_index\"=:1"), docs);
  }

  @Test
  void deprecatedCommandsSaySo() {
    String docs = redis.resp(3).say("COMMAND DOCS getset");
    assertTrue(docs.contains("\"doc_flags\"=#{deprecated}, \"deprecated_since\"=\"6.2.0\""), docs);
    assertTrue(docs.contains("\"replaced_by\"="), docs);
  }

  @Test
  void containersHaveTheirSubcommandsWithin() {
    String docs = redis.resp(3).say("COMMAND DOCS config");
    assertTrue(docs.contains("\"subcommands\"={\"config|help\"={"), docs);
    assertTrue(docs.contains("\"config|set\"={"), docs);
  }

  @Test
  void unknownCommandsAreLeftOutOfTheDocumentation() {
    assertEquals("{}", redis.resp(3).say("COMMAND DOCS nosuch"));
    assertEquals("[]", redis.resp(2).say("COMMAND DOCS nosuch"));
  }

  // ---- LIST

  @Test
  void listFiltersByPattern() {
    assertEquals(
        "[\"config|get\", \"config|set\"]", redis.say("COMMAND LIST FILTERBY PATTERN CONFIG|?et"));
  }

  @Test
  void listFiltersByCategory() {
    List<Reply> strings = elements(redis.run("COMMAND", "LIST", "FILTERBY", "ACLCAT", "STRING"));
    assertTrue(strings.contains(bulk("getex")));
    assertFalse(strings.contains(bulk("del")));
    assertEquals("[]", redis.say("COMMAND LIST FILTERBY ACLCAT nosuch"));
  }

  @Test
  void noCommandComesFromAModule() {
    assertEquals("[]", redis.say("COMMAND LIST FILTERBY MODULE json"));
  }

  @Test
  void listRefusesOtherFilters() {
    assertEquals("-ERR syntax error", redis.say("COMMAND LIST FILTERBY"));
    assertEquals("-ERR syntax error", redis.say("COMMAND LIST FILTERBY NAME x"));
    assertEquals("-ERR syntax error", redis.say("COMMAND LIST SORTBY ACLCAT x"));
  }

  // ---- GETKEYS

  @Test
  void keysAreFoundByTheirSpecification() {
    assertEquals("[\"a\", \"c\"]", redis.say("COMMAND GETKEYS MSET a b c d"));
    assertEquals("[\"k\"]", redis.say("COMMAND GETKEYS OBJECT ENCODING k"));
  }

  @Test
  void whatIsDoneWithAKeyMayDependOnTheArguments() {
    assertEquals("[[\"a\", [OW, update]]]", redis.say("COMMAND GETKEYSANDFLAGS SET a b"));
    assertEquals(
        "[[\"a\", [RW, access, update]]]", redis.say("COMMAND GETKEYSANDFLAGS SET a b NX GET"));
  }

  @Test
  void keysOfWhatIsNoCommandAreAnError() {
    assertEquals("-ERR Invalid command specified", redis.say("COMMAND GETKEYS nosuch a"));
    assertEquals("-ERR Invalid command specified", redis.say("COMMAND GETKEYS OBJECT nosuch a"));
    assertEquals("-ERR The command has no key arguments", redis.say("COMMAND GETKEYS PING a"));
    assertEquals(
        "-ERR Invalid number of arguments specified for command",
        redis.say("COMMAND GETKEYS GET a b"));
  }

  // ---- HELP

  @Test
  void helpListsTheSubcommands() {
    List<Reply> lines = elements(redis.run("COMMAND", "HELP"));
    assertEquals(
        new Reply.Simple("COMMAND <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"),
        lines.getFirst());
    assertEquals(new Reply.Simple("(no subcommand)"), lines.get(1));
    assertEquals(new Reply.Simple("    Prints this help."), lines.getLast());
  }

  @Test
  void anUnknownSubcommandIsAnError() {
    assertEquals(
        "-ERR unknown subcommand 'nosuch'. Try COMMAND HELP.", redis.say("COMMAND nosuch"));
  }

  private static List<Reply> elements(Reply reply) {
    return ((Reply.Array) reply).elements();
  }

  private static Reply bulk(String text) {
    return new Reply.Bulk(text.getBytes(StandardCharsets.US_ASCII));
  }
}
