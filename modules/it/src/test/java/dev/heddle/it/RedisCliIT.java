package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real redis-cli against Heddle says what it says against the real server; and {@code
 * heddle-cli} prints what redis-cli prints.
 */
class RedisCliIT {
  private static final String SCRIPT =
      """
      SET greeting "hello \\x01 world"
      GET greeting
      GET missing
      INCR counter
      INCRBYFLOAT price 10.5
      MGET greeting missing counter
      INCR greeting
      NOSUCH command here
      SET k v EX
      SET k v EX 100
      OBJECT ENCODING counter
      LCS greeting greeting IDX
      COMMAND GETKEYS MSET a 1 b 2
      KEYS k
      EXPIRETIME missing
      ECHO "two
      SELECT 3
      DBSIZE
      PING
      """;

  @TempDir Path directory;
  private Heddle heddle;

  @BeforeEach
  void start() throws Exception {
    RealRedis.assumeInstalled("redis-server");
    RealRedis.assumeInstalled("redis-cli");
    heddle = Heddle.start(HeddleConfig.create());
  }

  @AfterEach
  void stop() {
    if (heddle != null) {
      heddle.close();
    }
  }

  private static String cli(String program, int port, String... options) throws Exception {
    var command = new ArrayList<>(List.of(program, "-p", "" + port));
    command.addAll(List.of(options));
    String output = Shell.run(SCRIPT, command).output();
    return output.replaceAll("(?m)^\\(\\d+\\.\\d\\ds\\)\n", ""); // behind what took half a second
  }

  @Test
  void redisCliSaysTheSameAboutBothServers() throws Exception {
    try (var redis = RealRedis.start(directory)) {
      for (String option : List.of("--no-raw", "--raw", "-3", "--csv", "--json")) {
        new Wire(redis.port()).call("FLUSHALL");
        new Wire(heddle.port()).call("FLUSHALL");
        assertEquals(
            cli("redis-cli", redis.port(), option),
            cli("redis-cli", heddle.port(), option),
            option);
      }
    }
  }

  @Test
  void heddleCliPrintsWhatRedisCliPrints() throws Exception {
    String ours = HeddleProcess.launcher("heddle-cli").toString();
    for (String option : List.of("--no-raw", "--raw", "-3")) {
      new Wire(heddle.port()).call("FLUSHALL");
      String expected = cli("redis-cli", heddle.port(), option);
      new Wire(heddle.port()).call("FLUSHALL");
      assertEquals(expected, cli(ours, heddle.port(), option), option);
    }
  }

  @Test
  void redisCliScansAndMeasures() throws Exception {
    try (var wire = new Wire(heddle.port())) {
      for (int i = 0; i < 100; i++) {
        wire.call("SET", "key:" + i, "x".repeat(i));
      }
    }
    String port = "" + heddle.port();
    Shell.Result scan = Shell.run("redis-cli", "-p", port, "--scan", "--pattern", "key:*");
    assertEquals(100, scan.output().lines().count());
    Shell.Result big = Shell.run("redis-cli", "-p", port, "--bigkeys");
    assertTrue(big.output().contains("Biggest string found"), big.output());
  }
}
