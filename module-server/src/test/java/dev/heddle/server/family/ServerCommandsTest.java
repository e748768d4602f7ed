package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerCommandsTest {
  private final CommandHarness redis = new CommandHarness();

  @Test
  void timeIsThatOfTheClock() {
    assertEquals("[\"1700000000\", \"0\"]", redis.say("TIME"));
    redis.clock().advance(1_234);
    assertEquals("[\"1700000001\", \"234000\"]", redis.say("TIME"));
  }

  @Test
  void lastsaveIsInSeconds() {
    assertEquals(":1700000000", redis.say("LASTSAVE"));
  }

  @Test
  void saveSaysWhetherItSucceeded() {
    assertEquals("OK", redis.say("SAVE"));
    redis.server().succeeding(false);
    assertEquals("-ERR", redis.say("SAVE"));
  }

  @ParameterizedTest
  @CsvSource({
    "SHUTDOWN, save=null force=false",
    "SHUTDOWN SAVE, save=true force=false",
    "SHUTDOWN nosave NOW, save=false force=false",
    "SHUTDOWN FORCE now SAVE, save=true force=true",
    "SHUTDOWN NOSAVE NOSAVE, save=false force=false",
  })
  void shutdownEndsTheServerWithoutAReply(String command, String how) {
    assertArrayEquals(new byte[0], reply(command));
    assertEquals(List.of("shutdown " + how), redis.server().takeAsked());
    assertTrue(redis.client().closing());
  }

  @Test
  void aShutdownThatCannotSaveIsRefused() {
    redis.server().succeeding(false);
    assertEquals("-ERR Errors trying to SHUTDOWN. Check logs.", redis.say("SHUTDOWN SAVE"));
    assertFalse(redis.client().closing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHUTDOWN foo",
        "SHUTDOWN SAVE NOSAVE",
        "SHUTDOWN ABORT NOW",
        "SHUTDOWN ABORT FORCE",
        "SHUTDOWN NOSAVE ABORT",
      })
  void shutdownOptionsThatContradictAreRefused(String command) {
    assertEquals("-ERR syntax error", redis.say(command));
    assertEquals(List.of(), redis.server().takeAsked());
  }

  @Test
  void thereIsNoShutdownToAbort() {
    assertEquals("-ERR No shutdown in progress.", redis.say("SHUTDOWN ABORT"));
  }

  private byte[] reply(String command) {
    return redis.reply(
        Stream.of(command.split(" ", -1))
            .map(word -> word.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new));
  }
}
