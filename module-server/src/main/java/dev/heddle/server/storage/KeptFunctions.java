package dev.heddle.server.storage;

import dev.heddle.persist.DumpPayload;
import dev.heddle.persist.LoadException;
import dev.heddle.persist.RdbFormatException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries of functions that files hold. Nothing runs them, but they stay: each file that is
 * written anew has them again. Only whoever loads a file changes them.
 *
 * <pre>
 * Command --> FUNCTION LOAD [REPLACE] code | FUNCTION DELETE name | FUNCTION FLUSH [ASYNC | SYNC]
 *           | FUNCTION RESTORE payload [APPEND | REPLACE | FLUSH]
 * Code    --> "#!" engine (' ' option)* " name=" name (' ' option)* '\n' any*
 * </pre>
 */
final class KeptFunctions {
  private static final Pattern NAME = Pattern.compile("#![^\n]*? name=([A-Za-z0-9_]+)[^\n]*\n");

  private volatile Map<String, byte[]> codes = Map.of(); // replaced as a whole, by name

  /** The sources of all libraries. */
  List<byte[]> codes() {
    return List.copyOf(codes.values());
  }

  void clear() {
    codes = Map.of();
  }

  /** Whether the command of an append-only file is one for {@link #replay}. */
  static boolean isCommand(byte[][] args) {
    return args.length > 1
        && args[0].length == "FUNCTION".length() // most are told apart without a text
        && word(args, 0).equals("FUNCTION");
  }

  /**
   * Takes a library.
   *
   * @param replacing whether it may take the place of another one of its name
   */
  void load(byte[] code, boolean replacing) throws LoadException {
    String name = nameOf(code);
    if (codes.containsKey(name) && !replacing) {
      throw new LoadException("Library '" + name + "' already exists");
    }
    var more = new LinkedHashMap<>(codes);
    more.put(name, code);
    codes = more;
  }

  private void delete(String name) {
    var less = new LinkedHashMap<>(codes);
    less.remove(name);
    codes = less;
  }

  /** Does what a command of an append-only file did. */
  void replay(byte[][] args) throws LoadException {
    switch (word(args, 1)) {
      case "LOAD" -> load(args[args.length - 1], args.length > 3 && has(args, 2, "REPLACE"));
      case "DELETE" -> delete(text(args[args.length - 1]));
      case "FLUSH" -> clear();
      case "RESTORE" -> restore(args);
      default -> throw new LoadException("unknown subcommand '" + text(args[1]) + "'");
    }
  }

  private void restore(byte[][] args) throws LoadException {
    if (args.length < 3) {
      throw new LoadException("wrong number of arguments for 'function|restore' command");
    }
    if (has(args, 3, "FLUSH")) {
      clear();
    }
    try {
      for (byte[] code : DumpPayload.functions(args[2])) {
        load(code, has(args, 3, "REPLACE"));
      }
    } catch (RdbFormatException e) {
      throw new LoadException(String.valueOf(e.getMessage()));
    }
  }

  private static String nameOf(byte[] code) throws LoadException {
    Matcher name = NAME.matcher(text(code));
    if (!name.lookingAt()) {
      throw new LoadException("a library of functions without a name");
    }
    return name.group(1);
  }

  private static boolean has(byte[][] args, int i, String word) {
    return i < args.length && word(args, i).equals(word);
  }

  private static String word(byte[][] args, int i) {
    return text(args[i]).toUpperCase(Locale.ROOT);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
