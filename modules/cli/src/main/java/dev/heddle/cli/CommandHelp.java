package dev.heddle.cli;

import dev.heddle.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The line {@code help}: about the shell itself, or what the server documents about a command. */
final class CommandHelp {
  private static final List<String> SHOWN = List.of("summary", "since", "group", "complexity");

  private final Surroundings around;
  private final Session session;

  CommandHelp(Surroundings around, Session session) {
    this.around = around;
    this.session = session;
  }

  void print(Command help) {
    if (help.size() == 1) {
      around.print(Usage.version() + '\n' + Usage.SHELL);
      return;
    }
    String name =
        help.from(1).words().stream()
            .map(word -> RawFormat.value(new Reply.Bulk(word)))
            .collect(Collectors.joining("|"));
    var reply = session.ask(Command.of("COMMAND", "DOCS", name));
    if (reply != null) {
      around.print(describe(name, reply));
    }
  }

  /** From a map of names to maps of facts, or the same as flat arrays. */
  private static String describe(String name, Reply reply) {
    var commands = pairs(reply);
    if (commands.isEmpty()) {
      return "No help about '" + name + "'\n";
    }
    var text = new StringBuilder();
    for (Reply.Entry command : commands) {
      text.append("\n  ").append(RawFormat.value(command.key())).append('\n');
      for (Reply.Entry fact : pairs(command.value())) {
        String title = RawFormat.value(fact.key());
        if (SHOWN.contains(title)) {
          text.append("  ").append(title).append(": ");
          text.append(RawFormat.value(fact.value())).append('\n');
        }
      }
    }
    return text.append('\n').toString();
  }

  private static List<Reply.Entry> pairs(Reply reply) {
    if (reply instanceof Reply.Map map) {
      return map.entries();
    }
    var pairs = new ArrayList<Reply.Entry>();
    if (reply instanceof Reply.Array array) {
      for (int i = 0; i + 1 < array.elements().size(); i += 2) {
        pairs.add(new Reply.Entry(array.elements().get(i), array.elements().get(i + 1)));
      }
    }
    return pairs;
  }
}
