package dev.heddle.server.family;

import dev.heddle.resp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Replies as short texts for tests:
 *
 * <pre>
 *   OK   -ERR syntax error   :1   "bulk"   nil   [:1, "a"]   {"k"="v"}   #{"a"}   >["a"]   ,1.5   #t   (123   txt:"text"
 * </pre>
 */
final class ReplyText {
  private ReplyText() {}

  static String of(Reply reply) {
    return switch (reply) {
      case Reply.Simple r -> r.text();
      case Reply.Failure r -> "-" + r.text();
      case Reply.Int r -> ":" + r.value();
      case Reply.Bulk r -> quoted(r.bytes());
      case Reply.Null r -> "nil";
      case Reply.Array r -> list(r.elements());
      case Reply.Set r -> "#{" + joined(r.elements()) + "}";
      case Reply.Push r -> ">" + list(r.elements());
      case Reply.Map r -> map(r);
      case Reply.Real r -> "," + r.text();
      case Reply.Bool r -> r.value() ? "#t" : "#f";
      case Reply.BigNumber r -> "(" + r.digits();
      case Reply.Verbatim r -> r.format() + ":" + quoted(r.text());
      case Reply.Attributed r -> "|" + map(r.attributes()) + of(r.value());
    };
  }

  private static String quoted(byte[] bytes) {
    return '"' + new String(bytes, StandardCharsets.ISO_8859_1) + '"';
  }

  private static String list(List<Reply> elements) {
    return "[" + joined(elements) + "]";
  }

  private static String joined(List<Reply> elements) {
    return elements.stream().map(ReplyText::of).collect(Collectors.joining(", "));
  }

  private static String map(Reply.Map map) {
    return map.entries().stream()
        .map(e -> of(e.key()) + "=" + of(e.value()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
