package dev.heddle.it;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers whose order a hash table decides: they are compared sorted, those about packed values as
 * they are, and an iteration as a whole.
 */
final class Unordered {
  /** How many elements of the answer belong together. */
  private static final Map<String, Integer> OF_ONE_KEY =
      Map.of("HGETALL", 2, "HKEYS", 1, "HVALS", 1, "SMEMBERS", 1);

  private static final Set<String> OF_SETS = Set.of("SUNION", "SINTER", "SDIFF");
  private static final Map<String, Integer> ITERATIONS =
      Map.of("SCAN", 1, "SSCAN", 1, "HSCAN", 2, "ZSCAN", 2);
  private static final int MOST_STEPS = 10_000;

  private Unordered() {}

  static boolean isOne(Grammar.Command command) {
    String name = command.name();
    return command.words().size() > 1
        && (OF_ONE_KEY.containsKey(name) || OF_SETS.contains(name) || ITERATIONS.containsKey(name));
  }

  static String describe(Wire wire, Grammar.Command command) throws IOException {
    String name = command.name();
    if (ITERATIONS.containsKey(name)) {
      return iteration(wire, command);
    }
    boolean packed = OF_ONE_KEY.containsKey(name) && isPacked(wire, command.words().get(1));
    String raw = wire.callRaw(command.words());
    return raw.startsWith("-") || packed
        ? raw
        : sorted(raw.charAt(0), Wire.parse(raw), OF_ONE_KEY.getOrDefault(name, 1));
  }

  /** Whether Redis keeps the elements in an order that their history alone decides. */
  private static boolean isPacked(Wire wire, byte[] key) throws IOException {
    String type = Contents.type(wire.call("TYPE", key));
    String encoding = encoding(wire, key);
    return type.equals("set") ? encoding.equals("intset") : encoding.equals("listpack");
  }

  static String encoding(Wire wire, byte[] key) throws IOException {
    wire.send(List.of(Grammar.bytes("OBJECT"), Grammar.bytes("ENCODING"), key));
    return String.join("", Leaves.of(wire.read()).texts());
  }

  static String sorted(char header, Reply answer, int together) {
    List<String> groups =
        answer instanceof Reply.Null
            ? List.of("none")
            : Leaves.of(answer).inGroups(together).stream().sorted().toList();
    return header + " of " + groups;
  }

  /** All that an iteration from its beginning finds, each once. */
  private static String iteration(Wire wire, Grammar.Command command) throws IOException {
    int cursorAt = command.name().equals("SCAN") ? 1 : 2;
    String raw = wire.callRaw(command.words());
    if (raw.startsWith("-") || command.words().size() <= cursorAt) {
      return raw;
    }
    boolean whole = command.word(cursorAt).equals("0");
    int together = ITERATIONS.get(command.name());
    var found = new TreeSet<String>();
    var words = new ArrayList<>(command.words());
    for (int step = 0; step < MOST_STEPS; step++) {
      List<Reply> answer = ((Reply.Array) Wire.parse(raw)).elements();
      found.addAll(Leaves.of(answer.get(1)).withScores().inGroups(together));
      byte[] cursor = ((Reply.Bulk) answer.get(0)).bytes();
      if (!whole) {
        return "from the midst";
      }
      if (new String(cursor, StandardCharsets.ISO_8859_1).equals("0")) {
        return "iterated over " + found;
      }
      words.set(cursorAt, cursor);
      raw = wire.callRaw(words);
    }
    return "an endless iteration";
  }
}
