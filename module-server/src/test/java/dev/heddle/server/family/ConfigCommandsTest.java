package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandsTest {
  private final CommandHarness redis = new CommandHarness();

  @Test
  void getAnswersSeveralPatterns() {
    assertEquals(
        "[\"hz\", \"10\", \"maxmemory\", \"0\", \"maxmemory-policy\", \"noeviction\"]",
        redis.say("CONFIG GET maxmemory-p* hz maxmemory hz"));
    assertEquals("{\"hz\"=\"10\"}", redis.resp(3).say("CONFIG GET h?"));
    assertEquals("{}", redis.say("CONFIG GET nosuch"));
  }

  @Test
  void aPlainNameIsAnsweredAsItWasAskedFor() {
    assertEquals("[\"MaxMemory\", \"0\"]", redis.say("CONFIG GET MaxMemory"));
    assertEquals("[\"maxmemory\", \"0\"]", redis.say("CONFIG GET MAX[MN]EMORY"));
  }

  @Test
  void oldNamesAreKnown() {
    assertEquals(
        "[\"hash-max-ziplist-value\", \"64\"]", redis.say("CONFIG GET hash-max-ziplist-value"));
  }

  @Test
  void setChangesSeveralParameters() {
    assertEquals("OK", redis.say("CONFIG SET maxmemory 1mb HZ 20"));
    assertEquals(
        "[\"hz\", \"20\", \"maxmemory\", \"1048576\"]", redis.say("CONFIG GET hz maxmemory"));
  }

  @Test
  void setChangesAllParametersOrNone() {
    assertEquals(
        "-ERR CONFIG SET failed (possibly related to argument 'hz') - argument couldn't be parsed"
            + " into an integer",
        redis.say("CONFIG SET maxmemory 1mb hz abc"));
    assertEquals("[\"maxmemory\", \"0\"]", redis.say("CONFIG GET maxmemory"));
  }

  @Test
  void setRefusesWhatItDoesNotKnow() {
    assertEquals("-ERR syntax error", redis.say("CONFIG SET a b c"));
    assertEquals(
        "-ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'",
        redis.say("CONFIG SET nosuch 1"));
    assertEquals(
        "-ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable"
            + " config",
        redis.say("CONFIG SET databases 3"));
  }

  @Test
  void protectedParametersNeedPermission(@TempDir Path directory) {
    assertEquals(
        "-ERR CONFIG SET failed (possibly related to argument 'dir') - can't set protected config",
        redis.say("CONFIG SET dir " + directory));
    redis.config().with("enable-protected-configs", "local");
    assertEquals("OK", redis.say("CONFIG SET dir " + directory));
  }

  @Test
  void aRefusedChangeIsAFailedCall() {
    redis.say("CONFIG SET nosuch 1");
    String stats = redis.say("INFO commandstats");
    assertTrue(stats.contains("cmdstat_config|set:calls=1,"), stats);
    assertTrue(stats.contains("rejected_calls=0,failed_calls=1"), stats);
  }

  @Test
  void rewriteNeedsAFile() {
    assertEquals("-ERR The server is running without a config file", redis.say("CONFIG REWRITE"));
  }

  @Test
  void rewriteWritesWhatWasChanged(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("redis.conf");
    Files.writeString(file, "hz 15\n");
    redis.config().load(file);
    redis.say("CONFIG SET hz 20");
    assertEquals("OK", redis.say("CONFIG REWRITE"));
    assertTrue(Files.readString(file).contains("hz 20\n"));
  }

  @Test
  void resetstatStartsCountersFromZero() {
    redis.say("GET a");
    redis.say("INCR");
    assertTrue(redis.say("INFO stats").contains("keyspace_misses:1\r\n"));
    assertEquals("OK", redis.say("CONFIG RESETSTAT"));
    String info = redis.say("INFO stats errorstats commandstats");
    assertTrue(info.contains("keyspace_misses:0\r\n"), info);
    assertTrue(info.contains("total_error_replies:0\r\n"), info);
    assertTrue(info.contains("# Commandstats\r\ncmdstat_config|resetstat:calls=1"), info);
    assertTrue(info.contains("# Errorstats\r\n\""), info);
  }
}
