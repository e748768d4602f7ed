package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The answer to {@code CONTAINER HELP}: a line of syntax and a line of explanation for each
 * subcommand.
 */
public final class HelpText {
  private HelpText() {}

  /** One subcommand: its words, and what it does. */
  public record Form(String words, String effect) {}

  static void write(Command container, ReplyWriter out) {
    var forms = new ArrayList<Form>();
    if (container.handler() != null) {
      forms.add(new Form("(no subcommand)", container.summary()));
    }
    container.subcommands().stream()
        .sorted(Comparator.comparing(sub -> sub.subcommandName().equals("help")))
        .map(HelpText::form)
        .forEach(forms::add);
    write(container.spokenName(), forms, out);
  }

  private static Form form(Command sub) {
    String name = sub.subcommandName().toUpperCase(Locale.ROOT);
    return new Form((name + " " + sub.argumentsText()).strip(), sub.summary());
  }

  /** Writes the help of a command, whose name is in upper case. */
  public static void write(String command, List<Form> forms, ReplyWriter out) {
    out.array(1 + 2 * forms.size());
    out.simple(command + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (Form form : forms) {
      out.simple(form.words());
      out.simple("    " + form.effect());
    }
  }
}
