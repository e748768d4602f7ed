package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often keys were used, or for how long they were not, is kept in snapshots of both servers.
 */
class KeyUseFilesIT {
  private static final int KEYS = 255;
  private static final long SLACK_SECONDS = 100;
  private static final String[] BY_FREQUENCY = {
    "maxmemory-policy", "allkeys-lfu", "lfu-decay-time", "0"
  };
  private static final String[] BY_TIME = {"maxmemory-policy", "allkeys-lru"};

  @TempDir Path directory;

  @BeforeEach
  void needRedis() {
    RealRedis.assumeInstalled("redis-server");
  }

  private Heddle heddle(String... settings) throws IOException {
    var config = HeddleConfig.create().set("dir", directory.toString());
    for (int i = 0; i < settings.length; i += 2) {
      config.set(settings[i], settings[i + 1]);
    }
    return Heddle.start(config);
  }

  private RealRedis redis(String... settings) throws IOException {
    var options = settings.clone();
    for (int i = 0; i < options.length; i += 2) {
      options[i] = "--" + options[i];
    }
    return RealRedis.start(directory, options);
  }

  /** Makes keys from 0 on whose use is their number, or a multiple of it. */
  private static void fill(Wire wire, String option, long factor) throws IOException {
    wire.call("SET", "model", "x");
    byte[] payload = ((Reply.Bulk) wire.call("DUMP", "model")).bytes();
    String dumped = new String(payload, StandardCharsets.ISO_8859_1);
    for (int i = 0; i <= KEYS; i++) {
      wire.call("RESTORE", "" + i, "0", dumped, option, "" + factor * i);
    }
    wire.call("DEL", "model");
    assertEquals(new Reply.Simple("OK"), wire.call("SAVE"));
  }

  private static List<Long> uses(Wire wire, String subcommand) throws IOException {
    var uses = new ArrayList<Long>();
    for (int i = 0; i <= KEYS; i++) {
      uses.add(((Reply.Int) wire.call("OBJECT", subcommand, "" + i)).value());
    }
    return uses;
  }

  @Test
  void frequenciesGoBothWays() throws Exception {
    var expected = new ArrayList<Long>();
    for (long i = 0; i <= KEYS; i++) {
      expected.add(i);
    }
    try (var redis = redis(BY_FREQUENCY);
        var wire = new Wire(redis.port())) {
      fill(wire, "FREQ", 1);
    }
    try (var heddle = heddle(BY_FREQUENCY);
        var wire = new Wire(heddle.port())) {
      assertEquals(expected, uses(wire, "FREQ"));
      wire.call("FLUSHALL");
      fill(wire, "FREQ", 1);
    }
    try (var redis = redis(BY_FREQUENCY);
        var wire = new Wire(redis.port())) {
      assertEquals(expected, uses(wire, "FREQ"));
    }
  }

  @Test
  void idleTimesGoBothWays() throws Exception {
    long factor = 10_000;
    try (var redis = redis(BY_TIME);
        var wire = new Wire(redis.port())) {
      fill(wire, "IDLETIME", factor);
    }
    try (var heddle = heddle(BY_TIME);
        var wire = new Wire(heddle.port())) {
      assertIdle(uses(wire, "IDLETIME"), factor);
      wire.call("FLUSHALL");
      fill(wire, "IDLETIME", factor);
    }
    try (var redis = redis(BY_TIME);
        var wire = new Wire(redis.port())) {
      assertIdle(uses(wire, "IDLETIME"), factor);
    }
  }

  private static void assertIdle(List<Long> seconds, long factor) {
    for (int i = 0; i < seconds.size(); i++) {
      long over = seconds.get(i) - factor * i;
      assertTrue(over >= 0 && over < SLACK_SECONDS, i + " is idle for " + seconds.get(i));
    }
  }
}
