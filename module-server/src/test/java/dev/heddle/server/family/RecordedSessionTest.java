package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions with a real server: the same commands must be answered in the same words. */
final class RecordedSessionTest {
  private final CommandHarness redis = new CommandHarness();

  @ParameterizedTest
  @ValueSource(strings = {"keys", "set", "getex", "strings", "counters", "incrbyfloat", "lcs"})
  void answersAsRedisDid(String name) {
    List<String> lines =
        lines(name + ".session").stream().filter(line -> !line.startsWith("#")).toList();
    var differences = new StringBuilder();
    for (int i = 0; i < lines.size(); i += 2) {
      String reply = "  " + redis.say(lines.get(i));
      if (!reply.stripTrailing().equals(lines.get(i + 1).stripTrailing())) {
        String session = String.join("\n", lines.subList(Math.max(0, i - 6), i + 2));
        differences.append(session).append("\nhere:\n").append(reply).append("\n\n");
      }
    }
    assertEquals("", differences.toString());
  }

  private static List<String> lines(String resource) {
    try (var in = RecordedSessionTest.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      return new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
