package dev.heddle.it;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ranges by name, whose results are defined only where all scores are the same. */
final class Lexical {
  private static final Set<String> NAMES =
      Set.of("ZRANGEBYLEX", "ZREVRANGEBYLEX", "ZLEXCOUNT", "ZREMRANGEBYLEX");

  private Lexical() {}

  static boolean isOne(Grammar.Command command) {
    return command.words().size() > 2
        && (NAMES.contains(command.name())
            || (command.name().startsWith("ZRANGE") && command.has("BYLEX")));
  }

  /** Such a command had better not be sent. */
  static boolean isLeftOpen(Wire wire, Grammar.Command command) throws IOException {
    byte[] key = command.words().get(command.name().equals("ZRANGESTORE") ? 2 : 1);
    if (!Contents.type(wire.call("TYPE", key)).equals("zset")) {
      return false;
    }
    wire.send(Contents.question("zset", key));
    List<String> texts = Leaves.of(wire.read()).texts();
    var scores = new HashSet<String>();
    for (int i = 1; i < texts.size(); i += 2) {
      scores.add(texts.get(i));
    }
    return scores.size() > 1;
  }
}
