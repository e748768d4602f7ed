package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Damaged payloads are refused by RESTORE in one of two ways, or become values that every command
 * of their type can read and change, and that are the same after DUMP and RESTORE.
 *
 * <p>{@code -Dheddle.fuzz.inputs=N} sets how many there are, {@code -Dheddle.fuzz.seed=N} which.
 */
class DamagedPayloadsIT {
  private static final int INPUTS = Integer.getInteger("heddle.fuzz.inputs", 5000);
  private static final long SEED = Long.getLong("heddle.fuzz.seed", 1);
  private static final Set<String> REFUSALS =
      Set.of("ERR Bad data format", "ERR DUMP payload version or checksum are wrong");

  private static final List<String> OF_ALL =
      List.of("OBJECT ENCODING k", "MEMORY USAGE k SAMPLES 0", "TTL k", "COPY k copy REPLACE");

  /** Commands for each type: first those that only read. */
  private static final Map<String, List<String>> OF_TYPE =
      Map.of(
          "string",
          List.of(
              "GET k",
              "STRLEN k",
              "GETRANGE k -5 -1",
              "BITCOUNT k",
              "BITPOS k 1",
              "PFCOUNT k",
              "LCS k copy LEN",
              "APPEND k x",
              "SETRANGE k 3 y",
              "INCR k"),
          "list",
          List.of(
              "LRANGE k 0 -1",
              "LLEN k",
              "LINDEX k 0",
              "LINDEX k -1",
              "LPOS k a RANK -1 COUNT 0",
              "SORT k ALPHA",
              "LSET k 0 first",
              "LINSERT k AFTER first second",
              "LREM k 0 second",
              "RPUSH k last",
              "LTRIM k 1 -2",
              "RPOP k 2",
              "LPOP k 100000"),
          "hash",
          List.of(
              "HGETALL k",
              "HLEN k",
              "HKEYS k",
              "HVALS k",
              "HSCAN k 0 COUNT 1000",
              "HRANDFIELD k -5 WITHVALUES",
              "HMGET k a b",
              "HSTRLEN k a",
              "HSET k a 2 new 1",
              "HINCRBY k a 3",
              "HDEL k a new b"),
          "set",
          List.of(
              "SMEMBERS k",
              "SCARD k",
              "SSCAN k 0 COUNT 1000",
              "SRANDMEMBER k -5",
              "SMISMEMBER k a 1",
              "SUNION k copy",
              "SORT k ALPHA",
              "SADD k 17 new",
              "SREM k a 1",
              "SPOP k 2"),
          "zset",
          List.of(
              "ZRANGE k 0 -1 WITHSCORES",
              "ZRANGE k 0 -1 REV",
              "ZCARD k",
              "ZRANGEBYSCORE k -inf (1 WITHSCORES",
              "ZLEXCOUNT k - [b",
              "ZSCAN k 0 COUNT 1000",
              "ZRANK k a",
              "ZRANDMEMBER k -5 WITHSCORES",
              "ZUNION 2 k copy WITHSCORES",
              "ZADD k 5 new 1 a",
              "ZINCRBY k 2 new",
              "ZREM k a",
              "ZPOPMIN k",
              "ZREMRANGEBYRANK k 0 1"),
          "stream",
          List.of(
              "XRANGE k - +",
              "XREVRANGE k + -",
              "XLEN k",
              "XINFO STREAM k",
              "XINFO STREAM k FULL COUNT 0",
              "XINFO GROUPS k",
              "XINFO CONSUMERS k g",
              "XPENDING k g",
              "XPENDING k g - + 100",
              "XREAD STREAMS k 0",
              "XREADGROUP GROUP g c STREAMS k 0",
              "XREADGROUP GROUP g c STREAMS k >",
              "XAUTOCLAIM k g other 0 0",
              "XACK k g 5-1",
              "XDEL k 5-1",
              "XADD k * a 1",
              "XGROUP DELCONSUMER k g c",
              "XTRIM k MAXLEN 1"));

  private Heddle heddle;
  private Wire wire;
  private int accepted;
  private int refused;

  @BeforeEach
  void start() throws IOException {
    heddle = Heddle.start(HeddleConfig.create());
    wire = new Wire(heddle.port());
  }

  @AfterEach
  void stop() throws IOException {
    try {
      wire.close();
    } finally {
      heddle.close();
    }
  }

  @Test
  void areRefusedOrUsable() throws IOException {
    var damage = new PayloadDamage(new Random(SEED), bodies());
    for (int i = 0; i < INPUTS; i++) {
      byte[] payload = damage.payload();
      try {
        restore(payload);
      } catch (IOException | AssertionError e) {
        throw new AssertionError(e + " by " + HexFormat.of().formatHex(payload), e);
      }
    }
    assertTrue(accepted > 0 && refused > 0);
    System.out.println("Damaged payloads: " + accepted + " accepted, " + refused + " refused");
  }

  private void restore(byte[] payload) throws IOException {
    Reply reply = send("k", payload);
    if (reply instanceof Reply.Failure failure) {
      assertTrue(REFUSALS.contains(failure.text()), failure.text());
      refused++;
      return;
    }
    assertEquals(new Reply.Simple("OK"), reply);
    accepted++;
    String type = Contents.type(wire.call("TYPE", "k"));
    assertRestoredTheSame();
    all(OF_ALL);
    all(OF_TYPE.get(type));
    if (wire.call("EXISTS", "k").equals(new Reply.Int(1))) {
      assertRestoredTheSame();
    }
  }

  private Reply send(String key, byte[] payload) throws IOException {
    byte[] replace = Grammar.bytes("REPLACE");
    wire.send(
        List.of(
            Grammar.bytes("RESTORE"), Grammar.bytes(key), Grammar.bytes("0"), payload, replace));
    return wire.read();
  }

  private void assertRestoredTheSame() throws IOException {
    byte[] dumped = ((Reply.Bulk) wire.call("DUMP", "k")).bytes();
    assertEquals(new Reply.Simple("OK"), send("copy", dumped));
    List<String> digests = Leaves.of(wire.call("DEBUG", "DIGEST-VALUE", "k", "copy")).texts();
    assertEquals(digests.get(0), digests.get(1));
  }

  /** Errors are no wonder, such as that of a group that is not there; those of the server are. */
  private void all(List<String> commands) throws IOException {
    var encoder = new CommandEncoder();
    commands.forEach(command -> encoder.command(command.split(" ", -1)));
    wire.send(encoder.toBytes());
    for (String command : commands) {
      if (wire.read() instanceof Reply.Failure failure) {
        assertTrue(!failure.text().contains("internal"), command + ": " + failure.text());
      }
    }
  }

  // ---- what is damaged

  /** Values of all types and encodings, as payloads have them. */
  private List<byte[]> bodies() throws IOException {
    var bodies = new ArrayList<byte[]>();
    for (String form : PayloadDamage.OTHER_FORMS) {
      bodies.add(HexFormat.of().parseHex(form.replace(" ", "")));
    }
    for (byte[] body : bodies) {
      assertEquals(new Reply.Simple("OK"), send("k", PayloadDamage.summed(body)));
    }
    for (List<String> settings : List.of(List.of("512", "-2", "0"), List.of("2", "2", "1"))) {
      for (String compression : List.of("yes", "no")) {
        wire.call("CONFIG", "SET", "rdbcompression", compression);
        configure(settings);
        fill();
        bodies.addAll(dumped());
      }
    }
    configure(List.of("128", "-2", "0"));
    return bodies;
  }

  private void configure(List<String> settings) throws IOException {
    for (String type : List.of("hash", "set", "zset")) {
      wire.call("CONFIG", "SET", type + "-max-listpack-entries", settings.get(0));
    }
    wire.call("CONFIG", "SET", "set-max-intset-entries", settings.get(0));
    wire.call("CONFIG", "SET", "list-max-listpack-size", settings.get(1));
    wire.call("CONFIG", "SET", "list-compress-depth", settings.get(2));
    wire.call("CONFIG", "SET", "stream-node-max-entries", settings.get(0));
  }

  private void fill() throws IOException {
    wire.call("FLUSHALL");
    all(
        List.of(
            "SET s1 text",
            "SET s2 12345",
            "SET s3 " + "abc".repeat(20),
            "PFADD s4 a b c",
            "RPUSH l a 1 -5000 " + "x".repeat(40) + " b",
            "HSET h a 1 b 300000 c " + "y".repeat(30),
            "SADD i 1 2 3 70000",
            "SADD i2 1 5000000000",
            "SADD s a 1 b 2",
            "ZADD z 1 a 2.5 b inf c -7 d",
            "XADD x 5-1 a 1",
            "XADD x 5-2 a 2",
            "XADD x 6-1 b 3 c " + "z".repeat(30),
            "XADD x 7-1 a 4",
            "XGROUP CREATE x g 0",
            "XREADGROUP GROUP g c COUNT 2 STREAMS x >",
            "XREADGROUP GROUP g other COUNT 1 STREAMS x >",
            "XGROUP CREATE x late 6",
            "XDEL x 6-1"));
  }

  private List<byte[]> dumped() throws IOException {
    var bodies = new ArrayList<byte[]>();
    for (Reply key : ((Reply.Array) wire.call("KEYS", "*")).elements()) {
      byte[] payload = ((Reply.Bulk) wire.call("DUMP", ((Reply.Bulk) key).bytes())).bytes();
      bodies.add(Arrays.copyOf(payload, payload.length - PayloadDamage.FOOTER));
    }
    return bodies;
  }
}
