package dev.heddle.persist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.Manifest.Entry;
import dev.heddle.persist.Manifest.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  private static final String LINE = "file a.aof seq 1 type i\n";

  @Test
  void readsWhatRedisWrites() throws Exception {
    var manifest =
        parse(
            """
            file appendonly.aof.2.base.rdb seq 2 type b
            file appendonly.aof.1.incr.aof seq 1 type h
            file appendonly.aof.2.incr.aof seq 2 type i
            file appendonly.aof.3.incr.aof seq 3 type i
            """);
    assertEquals(new Entry("appendonly.aof.2.base.rdb", 2, Kind.BASE), manifest.base());
    assertEquals(
        List.of(new Entry("appendonly.aof.1.incr.aof", 1, Kind.HISTORY)), manifest.history());
    assertEquals(
        List.of(
            "appendonly.aof.2.base.rdb", "appendonly.aof.2.incr.aof", "appendonly.aof.3.incr.aof"),
        manifest.data().stream().map(Entry::file).toList());
    assertEquals("x.4.incr.aof", manifest.nextIncrement("x").file());
  }

  @Test
  void passesOverCommentsUnknownKeysAndSpace() throws Exception {
    assertEquals(parse(LINE), parse("# hello\n#\n" + LINE));
    assertEquals(parse(LINE), parse("  TYPE i\tfile   a.aof seq 1 since yesterday \r\n"));
  }

  @Test
  void readsQuotedNames() throws Exception {
    for (String name : List.of("\"a b.aof\"", "'a b.aof'", "\"a\\x20b.aof\"")) {
      assertEquals("a b.aof", parse(LINE.replace("a.aof", name)).increments().getFirst().file());
    }
  }

  @Test
  void theNumberOfAHistoryFileIsNotUsedAgain() throws Exception {
    assertEquals(8, parse("file a seq 7 type h\n" + LINE).nextIncrement("a").seq());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|Found an empty AOF manifest",
        "file a seq 1 type i\\n\\n|Invalid AOF manifest file format",
        "file a seq 1 type i x\\n|Invalid AOF manifest file format",
        "file a seq 1\\n|Invalid AOF manifest file format",
        "file a type i a b\\n|Invalid AOF manifest file format",
        "file \"a seq 1 type i\\n|Invalid AOF manifest file format",
        "file .. seq 1 type i\\n|Invalid AOF manifest file format",
        "file a seq 0 type i\\n|Invalid AOF file sequence number",
        "file a seq -1 type i\\n|Invalid AOF file sequence number",
        "file a seq x type i\\n|Invalid AOF file sequence number",
        "file a seq 1 type x\\n|Unknown AOF file type",
        "file a seq 1 type ii\\n|Unknown AOF file type",
        "file ../a seq 1 type i\\n|File can't be a path, just a filename",
        "file a seq 1 type b\\nfile b seq 2 type b\\n|Found duplicate base file information",
        "file a seq 2 type i\\nfile b seq 2 type i\\n|Found a non-monotonic sequence number",
        "file a seq 1 type i|The AOF manifest file ends within a line",
      })
  void saysWhatIsWrongAndInWhichLine(String text, String reason) {
    String lines = text.replace("\\n", "\n");
    var e = assertThrows(ManifestException.class, () -> parse(lines));
    long line = Math.max(lines.isEmpty() ? 0 : 1, lines.chars().filter(c -> c == '\n').count());
    assertEquals(
        reason + " (AOF manifest appendonly.aof.manifest, line " + line + ")", e.getMessage());
    assertEquals(line, e.offset());
  }

  @Test
  void aLineOfMoreThan1024BytesIsRefused() {
    String text = LINE.replace("a.aof", "x".repeat(1100));
    var e = assertThrows(ManifestException.class, () -> parse(text));
    assertTrue(e.getMessage().startsWith("The AOF manifest file contains too long line"));
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(
      @ForAll("names") List<String> names,
      @ForAll boolean withBase,
      @ForAll @IntRange(max = 3) int old)
      throws Exception {
    var increments = new ArrayList<Entry>();
    var history = new ArrayList<Entry>();
    for (int i = 0; i < names.size(); i++) {
      if (i < old) {
        history.add(new Entry(names.get(i), i + 1, Kind.HISTORY));
      } else {
        increments.add(new Entry(names.get(i), i + 1, Kind.INCREMENT));
      }
    }
    var manifest =
        new Manifest(withBase ? new Entry("b a s e", 1, Kind.BASE) : null, history, increments);
    assertEquals(manifest, Manifest.parse("m", manifest.format()));
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings()
        .ofMinLength(1)
        .ofMaxLength(12)
        .filter(s -> !s.matches(".*[/\\\\\0].*|\\.\\.?") && !s.contains("\0") && encodable(s))
        .filter(s -> s.indexOf('/') < 0 && s.indexOf('\\') < 0)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static boolean encodable(String s) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(s);
  }

  @Property(tries = 500)
  void wordsAreReadBack(@ForAll @Size(min = 1, max = 5) List<byte[]> words) {
    byte[] line = {};
    for (byte[] word : words) {
      line = Fixture.concat(line, Words.quoteIfNeeded(word), new byte[] {' '});
    }
    var back = Words.split(line, 0, line.length);
    assertNotNull(back);
    assertEquals(words.size(), back.size());
    for (int i = 0; i < words.size(); i++) {
      assertArrayEquals(words.get(i), back.get(i));
    }
  }

  @Property(tries = 500)
  void noiseIsAManifestOrAManifestException(@ForAll @Size(max = 80) byte[] noise) {
    try {
      Manifest.parse("m", noise);
    } catch (ManifestException e) {
      assertTrue(e.getMessage().contains("(AOF manifest m, line "));
    }
  }

  private static Manifest parse(String text) throws ManifestException {
    return Manifest.parse("appendonly.aof.manifest", Fixture.bytes(text));
  }
}
