package dev.heddle.it;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a random command's answer is no matter of chance: its shape, that all it names is there,
 * and that nothing comes twice where it must not.
 *
 * <p>What SPOP leaves differs from server to server, so the key goes once that was checked.
 */
final class Draws {
  private static final Set<String> NAMES =
      Set.of("SPOP", "SRANDMEMBER", "HRANDFIELD", "ZRANDMEMBER");

  private Draws() {}

  static boolean isOne(Grammar.Command command) {
    return NAMES.contains(command.name()) && command.words().size() > 1;
  }

  static String describe(Wire wire, Grammar.Command command) throws IOException {
    byte[] key = command.words().get(1);
    String type = Contents.type(wire.call("TYPE", key));
    List<byte[]> all = Contents.question(type, key);
    Leaves before = leaves(wire, all);
    String raw = wire.callRaw(command.words());
    if (raw.startsWith("-") || type.equals("none")) {
      return raw;
    }
    boolean pairs = command.words().size() > 3;
    Reply answer = Wire.parse(raw);
    List<String> drawn =
        answer instanceof Reply.Null ? List.of() : Leaves.of(answer).inGroups(pairs ? 2 : 1);
    var text = new StringBuilder(shape(raw, answer));
    if (!members(before, type, pairs).containsAll(drawn)) {
      text.append(", not all of it from the key: ").append(raw);
    }
    if (!mayRepeat(command) && new HashSet<>(drawn).size() < drawn.size()) {
      text.append(", something twice: ").append(raw);
    }
    if (command.name().equals("SPOP")) {
      text.append(checkRest(before, drawn, leaves(wire, all)));
      wire.call("DEL", key);
    }
    return text.toString();
  }

  private static Leaves leaves(Wire wire, List<byte[]> question) throws IOException {
    wire.send(question);
    Reply answer = wire.read();
    return answer instanceof Reply.Null ? new Leaves(List.of()) : Leaves.of(answer);
  }

  private static Set<String> members(Leaves all, String type, boolean pairs) {
    if (type.equals("set") || pairs) {
      return Set.copyOf(all.inGroups(pairs ? 2 : 1));
    }
    var members = new HashSet<String>();
    for (int i = 0; i < all.texts().size(); i += 2) {
      members.add(all.texts().get(i));
    }
    return members;
  }

  /** With a negative count. */
  private static boolean mayRepeat(Grammar.Command command) {
    return command.words().size() > 2 && command.word(2).startsWith("-");
  }

  private static String checkRest(Leaves before, List<String> drawn, Leaves after) {
    var expected = new ArrayList<>(before.texts());
    expected.removeAll(drawn);
    boolean right = Set.copyOf(expected).equals(Set.copyOf(after.texts()));
    return right ? "" : ", leaving " + after + " of " + before + " without " + drawn;
  }

  /** The types and lengths of all that is in it. */
  private static String shape(String raw, Reply answer) {
    return switch (answer) {
      case Reply.Null nothing -> raw;
      case Reply.Array array -> "array of " + array.elements().size() + nested(array.elements());
      case Reply.Set set -> "set of " + set.elements().size() + nested(set.elements());
      default -> answer.getClass().getSimpleName();
    };
  }

  private static String nested(List<Reply> elements) {
    Set<String> kinds = new java.util.TreeSet<>();
    elements.forEach(element -> kinds.add(shape("null", element)));
    return " " + kinds;
  }
}
