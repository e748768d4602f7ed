package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.Locale;

/** The answer to {@code CONTAINER HELP}: a line of syntax and a line of explanation for each subcommand. */
final class HelpText {
  private HelpText() {}

  static void write(Command container, ReplyWriter out) {
    var lines = new ArrayList<String>();
    lines.add(container.spokenName() + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (Command sub : container.subcommands()) {
      String words = sub.subcommandName().toUpperCase(Locale.ROOT);
      lines.add((words + " " + sub.argumentsText()).strip());
      lines.add("    " + sub.summary());
    }
    out.array(lines.size());
    lines.forEach(out::simple);
  }
}
