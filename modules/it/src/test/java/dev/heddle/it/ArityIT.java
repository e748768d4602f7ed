package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the table with too few and too many words: the errors must be Redis's. */
@SuppressWarnings("StringSplitter") // the lines are our own
class ArityIT {
  /** What 7.2 takes and the version before did not, and what Heddle does in its own way. */
  private static final Set<String> DIFFERENT =
      Set.of("command|getkeys", "command|getkeysandflags", "lolwut", "zrank", "zrevrank");

  private static final int[] COUNTS = {0, 1, 2, 3, 4, 5, 6, 20};

  @TempDir Path directory;

  @Test
  void isRefusedAsRedisDoes() throws IOException {
    RealRedis.assumeInstalled("redis-server");
    try (var redis = RealRedis.start(directory);
        var heddle = Heddle.start(HeddleConfig.create().set("dir", mine()));
        var theirs = new Wire(redis.port());
        var mine = new Wire(heddle.port())) {
      var differences = new ArrayList<String>();
      List<String> names = commands(mine);
      int compared = 0;
      for (String name : names) {
        if (!DIFFERENT.contains(name) && isKnown(theirs, name)) {
          compared++;
          compare(name, redis.port(), heddle.port(), differences);
        }
      }
      assertTrue(compared > 80, compared + " of " + names);
      assertEquals(List.of(), differences);
    }
  }

  /** Not the directory where the other server writes files of the same names. */
  private String mine() throws IOException {
    return Files.createDirectory(directory.resolve("mine")).toString();
  }

  private static List<String> commands(Wire wire) throws IOException {
    return ((Reply.Array) wire.call("COMMAND", "LIST"))
        .elements().stream().map(name -> ((Reply.Bulk) name).text()).sorted().toList();
  }

  private static boolean isKnown(Wire wire, String name) throws IOException {
    return ((Reply.Array) wire.call("COMMAND", "INFO", name)).elements().getFirst()
        instanceof Reply.Array;
  }

  /** While one server still writes what BGSAVE or BGREWRITEAOF asked for, it refuses the next. */
  private static void awaitFiles(Wire wire) {
    Await.until(
        "files are written",
        () -> {
          String info = ((Reply.Bulk) wire.call("INFO", "persistence")).text();
          return info.contains("rdb_bgsave_in_progress:0")
              && info.contains("aof_rewrite_in_progress:0");
        });
  }

  /** On connections of their own: some commands take them into another state. */
  private static void compare(String name, int theirPort, int myPort, List<String> differences)
      throws IOException {
    for (int count : COUNTS) {
      if (name.equals("quit") || (name.equals("shutdown") && count == 0)) {
        continue; // the conversation would be over
      }
      var words = new ArrayList<byte[]>();
      for (String part : name.split("\\|")) {
        words.add(Grammar.bytes(part));
      }
      for (int i = 0; i < count; i++) {
        words.add(Grammar.bytes("x"));
      }
      var command = new Grammar.Command(words);
      try (var theirs = new Wire(theirPort);
          var mine = new Wire(myPort)) {
        awaitFiles(theirs);
        awaitFiles(mine);
        String expected = theirs.callRaw(words);
        String actual = mine.callRaw(words);
        boolean refused = expected.startsWith("-") || actual.startsWith("-");
        if (refused && !expected.equals(actual)) {
          differences.add(command + "\n  expected " + expected + "  but was  " + actual);
        }
      }
    }
  }
}
