package dev.heddle.resp;

import static dev.heddle.resp.Requests.error;
import static dev.heddle.resp.Requests.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class InlineCommandTest {
  private static final String UNBALANCED = "unbalanced quotes in request";

  @Test
  void blanksSeparateWords() {
    assertWords("SET  a\tb ", "SET", "a", "b");
    assertWords(" \t PING\r", "PING");
    assertWords("PING\rfoo", "PING", "foo");
  }

  @Test
  void verticalTabsAndFormFeedsAreBlankOnlyInFrontOfAWord() {
    assertWords("ECHO \u000ba\u000bb\f", "ECHO", "a\u000bb\f");
  }

  @Test
  void doubleQuotesKnowEscapes() {
    assertWords("ECHO \"a b\\n\\r\\t\\b\\a\\\\\\\"\\q\"", "ECHO", "a b\n\r\t\b\u0007\\\"q");
    assertWords("ECHO \"\\x41\\xfF\\x4\\xzz\"", "ECHO", "A\u00ffx4xzz");
  }

  @Test
  void singleQuotesKnowOneEscape() {
    assertWords("ECHO 'a\\'b\\n \"'", "ECHO", "a'b\\n \"");
  }

  @Test
  void aQuotedWordMayBeEmpty() {
    assertWords("\"\" ''", "", "");
  }

  @Test
  void quotesMayOpenInsideAWordButCloseItsEnd() {
    assertWords("ECHO a\"b c\"", "ECHO", "ab c");
    assertWords("ECHO \"a\"\tb", "ECHO", "a", "b");
    assertEquals(UNBALANCED, error("ECHO \"a\"b\n"));
    assertEquals(UNBALANCED, error("ECHO 'a'\"b\"\n"));
  }

  @Test
  void quotesMustClose() {
    for (String line : List.of("\"a", "'a", "\"a\\", "\"a\\\"", "'a\\'", "a\"", "\"\\x4")) {
      assertEquals(UNBALANCED, error(line + "\r\n"), line);
    }
  }

  @Test
  void aZeroByteIsAByte() {
    assertWords("ECHO a\0b \"\0\"", "ECHO", "a\0b", "\0");
  }

  private static void assertWords(String line, String... words) {
    assertEquals(new Requests.Outcome(List.of(List.of(words)), ""), read(line + "\r\n"));
    assertEquals(new Requests.Outcome(List.of(List.of(words)), ""), read(line + "\n"));
  }
}
