package dev.heddle.it;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that streams hold besides their entries: what they remember, groups, consumers, what is
 * pending. Left out is how they are stored, what is not in files or only in those of 7.2, and the
 * lag, which 7.0 does not always know.
 */
final class StreamContents {
  private static final int DATABASES = 16;
  private static final Set<String> LEFT_OUT =
      Set.of("radix-tree-keys", "radix-tree-nodes", "seen-time", "active-time", "lag");

  private StreamContents() {}

  /** What each stream holds, under {@code database:key}. */
  static Map<String, List<String>> of(int port) throws IOException {
    var contents = new TreeMap<String, List<String>>();
    try (var wire = new Wire(port)) {
      for (int db = 0; db < DATABASES; db++) {
        wire.call("SELECT", "" + db);
        for (Reply key : ((Reply.Array) wire.call("KEYS", "*")).elements()) {
          byte[] name = ((Reply.Bulk) key).bytes();
          if (Contents.type(wire.call("TYPE", name)).equals("stream")) {
            contents.put(db + ":" + new String(name, StandardCharsets.ISO_8859_1), of(wire, name));
          }
        }
      }
    }
    return contents;
  }

  private static List<String> of(Wire wire, byte[] key) throws IOException {
    wire.send(
        List.of(
            Grammar.bytes("XINFO"),
            Grammar.bytes("STREAM"),
            key,
            Grammar.bytes("FULL"),
            Grammar.bytes("COUNT"),
            Grammar.bytes("0")));
    var texts = new ArrayList<String>();
    collect(wire.read(), texts);
    return texts;
  }

  /** The texts from left to right, without the fields that are left out. */
  private static void collect(Reply reply, List<String> into) {
    if (!(reply instanceof Reply.Array array)) {
      into.addAll(Leaves.of(reply).texts());
      return;
    }
    List<Reply> elements = array.elements();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Reply.Bulk bulk && LEFT_OUT.contains(bulk.text())) {
        i++;
      } else {
        collect(elements.get(i), into);
      }
    }
  }
}
