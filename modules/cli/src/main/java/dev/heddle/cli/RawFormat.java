package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.heddle.resp.Reply;
import java.util.List;
import java.util.stream.Collectors;

/** Replies as bare values, one element a line, for programs. */
final class RawFormat implements ReplyFormat {
  @Override
  public String print(Reply reply) {
    return value(reply) + '\n';
  }

  /** Without the line end behind it. */
  static String value(Reply reply) {
    return switch (reply) {
      case Reply.Null r -> "";
      case Reply.Failure r -> r.text() + '\n';
      case Reply.Simple r -> r.text();
      case Reply.Bulk r -> new String(r.bytes(), ISO_8859_1);
      case Reply.Verbatim r -> new String(r.text(), ISO_8859_1);
      case Reply.Int r -> Long.toString(r.value());
      case Reply.Real r -> r.text();
      case Reply.BigNumber r -> r.digits();
      case Reply.Bool r -> r.value() ? "(true)" : "(false)";
      case Reply.Array r -> lines(r.elements());
      case Reply.Set r -> lines(r.elements());
      case Reply.Push r -> lines(r.elements());
      case Reply.Map r ->
          r.entries().stream()
              .map(e -> value(e.key()) + ' ' + value(e.value()))
              .collect(Collectors.joining("\n"));
      case Reply.Attributed r -> value(r.value());
    };
  }

  private static String lines(List<Reply> elements) {
    return elements.stream().map(RawFormat::value).collect(Collectors.joining("\n"));
  }
}
