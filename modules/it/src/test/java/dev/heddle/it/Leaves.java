package dev.heddle.it;

import dev.heddle.resp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The texts in a reply from left to right, however it nests them: RESP2 and RESP3 say the same. */
record Leaves(List<String> texts) {
  static Leaves of(Reply reply) {
    var texts = new ArrayList<String>();
    collect(reply, texts);
    return new Leaves(texts);
  }

  private static void collect(Reply reply, List<String> into) {
    switch (reply) {
      case Reply.Array array -> array.elements().forEach(each -> collect(each, into));
      case Reply.Set set -> set.elements().forEach(each -> collect(each, into));
      case Reply.Push push -> push.elements().forEach(each -> collect(each, into));
      case Reply.Map map ->
          map.entries()
              .forEach(entry -> {
                collect(entry.key(), into);
                collect(entry.value(), into);
              });
      case Reply.Bulk bulk -> into.add(new String(bulk.bytes(), StandardCharsets.ISO_8859_1));
      case Reply.Real real -> into.add(real.text());
      case Reply.Simple simple -> into.add(simple.text());
      case Reply.Failure failure -> into.add(failure.text());
      default -> into.add(reply.toString());
    }
  }

  /** Numbers in a form that does not depend on the version. */
  Leaves withScores() {
    return new Leaves(texts.stream().map(Scores::inText).toList());
  }

  /** So many together in one text, such as a field with its value. */
  List<String> inGroups(int size) {
    var groups = new ArrayList<String>();
    for (int i = 0; i < texts.size(); i += size) {
      groups.add(String.join(" = ", texts.subList(i, Math.min(i + size, texts.size()))));
    }
    return groups;
  }
}
