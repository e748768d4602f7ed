package dev.heddle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
  private final JvmOptions options =
      new JvmOptions(Path.of(System.getProperty("java.home"), "bin", "java"));

  @Test
  void keepsCommentsAndWhatTheRuntimeKnows() throws Exception {
    List<String> lines = List.of("# Why.", "-XX:+UseSerialGC", "", "-Xmx64m");
    assertEquals(lines, options.known(lines));
  }

  @Test
  void anOptionThatTheRuntimeDoesNotKnowBecomesAComment() throws Exception {
    assertEquals(
        List.of("# not in this runtime: -XX:+NoSuchOption"),
        options.known(List.of("-XX:+NoSuchOption")));
  }

  @Test
  void aLogTagThatTheRuntimeDoesNotKnowBecomesAComment() throws Exception {
    assertEquals(
        List.of("# not in this runtime: -Xlog:nosuchtag=off"),
        options.known(List.of("-Xlog:nosuchtag=off")));
  }
}
