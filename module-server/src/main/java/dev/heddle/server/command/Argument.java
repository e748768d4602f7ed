package dev.heddle.server.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One argument in a command's syntax, as {@code COMMAND DOCS} shows it.
 *
 * @param name the documentation's name for it
 * @param type what it holds
 * @param token the word in front of it, or the word that it is
 * @param multiple it may be repeated
 * @param repeatsToken each repetition has the token in front
 * @param parts what a block or a choice is made of
 */
public record Argument(
    String name,
    Type type,
    @Nullable String token,
    boolean optional,
    boolean multiple,
    boolean repeatsToken,
    List<Argument> parts) {

  /** The types of the documentation. */
  public enum Type {
    KEY,
    STRING,
    INTEGER,
    DOUBLE,
    PATTERN,
    UNIX_TIME,
    PURE_TOKEN,
    ONEOF,
    BLOCK;

    /** As {@code COMMAND DOCS} prints it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final Map<String, Type> TYPES =
      Map.ofEntries(
          Map.entry("unix-time-seconds", Type.UNIX_TIME),
          Map.entry("unix-time-milliseconds", Type.UNIX_TIME),
          Map.entry("pattern", Type.PATTERN),
          Map.entry("min-score", Type.DOUBLE),
          Map.entry("max-score", Type.DOUBLE),
          Map.entry("timeout", Type.DOUBLE),
          Map.entry("score", Type.DOUBLE));

  private static final List<String> INTEGERS =
      List.of(
          "count",
          "seconds",
          "milliseconds",
          "offset",
          "start",
          "end",
          "stop",
          "increment",
          "decrement",
          "index",
          "index1",
          "index2",
          "db",
          "destination-db",
          "cursor",
          "protover",
          "client-id",
          "len",
          "min-match-len",
          "version",
          "numkeys",
          "limit",
          "timeout-ms",
          "idle",
          "rank");

  private static final List<String> KEYS =
      List.of("key", "newkey", "source", "destination", "key1", "key2", "numbered-key");

  /** {@code name}, or {@code name:type} where the type does not follow from the name. */
  static Argument word(String word, @Nullable String token) {
    int colon = word.lastIndexOf(':');
    for (Type type : Type.values()) {
      if (colon > 0 && word.substring(colon + 1).equals(type.label())) {
        return new Argument(word.substring(0, colon), type, token, false, false, false, List.of());
      }
    }
    return new Argument(word, typeOf(word), token, false, false, false, List.of());
  }

  static Argument token(String token) {
    return new Argument(
        token.toLowerCase(Locale.ROOT), Type.PURE_TOKEN, token, false, false, false, List.of());
  }

  static Argument group(Type type, String name, @Nullable String token, List<Argument> parts) {
    return new Argument(name, type, token, false, false, false, List.copyOf(parts));
  }

  Argument introducedBy(String word) {
    return new Argument(name, type, word, optional, multiple, repeatsToken, parts);
  }

  Argument named(String label) {
    return new Argument(label, type, token, optional, multiple, repeatsToken, parts);
  }

  Argument asOptional() {
    return new Argument(name, type, token, true, multiple, repeatsToken, parts);
  }

  /** What may be left out is repeated as a whole, with its token. */
  Argument asMultiple() {
    return new Argument(name, type, token, optional, true, optional && token != null, parts);
  }

  /** The fewest words that it stands for. */
  int words() {
    if (optional) {
      return 0;
    }
    int own = token == null ? 0 : 1;
    return switch (type) {
      case PURE_TOKEN -> 1;
      case BLOCK -> own + parts.stream().mapToInt(Argument::words).sum();
      case ONEOF -> own + Math.max(1, parts.stream().mapToInt(Argument::words).min().orElse(0));
      default -> own + 1;
    };
  }

  /** True when more words than {@link #words()} may stand for it. */
  boolean open() {
    if (optional || multiple) {
      return true;
    }
    return type == Type.ONEOF
        ? parts.stream().anyMatch(p -> p.open() || p.words() != words())
        : parts.stream().anyMatch(Argument::open);
  }

  /** As the documentation prints the syntax, such as {@code [EX seconds|PX milliseconds]}. */
  String text() {
    String one = oneText();
    boolean introduced = token != null && type != Type.PURE_TOKEN;
    String again = introduced && !repeatsToken ? one.substring(one.indexOf(' ') + 1) : one;
    String all = multiple ? one + " [" + again + " ...]" : one;
    return optional ? "[" + all + "]" : all;
  }

  private String oneText() {
    String own = token == null ? "" : token + " ";
    return switch (type) {
      case PURE_TOKEN -> token == null ? name : token;
      case BLOCK -> own + String.join(" ", parts.stream().map(Argument::text).toList());
      case ONEOF -> {
        String choice = String.join("|", parts.stream().map(Argument::text).toList());
        yield own + (optional ? choice : "<" + choice + ">");
      }
      default -> own + name;
    };
  }

  private static Type typeOf(String name) {
    Type type = TYPES.get(name);
    if (type != null) {
      return type;
    }
    if (KEYS.contains(name)) {
      return Type.KEY;
    }
    return INTEGERS.contains(name) ? Type.INTEGER : Type.STRING;
  }
}
