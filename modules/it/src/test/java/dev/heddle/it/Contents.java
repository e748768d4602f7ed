package dev.heddle.it;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a server holds, in a form in which two servers can be compared. */
final class Contents {
  private static final int DATABASES = 16;
  private static final int PIPELINE = 500;

  /** A string and the time of its expiry in epoch milliseconds, or -1. */
  record Held(Reply value, Reply expireAt) {}

  private Contents() {}

  /** What each key holds, under {@code database:key}. */
  static Map<String, Held> of(int port) throws IOException {
    var contents = new TreeMap<String, Held>();
    try (var wire = new Wire(port)) {
      for (int db = 0; db < DATABASES; db++) {
        wire.call("SELECT", "" + db);
        List<Reply> keys = ((Reply.Array) wire.call("KEYS", "*")).elements();
        for (int from = 0; from < keys.size(); from += PIPELINE) {
          read(wire, db, keys.subList(from, Math.min(keys.size(), from + PIPELINE)), contents);
        }
      }
    }
    return contents;
  }

  private static void read(Wire wire, int db, List<Reply> keys, Map<String, Held> into)
      throws IOException {
    var commands = new CommandEncoder();
    for (Reply key : keys) {
      commands.command(Grammar.bytes("GET"), bytes(key));
      commands.command(Grammar.bytes("PEXPIRETIME"), bytes(key));
    }
    wire.send(commands.toBytes());
    for (Reply key : keys) {
      String name = db + ":" + new String(bytes(key), StandardCharsets.ISO_8859_1);
      into.put(name, new Held(wire.read(), wire.read()));
    }
  }

  private static byte[] bytes(Reply key) {
    return ((Reply.Bulk) key).bytes();
  }
}
