package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GlobProperties {
  @Property(tries = 20_000)
  void agreesWithTheRecursiveDefinition(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    if (!text.isEmpty()) {
      assertEquals(model(pattern, text), matches(pattern, text));
    }
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab?*\\").ofMaxLength(9);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(9);
  }

  private static boolean model(String p, String t) {
    if (p.isEmpty()) {
      return t.isEmpty();
    }
    if (p.startsWith("*")) {
      return model(p.substring(1), t) || (!t.isEmpty() && model(p, t.substring(1)));
    }
    boolean escaped = p.startsWith("\\") && p.length() > 1;
    char c = p.charAt(escaped ? 1 : 0);
    boolean any = c == '?' && !escaped;
    return !t.isEmpty()
        && (any || c == t.charAt(0))
        && model(p.substring(escaped ? 2 : 1), t.substring(1));
  }

  @Example
  void bracketsMatchOneByteOfASet() {
    assertTrue(matches("h[ae]llo", "hello") && !matches("h[ae]llo", "hillo"));
    assertTrue(matches("h[^e]llo", "hallo") && !matches("h[^e]llo", "hello"));
    assertTrue(matches("h[a-c]llo", "hbllo") && !matches("h[a-c]llo", "hdllo"));
    assertTrue(matches("h[c-a]llo", "hbllo"));
    assertTrue(matches("[a-c0-2_]", "1") && matches("[a-c0-2_]", "_"));
    assertTrue(matches("[\\]]", "]") && matches("[\\-a]", "-") && matches("[\\^]", "^"));
  }

  /** Each as the real server answers. */
  @Example
  void oddBracketsBehaveAsInRedis() {
    assertTrue(matches("[ab", "b") && !matches("[ab", "c"));
    assertFalse(matches("[]", "]"));
    assertTrue(matches("[^]", "x"));
    assertTrue(matches("[a-]", "]") && matches("[a-]", "^") && !matches("[a-]", "-"));
    assertTrue(matches("[a-", "-"));
    assertTrue(matches("[", "[") == false && matches("\\", "\\"));
    assertTrue(matches("[\\", "\\"));
  }

  @Example
  void onlyTheEmptyPatternAndALoneStarMatchTheEmptyText() {
    assertTrue(matches("", "") && matches("*", ""));
    assertFalse(matches("**", "") || matches("?", "") || matches("[^a]", ""));
  }

  @Example
  void caseIsIgnoredOnRequest() {
    assertTrue(Glob.matches(Keys.bytes("MaxMem[O-P]*"), Keys.bytes("maxmemory"), true));
    assertTrue(Glob.matches(Keys.bytes("\\MAX"), Keys.bytes("max"), true));
    assertFalse(Glob.matches(Keys.bytes("[\\M]ax"), Keys.bytes("max"), true));
    assertFalse(matches("MAX*", "maxmemory"));
  }

  @Example
  void manyStarsTakeNoExponentialTime() {
    var glob = Glob.of(Keys.bytes("a*".repeat(1000) + "b"), /* ignoreCase= */ false);
    byte[] text = Keys.bytes("a".repeat(20_000));
    assertTimeout(Duration.ofSeconds(5), () -> assertFalse(glob.matches(text)));
  }

  private static boolean matches(String pattern, String text) {
    return Glob.matches(Keys.bytes(pattern), Keys.bytes(text), /* ignoreCase= */ false);
  }
}
