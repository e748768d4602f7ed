package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rewrites of the append-only file while large collections change: the base and what follows it fit
 * together, for most of the changes would show if they were done twice or not at all.
 */
class RewrittenCollectionsIT {
  private static final int REWRITES = 6;
  private static final int BATCH = 100;
  private static final List<String> CHANGES =
      List.of(
          "RPUSH list $",
          "LPOP list",
          "LSET list 7 $",
          "LINSERT list BEFORE 5 $",
          "HSET hash $ $",
          "HINCRBY hash counter 1",
          "HDEL hash $",
          "SADD set m$",
          "SPOP set",
          "SADD integers $",
          "SREM integers $",
          "ZADD zset $ m$",
          "ZINCRBY zset 1 m$",
          "ZPOPMIN zset",
          "XADD stream * f $",
          "XTRIM stream MAXLEN 3000",
          "XREADGROUP GROUP g c COUNT 1 STREAMS stream >",
          "XAUTOCLAIM stream g d 0 0 COUNT 1",
          "APPEND string $",
          "SETRANGE string $ x",
          "INCR n$",
          "PEXPIRE n$ 10000000",
          "DEL n$");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void nothingIsLostOrDoneTwice(String preamble) throws Exception {
    Map<String, Contents.Held> contents;
    Map<String, List<String>> streams;
    var config = HeddleConfig.create().appendOnly(directory).set("aof-use-rdb-preamble", preamble);
    config.set("list-compress-depth", "2").set("auto-aof-rewrite-percentage", "0");
    try (var heddle = Heddle.start(config);
        var wire = new Wire(heddle.port())) {
      wire.call("XGROUP", "CREATE", "stream", "g", "0", "MKSTREAM");
      var changed = new AtomicInteger();
      change(wire, new Random(1), 40_000);
      Thread writer =
          Thread.ofVirtual().start(() -> changeUntilInterrupted(heddle.port(), changed));
      for (int i = 0; i < REWRITES; i++) {
        int before = changed.get();
        assertEquals(
            new Reply.Simple("Background append only file rewriting started"),
            wire.call("BGREWRITEAOF"));
        Await.until("it is rewritten", () -> info(wire).contains("aof_rewrite_in_progress:0"));
        assertTrue(info(wire).contains("aof_last_bgrewrite_status:ok"), info(wire));
        Await.until("there is load", () -> changed.get() > before);
      }
      writer.interrupt();
      writer.join();
      Await.until("what the writer has sent is done", wire::isAlone);
      contents = Contents.of(heddle.port());
      streams = StreamContents.of(heddle.port());
    }
    try (var heddle = Heddle.start(config)) {
      assertEquals(contents, Contents.of(heddle.port()));
      assertEquals(streams, StreamContents.of(heddle.port()));
    }
  }

  private static void changeUntilInterrupted(int port, AtomicInteger changed) {
    var random = new Random(2);
    try (var wire = new Wire(port)) {
      while (!Thread.currentThread().isInterrupted()) {
        change(wire, random, BATCH);
        changed.incrementAndGet();
      }
    } catch (IOException e) {
      // a virtual thread that is interrupted in a socket: the load ends
    }
  }

  private static void change(Wire wire, Random random, int commands) throws IOException {
    for (int left = commands; left > 0; left -= BATCH) {
      var encoder = new CommandEncoder();
      for (int i = 0; i < BATCH; i++) {
        String command = CHANGES.get(random.nextInt(CHANGES.size()));
        encoder.command(command.replace("$", "" + random.nextInt(5000)).split(" ", -1));
      }
      wire.send(encoder.toBytes());
      for (int i = 0; i < BATCH; i++) {
        wire.read();
      }
    }
  }

  private static String info(Wire wire) throws IOException {
    return ((Reply.Bulk) wire.call("INFO", "persistence")).text();
  }
}
