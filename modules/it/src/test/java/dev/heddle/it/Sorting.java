package dev.heddle.it;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What SORT must answer, which leaves two orders open: that of a set when BY has no asterisk, and
 * that of elements whose weights are the same text.
 */
final class Sorting {
  private Sorting() {}

  static boolean isOne(Grammar.Command command) {
    return command.words().size() > 1 && command.name().startsWith("SORT");
  }

  static String describe(Wire wire, Grammar.Command command) throws IOException {
    byte[] key = command.words().get(1);
    boolean open = isOrderOpen(wire, command);
    forgetFailedNumbers(wire);
    String raw = wire.callRaw(command.words());
    packAgain(wire, key);
    if (!open || raw.startsWith("-")) {
      return raw;
    }
    if (raw.startsWith(":")) {
      wire.call("DEL", command.words().get(words(command).toList().lastIndexOf("STORE") + 1));
      return raw;
    }
    int together = Math.max(1, (int) words(command).filter("GET"::equals).count());
    return command.has("LIMIT")
        ? raw.substring(0, raw.indexOf('\r'))
        : Unordered.sorted('*', Wire.parse(raw), together);
  }

  private static boolean isOrderOpen(Wire wire, Grammar.Command command) throws IOException {
    byte[] key = command.words().get(1);
    List<String> words = words(command).toList();
    int last = 0;
    for (int i = 3; i < words.size(); i++) {
      boolean by = words.get(i - 1).equals("BY");
      if (by && !words.get(i).contains("*")) {
        return Contents.type(wire.call("TYPE", key)).equals("set") && !command.has("STORE");
      }
      last = by ? i : last;
    }
    return last > 0 && command.has("ALPHA") && !areDistinct(wire, key, command.words().get(last));
  }

  private static boolean areDistinct(Wire wire, byte[] key, byte[] pattern) throws IOException {
    byte[] none = Grammar.bytes("nosort");
    byte[] get = Grammar.bytes("GET");
    wire.send(List.of(Grammar.bytes("SORT_RO"), key, Grammar.bytes("BY"), none, get, pattern));
    List<String> weights = Leaves.of(wire.read()).texts();
    return Set.copyOf(weights).size() == weights.size();
  }

  /** The real server counts a number that was out of range before against the next one. */
  private static void forgetFailedNumbers(Wire wire) throws IOException {
    wire.call("CONFIG", "SET", "maxmemory", "0");
  }

  /** The real server unpacks the sorted set that it sorts; a copy of it is packed again. */
  private static void packAgain(Wire wire, byte[] key) throws IOException {
    if (Contents.type(wire.call("TYPE", key)).equals("zset")) {
      byte[] first = Grammar.bytes("0");
      wire.send(List.of(Grammar.bytes("ZRANGESTORE"), key, key, first, Grammar.bytes("-1")));
      wire.read();
    }
  }

  private static Stream<String> words(Grammar.Command command) {
    return IntStream.range(0, command.words().size()).mapToObj(command::word);
  }
}
