package dev.heddle.server.command;

import dev.heddle.resp.Args;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All commands of one server. A command is declared in exactly one place, one row in its family's
 * table:
 *
 * <pre>{@code
 * t.group(Group.STRING);
 * t.add("GETRANGE key start end", firstKey(RO, ACCESS), StringCommands::getrange, READONLY)
 *     .doc("2.4.0", "O(N), N the length of the part", "Returns a part of a string.");
 * }</pre>
 *
 * <p>Arity, documentation, key positions and help follow from the row. Look-ups go by the name's
 * bytes, in any case, without making a string.
 */
public final class CommandTable {
  private static final int SLOTS = 2048; // a power of two well above the number of commands

  private final Map<String, Command> byName = new LinkedHashMap<>();
  private final Map<String, Command> aliases = new LinkedHashMap<>();
  private final byte[][] names = new byte[SLOTS][];
  private final Command[] commands = new Command[SLOTS];
  private Group group = Group.GENERIC;

  /** The group of the rows that follow. */
  public void group(Group next) {
    group = next;
  }

  /** Declares a command without keys. */
  public Command add(String row, Handler handler, Flag... flags) {
    return add(row, List.of(), handler, flags);
  }

  /** Declares a command with one key specification. */
  public Command add(String row, KeySpec keys, Handler handler, Flag... flags) {
    return add(row, List.of(keys), handler, flags);
  }

  /** Declares a command; {@code row} is its syntax (see {@link Syntax}). */
  public Command add(String row, List<KeySpec> keys, Handler handler, Flag... flags) {
    var command = new Command(Syntax.of(row), group, Flag.bits(flags), keys, handler);
    if (command.subcommandName().isEmpty()) {
      put(command);
    } else {
      container(command.name()).addSubcommand(command);
    }
    return command;
  }

  /**
   * Declares a command that exists only through its subcommands, which follow; HELP is one of them.
   */
  public Command container(String row, Flag... flags) {
    return container(row, "5.0.0", flags);
  }

  /** As the other, with the version of Redis since which its HELP is there. */
  public Command container(String row, String helpSince, Flag... flags) {
    var command = new Command(Syntax.of(row), group, Flag.bits(flags), List.of(), null);
    put(command);
    add(row + " HELP", (call, out) -> HelpText.write(command, out), Flag.LOADING, Flag.STALE)
        .doc(helpSince, "O(1)", "Prints this help.");
    return command;
  }

  /** Declares a command that has both a form of its own and subcommands. */
  public Command withSubcommands(String row, Handler handler, Flag... flags) {
    Command command = add(row, handler, flags);
    add(
            command.spokenName() + " HELP",
            (call, out) -> HelpText.write(command, out),
            Flag.LOADING,
            Flag.STALE)
        .doc("5.0.0", "O(1)", "Prints this help.");
    return command;
  }

  /** A second name for a command that is already there. */
  public void alias(String name, String existing) {
    Command command = byName.get(existing.toLowerCase(Locale.ROOT));
    if (command == null) {
      throw new IllegalArgumentException("alias of an unknown command: " + existing);
    }
    aliases.put(name.toLowerCase(Locale.ROOT), command);
    index(name.toLowerCase(Locale.ROOT), command);
  }

  /** Gives a command another name, or none when {@code to} is empty, as rename-command asks for. */
  public boolean rename(String from, String to) {
    Command command = byName.remove(from.toLowerCase(Locale.ROOT));
    if (command == null || (!to.isEmpty() && byName.containsKey(to.toLowerCase(Locale.ROOT)))) {
      return false;
    }
    if (!to.isEmpty()) {
      byName.put(to.toLowerCase(Locale.ROOT), command);
    }
    Arrays.fill(names, null);
    Arrays.fill(commands, null);
    byName.forEach(this::index);
    aliases.forEach(this::index);
    return true;
  }

  /** The command or container that argument 0 names, or null. */
  public @Nullable Command find(Args args) {
    return find(args.array(0), args.offset(0), args.length(0));
  }

  /**
   * The command, down to the subcommand, that {@code name} stands for, as {@code client|kill}; or
   * null.
   */
  public @Nullable Command find(String name) {
    int bar = name.indexOf('|');
    byte[] bytes = (bar < 0 ? name : name.substring(0, bar)).getBytes(StandardCharsets.ISO_8859_1);
    Command command = find(bytes, 0, bytes.length);
    if (bar < 0 || command == null) {
      return command;
    }
    byte[] sub = name.substring(bar + 1).getBytes(StandardCharsets.ISO_8859_1);
    return command.subcommand(Args.of(bytes, sub));
  }

  private @Nullable Command find(byte[] a, int off, int len) {
    for (int slot = slot(a, off, len); names[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
      if (sameName(names[slot], a, off, len)) {
        return commands[slot];
      }
    }
    return null;
  }

  /** The second names of commands. */
  public Map<String, Command> aliases() {
    return Collections.unmodifiableMap(aliases);
  }

  /** All commands, without subcommands, in the order of their declaration. */
  public Collection<Command> all() {
    return byName.values();
  }

  /** All commands and subcommands. */
  public List<Command> deep() {
    var list = new ArrayList<Command>();
    for (Command command : all()) {
      list.add(command);
      list.addAll(command.subcommands());
    }
    return list;
  }

  private Command container(String name) {
    Command container = byName.get(name);
    if (container == null) {
      throw new IllegalArgumentException("subcommand of an undeclared command: " + name);
    }
    return container;
  }

  private void put(Command command) {
    if (byName.put(command.name(), command) != null) {
      throw new IllegalArgumentException("declared twice: " + command.name());
    }
    index(command.name(), command);
  }

  private void index(String lowerCaseName, Command command) {
    byte[] name = lowerCaseName.getBytes(StandardCharsets.ISO_8859_1);
    int slot = slot(name, 0, name.length);
    while (names[slot] != null) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    names[slot] = name;
    commands[slot] = command;
  }

  private static int slot(byte[] a, int off, int len) {
    int hash = len;
    for (int i = off; i < off + len; i++) {
      hash = hash * 31 + (a[i] | 0x20);
    }
    return (hash ^ (hash >>> 11)) & (SLOTS - 1);
  }

  private static boolean sameName(byte[] name, byte[] a, int off, int len) {
    if (name.length != len) {
      return false;
    }
    for (int i = 0; i < len; i++) {
      int c = a[off + i];
      if (name[i] != (c >= 'A' && c <= 'Z' ? c | 0x20 : c)) {
        return false;
      }
    }
    return true;
  }
}
