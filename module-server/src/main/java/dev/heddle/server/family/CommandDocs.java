package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Argument;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.KeySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands as COMMAND DOCS documents them: a map from each name to a map of what there is to say.
 *
 * <p>One object writes one command: it counts the keys among the arguments, each of which names its
 * key specification.
 */
final class CommandDocs {
  private final Command command;
  private final ReplyWriter out;
  private int keys;
  private int patterns = -1;

  private CommandDocs(Command command, ReplyWriter out) {
    this.command = command;
    this.out = out;
  }

  static void write(Collection<Command> commands, ReplyWriter out) {
    out.map(commands.size());
    for (Command command : commands) {
      out.bulk(command.fullName());
      new CommandDocs(command, out).write();
    }
  }

  private void write() {
    int mark = out.open();
    int fields = 3;
    text("summary", command.summary());
    text("since", command.since());
    text("group", command.group().label());
    fields += optional("complexity", command.complexity());
    fields += docFlags();
    fields += optional("deprecated_since", command.deprecatedSince());
    fields += optional("replaced_by", command.replacedBy());
    if (!command.arguments().isEmpty() && !command.isInternal()) {
      arguments(command.arguments());
      fields++;
    }
    if (command.isContainer()) {
      out.bulk("subcommands");
      write(command.subcommands(), out);
      fields++;
    }
    out.closeMap(mark, fields);
  }

  private void text(String name, String value) {
    out.bulk(name);
    out.bulk(value);
  }

  private int optional(String name, String value) {
    if (value.isEmpty()) {
      return 0;
    }
    text(name, value);
    return 1;
  }

  private int docFlags() {
    var labels = new ArrayList<String>();
    if (!command.deprecatedSince().isEmpty()) {
      labels.add("deprecated");
    }
    if (command.isInternal()) {
      labels.add("syscmd");
    }
    return flags("doc_flags", labels);
  }

  private int flags(String name, List<String> labels) {
    if (labels.isEmpty()) {
      return 0;
    }
    out.bulk(name);
    out.set(labels.size());
    labels.forEach(out::simple);
    return 1;
  }

  private void arguments(List<Argument> arguments) {
    out.bulk("arguments");
    out.array(arguments.size());
    arguments.forEach(this::argument);
  }

  private void argument(Argument argument) {
    int mark = out.open();
    int fields = 2;
    text("name", argument.name());
    text("type", argument.type().label());
    if (argument.parts().isEmpty()) {
      text("display_text", argument.name());
      fields++;
    }
    int spec = keySpec(argument);
    if (spec >= 0) {
      out.bulk("key_spec_index");
      out.integer(spec);
      fields++;
    }
    @Nullable String token = argument.token();
    fields += optional("token", token == null ? "" : token);
    fields += flags("flags", flagsOf(argument));
    if (!argument.parts().isEmpty()) {
      arguments(argument.parts());
      fields++;
    }
    out.closeMap(mark, fields);
  }

  /**
   * The index of the key specification that an argument belongs to, or -1. Keys have one after the
   * other; the patterns of SORT, which make keys, have one in common.
   */
  private int keySpec(Argument argument) {
    int last = command.keySpecs().size() - 1;
    if (argument.type() == Argument.Type.PATTERN
        && keys <= last
        && command.keySpecs().get(keys).begin() instanceof KeySpec.Begin.Unknown) {
      patterns = keys;
      return patterns;
    }
    if (argument.type() != Argument.Type.KEY || last < 0) {
      return -1;
    }
    if (keys == patterns) {
      keys++;
    }
    return Math.min(keys++, last);
  }

  private static List<String> flagsOf(Argument argument) {
    var labels = new ArrayList<String>();
    if (argument.optional()) {
      labels.add("optional");
    }
    if (argument.multiple()) {
      labels.add("multiple");
    }
    if (argument.repeatsToken()) {
      labels.add("multiple_token");
    }
    return labels;
  }
}
