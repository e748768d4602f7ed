package dev.heddle.it;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Fills a server with values of all types and encodings, in databases that differ in the settings
 * under which they are filled, and changes some of them afterwards.
 */
final class AllTypes {
  /** One more than a command of a rewritten file takes, and more than one node holds. */
  private static final int[] SIZES = {1, 3, 65, 700};

  private static final List<String[]> SETTINGS =
      List.of(
          settings("-2", "0", "512", "64", "100", "4096"),
          settings("4", "1", "4", "8", "3", "4096"),
          settings("-5", "2", "0", "0", "1", "200"),
          settings("100000", "0", "100000", "100000", "10000", "1000000"));

  private static final long FAR = 4_000_000_000_000L;

  private final Wire wire;
  private final Random random;
  private final CommandEncoder commands = new CommandEncoder();
  private int sent;

  private AllTypes(Wire wire, long seed) {
    this.wire = wire;
    this.random = new Random(seed);
  }

  private static String[] settings(
      String fill, String depth, String entries, String bytes, String nodeEntries, String node) {
    return new String[] {
      "CONFIG",
      "SET",
      "list-max-listpack-size",
      fill,
      "list-compress-depth",
      depth,
      "hash-max-listpack-entries",
      entries,
      "hash-max-listpack-value",
      bytes,
      "zset-max-listpack-entries",
      entries,
      "zset-max-listpack-value",
      bytes,
      "set-max-intset-entries",
      entries,
      "stream-node-max-entries",
      nodeEntries,
      "stream-node-max-bytes",
      node
    };
  }

  static void fill(int port, long seed) throws IOException {
    try (var wire = new Wire(port)) {
      new AllTypes(wire, seed).fill();
    }
  }

  /** A little more, for behind what was written before. */
  static void change(int port, long seed) throws IOException {
    try (var wire = new Wire(port)) {
      var more = new AllTypes(wire, seed);
      for (int db = 0; db < SETTINGS.size(); db++) {
        more.send("SELECT", "" + db);
        more.change();
      }
      more.flush();
    }
  }

  private void fill() throws IOException {
    for (int db = 0; db < SETTINGS.size(); db++) {
      send("SELECT", "" + db);
      send(SETTINGS.get(db));
      for (int size : SIZES) {
        collections(size);
        stream("stream:" + size, size);
      }
      change();
    }
    send(SETTINGS.getFirst());
    send("SELECT", "15");
    special();
    flush();
  }

  private void collections(int size) throws IOException {
    for (int i = 0; i < size; i++) {
      send("RPUSH", "list:" + size, element());
      send("HSET", "hash:" + size, element(), element());
      send("SADD", "set:" + size, element());
      send("SADD", "integers:" + size, "" + (random.nextLong() >> random.nextInt(63)));
      send("ZADD", "zset:" + size, score(), element());
      send("SET", "string:" + size + ":" + i % 20, element());
    }
  }

  private void stream(String key, int size) throws IOException {
    send("XGROUP", "CREATE", key, "all", "0", "MKSTREAM");
    for (int i = 1; i <= size; i++) {
      send("XADD", key, i + "-1", "field", element(), "i", "" + i);
      if (i % 10 == 0) {
        send("XADD", key, i + "-2", element(), element());
        send("XDEL", key, i - 3 + "-1");
      }
    }
    send("XREADGROUP", "GROUP", "all", "one", "COUNT", "7", "STREAMS", key, ">");
    send("XREADGROUP", "GROUP", "all", "two", "COUNT", "5", "STREAMS", key, ">");
    send("XACK", key, "all", "2-1");
    send("XGROUP", "CREATE", key, "later", "2");
    send("XGROUP", "CREATECONSUMER", key, "later", "idle");
    send("XCLAIM", key, "all", "two", "0", "1-1", "JUSTID");
    if (size > 7) { // else a file of commands does not tell 7.0 that there is a consumer
      send("XDEL", key, "3-1"); // pending still
    }
  }

  /** Changes of every kind to what is there. */
  private void change() throws IOException {
    for (int size : SIZES) {
      send("LPOP", "list:" + size, "2");
      send("LPUSH", "list:" + size, element(), "x".repeat(100));
      send("LSET", "list:" + size, "0", element());
      send("LINSERT", "list:" + size, "BEFORE", "x".repeat(100), element());
      send("HDEL", "hash:" + size, "1", "2", "3");
      send("HINCRBYFLOAT", "hash:" + size, "float", "0.1");
      send("SPOP", "set:" + size);
      send("SADD", "integers:" + size, "not a number " + random.nextInt());
      send("ZINCRBY", "zset:" + size, "1.5", "x");
      send("ZADD", "zset:" + size, "-inf", "least", "inf", "most", "0", "zero");
      send("APPEND", "string:" + size + ":0", element());
      send("SETRANGE", "string:" + size + ":1", "50", element());
      send("PEXPIREAT", "string:" + size + ":2", "" + (FAR + random.nextInt(1000)));
      send("PEXPIREAT", "hash:" + size, "" + (FAR + random.nextInt(1000)));
      send("COPY", "zset:" + size, "copy:" + size, "REPLACE");
      send("XADD", "stream:" + size, "*", "added", "later");
    }
  }

  private void special() throws IOException {
    send("SET", "large", noise(1 << 20));
    send("SET", "runs", "abcabc".repeat(200_000));
    send("RPUSH", "large list", "a", noise(300_000), "b", "y".repeat(70_000), "c");
    send("HSET", "large hash", "f", noise(100_000), "y".repeat(10_000), "v");
    send("SADD", "large set", noise(100_000), "z");
    send("ZADD", "large zset", "1", noise(100_000), "1", "z");
    send("XADD", "large stream", "5-5", "f", noise(100_000));
    send("SET", "", "no name");
    send("SET", "k\u0000\r\n\u00ff", "\u0000\r\n\u00ff");
    send("SET", "gone", "x", "PX", "1");
    send("XADD", "emptied", "7-7", "a", "1");
    send("XGROUP", "CREATE", "emptied", "g", "0");
    send("XREADGROUP", "GROUP", "g", "c", "STREAMS", "emptied", ">");
    send("XACK", "emptied", "g", "7-7");
    send("XDEL", "emptied", "7-7");
    send("XGROUP", "CREATE", "never", "g", "$", "MKSTREAM");
    send("XSETID", "never", "9-9", "ENTRIESADDED", "100", "MAXDELETEDID", "8-8");
    send("PFADD", "hll", "a", "b", "c");
    send("SETBIT", "bits", "100000", "1");
    send("GEOADD", "geo", "13.36", "38.11", "Palermo", "15.08", "37.5", "Catania");
  }

  private String element() {
    return switch (random.nextInt(10)) {
      case 0 -> noise(random.nextInt(20));
      case 1 -> noise(random.nextInt(100));
      case 2 -> "abc".repeat(random.nextInt(60));
      case 3, 4 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 5 -> "0" + random.nextInt(100);
      default -> Integer.toString(random.nextInt(1000) - 100);
    };
  }

  private String score() {
    return switch (random.nextInt(4)) {
      case 0 -> Double.toString(random.nextGaussian() * 1e300);
      case 1 -> Double.toString(random.nextDouble());
      default -> Integer.toString(random.nextInt(20) - 10);
    };
  }

  private String noise(int length) {
    var noise = new byte[length];
    random.nextBytes(noise);
    return new String(noise, StandardCharsets.ISO_8859_1);
  }

  private void send(String... command) throws IOException {
    var words = new ArrayList<byte[]>();
    for (String word : command) {
      words.add(Grammar.bytes(word));
    }
    commands.command(words.toArray(byte[][]::new));
    if (++sent == 200) {
      flush();
    }
  }

  private void flush() throws IOException {
    wire.send(commands.toBytes());
    commands.truncate(0);
    for (; sent > 0; sent--) {
      if (wire.read() instanceof Reply.Failure failure) {
        throw new IOException(failure.text());
      }
    }
  }
}
