package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Flag;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.KeySpec;
import dev.heddle.store.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** COMMAND and its subcommands: what the table of commands says of itself. */
public final class CommandCommands {
  private static final String ANY_ORDER = "nondeterministic_output_order";

  private final CommandTable table;

  private CommandCommands(CommandTable table) {
    this.table = table;
  }

  public static void declare(CommandTable t) {
    var commands = new CommandCommands(t);
    t.group(Group.SERVER);
    t.withSubcommands("COMMAND", commands::all, LOADING, STALE)
        .acl("connection")
        .tips(ANY_ORDER)
        .doc("2.8.13", "O(N), N commands", "Describes all commands.");
    commands.declareDescriptions(t);
    commands.declareKeys(t);
  }

  private void declareDescriptions(CommandTable t) {
    t.add("COMMAND COUNT", (call, out) -> out.integer(table.all().size()), LOADING, STALE)
        .acl("connection")
        .doc("2.8.13", "O(1)", "Returns the number of commands.");
    t.add("COMMAND INFO [command-name...]", this::info, LOADING, STALE)
        .acl("connection")
        .tips(ANY_ORDER)
        .doc("2.8.13", "O(N), N commands asked for", "Describes some commands, or all of them.");
    t.add("COMMAND DOCS [command-name...]", this::docs, LOADING, STALE)
        .acl("connection")
        .tips(ANY_ORDER)
        .doc("7.0.0", "O(N), N commands asked for", "Documents some commands, or all of them.");
    t.add(
            "COMMAND LIST [filterby=FILTERBY {MODULE module-name|ACLCAT category|PATTERN pattern}]",
            this::list,
            LOADING,
            STALE)
        .acl("connection")
        .tips(ANY_ORDER)
        .doc("7.0.0", "O(N), N commands", "Returns the names of the commands, or some of them.");
  }

  private void declareKeys(CommandTable t) {
    t.add("COMMAND GETKEYS command [arg...]", this::getkeys, LOADING, STALE)
        .acl("connection")
        .doc("2.8.13", "O(N), N arguments", "Returns the keys in the arguments of a command.");
    t.add("COMMAND GETKEYSANDFLAGS command [arg...]", this::getkeysandflags, LOADING, STALE)
        .acl("connection")
        .doc(
            "7.0.0",
            "O(N), N arguments",
            "Returns the keys in the arguments of a command, and what it does with each.");
  }

  private void all(Call call, ReplyWriter out) {
    out.array(table.all().size());
    table.all().forEach(command -> CommandDescription.write(command, out));
  }

  private void info(Call call, ReplyWriter out) {
    if (call.count() == 2) {
      all(call, out);
      return;
    }
    out.array(call.count() - 2);
    for (int i = 2; i < call.count(); i++) {
      Command command = table.find(call.text(i));
      if (command == null) {
        out.nil();
      } else {
        CommandDescription.write(command, out);
      }
    }
  }

  private void docs(Call call, ReplyWriter out) {
    var wanted = new ArrayList<Command>();
    for (int i = 2; i < call.count(); i++) {
      Command command = table.find(call.text(i));
      if (command != null) {
        wanted.add(command);
      }
    }
    CommandDocs.write(call.count() == 2 ? table.all() : wanted, out);
  }

  private void list(Call call, ReplyWriter out) {
    Predicate<Command> wanted = filter(call);
    List<Command> listed = table.deep().stream().filter(wanted).toList();
    out.array(listed.size());
    listed.forEach(command -> out.bulk(command.fullName()));
  }

  /** What follows COMMAND LIST. */
  private static Predicate<Command> filter(Call call) {
    if (call.count() == 2) {
      return command -> true;
    }
    if (call.count() != 5 || !call.is(2, "FILTERBY")) {
      throw Err.SYNTAX;
    }
    if (call.is(3, "MODULE")) {
      return command -> false; // no command comes from a module
    }
    if (call.is(3, "ACLCAT")) {
      String category = call.text(4).toLowerCase(Locale.ROOT);
      return command -> command.aclCategories().contains(category);
    }
    if (call.is(3, "PATTERN")) {
      var glob = Glob.of(call.copy(4), /* ignoreCase= */ true);
      return command -> glob.matches(command.fullName().getBytes(StandardCharsets.ISO_8859_1));
    }
    throw Err.SYNTAX;
  }

  // ---- keys

  private record Key(int position, Set<KeySpec.Use> use) {}

  private void getkeys(Call call, ReplyWriter out) {
    Args inner = inner(call);
    List<Key> keys = keys(inner);
    out.array(keys.size());
    keys.forEach(key -> out.bulk(inner.copy(key.position())));
  }

  private void getkeysandflags(Call call, ReplyWriter out) {
    Args inner = inner(call);
    List<Key> keys = keys(inner);
    out.array(keys.size());
    for (Key key : keys) {
      out.array(2);
      out.bulk(inner.copy(key.position()));
      CommandDescription.writeUse(key.use(), out);
    }
  }

  private static Args inner(Call call) {
    var words = new byte[call.count() - 2][];
    for (int i = 0; i < words.length; i++) {
      words[i] = call.copy(i + 2);
    }
    return Args.of(words);
  }

  private List<Key> keys(Args args) {
    Command command = find(args);
    if (command == null) {
      throw Err.GET_KEYS_UNKNOWN;
    }
    if (command.keySpecs().isEmpty()) {
      throw Err.GET_KEYS_NONE;
    }
    if (!command.accepts(args.count())) {
      throw Err.GET_KEYS_ARITY;
    }
    var keys = new ArrayList<Key>();
    boolean fits = command.eachKey(args, (position, use) -> keys.add(new Key(position, use)));
    if (!fits || keys.isEmpty()) {
      if (!command.has(Flag.NO_MANDATORY_KEYS)) {
        throw Err.GET_KEYS_INVALID;
      }
      return List.of();
    }
    return keys;
  }

  private @Nullable Command find(Args args) {
    Command command = table.find(args);
    return command != null && command.isContainer() && args.count() > 1
        ? command.subcommand(args)
        : command;
  }
}
