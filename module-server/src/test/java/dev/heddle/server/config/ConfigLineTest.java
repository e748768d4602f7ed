package dev.heddle.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class ConfigLineTest {
  @Test
  void wordsAreSeparatedByAnySpace() {
    assertEquals(List.of("save", "900", "1"), ConfigLine.split(" save\t900   1 \r"));
    assertEquals(List.of(), ConfigLine.split("  "));
  }

  @Test
  void doubleQuotesKnowEscapes() {
    assertEquals(
        List.of("a b\n\"\\A\u00ff", ""), ConfigLine.split("\"a b\\n\\\"\\\\\\x41\\xff\" \"\""));
  }

  @Test
  void singleQuotesKnowOnlyTheirOwnEscape() {
    assertEquals(List.of("it's \\n"), ConfigLine.split("'it\\'s \\n'"));
  }

  @Test
  void aWordMayEndWithAQuotedPart() {
    assertEquals(List.of("ab c"), ConfigLine.split("a\"b c\""));
  }

  @Test
  void quotesMustCloseBeforeASpace() {
    assertNull(ConfigLine.split("\"abc"));
    assertNull(ConfigLine.split("'abc"));
    assertNull(ConfigLine.split("\"abc\"d"));
    assertNull(ConfigLine.split("\"abc\\\""));
  }

  @Test
  void plainWordsStayUnquoted() {
    assertEquals("/var/lib/redis", ConfigLine.quoteIfNeeded("/var/lib/redis"));
    assertEquals("\"\"", ConfigLine.quoteIfNeeded(""));
    assertEquals("\"a b\"", ConfigLine.quoteIfNeeded("a b"));
    assertEquals("\"#a\"", ConfigLine.quoteIfNeeded("#a"));
  }

  @Property(tries = 500)
  void whatIsQuotedIsReadBack(@ForAll List<@CharRange(to = 255) String> words) {
    String line = words.stream().map(ConfigLine::quote).collect(Collectors.joining(" "));
    assertEquals(words, ConfigLine.split(line));
    String unquoted =
        words.stream().map(ConfigLine::quoteIfNeeded).collect(Collectors.joining(" "));
    assertEquals(words, ConfigLine.split(unquoted));
  }
}
