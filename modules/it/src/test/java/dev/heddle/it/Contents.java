package dev.heddle.it;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a server holds, in a form in which two servers can be compared. */
final class Contents {
  private static final int DATABASES = 16;
  private static final int PIPELINE = 500;

  /** A value, unordered ones sorted, and the time of its expiry in epoch milliseconds, or -1. */
  record Held(String type, List<String> value, Reply expireAt) {}

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
    List<String> types = types(wire, keys);
    var commands = new CommandEncoder();
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = bytes(keys.get(i));
      commands.command(question(types.get(i), key).toArray(byte[][]::new));
      commands.command(Grammar.bytes("PEXPIRETIME"), key);
    }
    wire.send(commands.toBytes());
    for (int i = 0; i < keys.size(); i++) {
      String name = db + ":" + new String(bytes(keys.get(i)), StandardCharsets.ISO_8859_1);
      String type = types.get(i);
      into.put(name, new Held(type, value(type, wire.read()), wire.read()));
    }
  }

  private static List<String> types(Wire wire, List<Reply> keys) throws IOException {
    var commands = new CommandEncoder();
    keys.forEach(key -> commands.command(Grammar.bytes("TYPE"), bytes(key)));
    wire.send(commands.toBytes());
    var types = new ArrayList<String>();
    for (int i = 0; i < keys.size(); i++) {
      types.add(type(wire.read()));
    }
    return types;
  }

  static String type(Reply answer) {
    return answer instanceof Reply.Simple simple ? simple.text() : answer.toString();
  }

  /** The command whose answer is the whole value of a key. */
  static List<byte[]> question(String type, byte[] key) {
    return switch (type) {
      case "list" -> List.of(Grammar.bytes("LRANGE"), key, Grammar.bytes("0"), Grammar.bytes("-1"));
      case "hash" -> List.of(Grammar.bytes("HGETALL"), key);
      case "set" -> List.of(Grammar.bytes("SMEMBERS"), key);
      case "zset" ->
          List.of(
              Grammar.bytes("ZRANGE"),
              key,
              Grammar.bytes("0"),
              Grammar.bytes("-1"),
              Grammar.bytes("WITHSCORES"));
      case "stream" ->
          List.of(Grammar.bytes("XRANGE"), key, Grammar.bytes("-"), Grammar.bytes("+"));
      default -> List.of(Grammar.bytes("GET"), key);
    };
  }

  /** What a value consists of, in an order that does not depend on how it is stored. */
  static List<String> value(String type, Reply answer) {
    return switch (type) {
      case "hash" -> Leaves.of(answer).inGroups(2).stream().sorted().toList();
      case "set" -> Leaves.of(answer).inGroups(1).stream().sorted().toList();
      case "zset" -> Leaves.of(answer).withScores().texts();
      default -> Leaves.of(answer).texts();
    };
  }

  private static byte[] bytes(Reply key) {
    return ((Reply.Bulk) key).bytes();
  }
}
