package dev.heddle.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static List<List<String>> options(String... arguments) {
    return CommandLine.options(List.of(arguments));
  }

  @Test
  void valuesReachToTheNextOption() {
    assertEquals(
        List.of(
            List.of("save", "900", "1", "300", "10"),
            List.of("port", "0"),
            List.of("bind", "a", "b")),
        options("--save", "900", "1", "300", "10", "--port", "0", "--bind", "a", "b"));
  }

  @Test
  void aFirstValueMayLookLikeAnOption() {
    assertEquals(List.of(List.of("requirepass", "--x")), options("--requirepass", "--x"));
    assertEquals(
        List.of(List.of("logfile", "--x"), List.of("port", "1")),
        options("--logfile", "--x", "--port", "1"));
  }

  @Test
  void saveWithoutValuesIsSaveNothing() {
    assertEquals(
        List.of(List.of("save", ""), List.of("port", "1")), options("--save", "--port", "1"));
    assertEquals(List.of(List.of("save", "")), options("--save"));
    assertEquals(List.of(List.of("save", "")), options("--save", ""));
  }

  @Test
  void nameAndValueMayBeOneArgument() {
    assertEquals(List.of(List.of("timeout", "5")), options("--timeout 5"));
  }

  @Test
  void aHyphenFirstOrLastIsStandardInput() {
    assertTrue(CommandLine.readsStdin(List.of("-")));
    assertTrue(CommandLine.readsStdin(List.of("redis.conf", "--port", "1", "-")));
    assertFalse(CommandLine.readsStdin(List.of("--requirepass", "-", "--port", "1")));
    assertFalse(CommandLine.readsStdin(List.of()));
  }
}
