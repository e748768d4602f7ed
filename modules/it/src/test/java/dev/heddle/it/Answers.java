package dev.heddle.it;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;

/** What of an answer two servers must have in common. */
final class Answers {
  private static final Set<String> TIMES = Set.of("TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME");
  private static final Set<String> OWN_AFFAIRS =
      Set.of(
          "INFO",
          "TIME",
          "LASTSAVE",
          "LOLWUT",
          "OBJECT|IDLETIME",
          "CLIENT|ID",
          "CLIENT|INFO",
          "CLIENT|LIST",
          "COMMAND|DOCS");
  private static final long CLOCKS_APART_MILLIS = 2_000;

  private Answers() {}

  /** Sends a command and returns what is comparable of the answer. */
  static String comparable(Wire wire, Grammar.Command command) throws IOException {
    try {
      if (Draws.isOne(command)) {
        return Draws.describe(wire, command);
      }
      if (Sorting.isOne(command)) {
        return Sorting.describe(wire, command);
      }
      if (Lexical.isOne(command) && Lexical.isLeftOpen(wire, command)) {
        return "as it comes";
      }
      if (Unordered.isOne(command)) {
        return Unordered.describe(wire, command);
      }
      if (StreamAnswers.isOne(command)) {
        return StreamAnswers.describe(wire, command);
      }
      return isEncoding(command)
          ? encoding(wire, command)
          : comparable(command, wire.callRaw(command.words()));
    } catch (EOFException | SocketException e) {
      return "closed";
    }
  }

  private static boolean isEncoding(Grammar.Command command) {
    return command.words().size() == 3
        && command.name().equals("OBJECT")
        && command.word(1).equals("ENCODING");
  }

  private static String encoding(Wire wire, Grammar.Command command) throws IOException {
    String type = Contents.type(wire.call("TYPE", command.words().get(2)));
    String raw = wire.callRaw(command.words());
    return raw.startsWith("$")
        ? encodingBefore72(type, String.join("", Leaves.of(Wire.parse(raw)).texts()))
        : raw;
  }

  /** Lists and sets have a packed form from 7.2 on. */
  static String encodingBefore72(String type, String encoding) {
    if (!encoding.equals("listpack")) {
      return encoding;
    }
    return switch (type) {
      case "list" -> "quicklist";
      case "set" -> "hashtable";
      default -> encoding;
    };
  }

  private static String comparable(Grammar.Command command, String raw) {
    if (isGetKeysOfAName(command) || isRankWithMore(command)) {
      return "allowed from 7.2 on";
    }
    if (raw.startsWith("+Value at:")) {
      return "kept somewhere"; // DEBUG OBJECT
    }
    if (raw.startsWith("-") || raw.startsWith("+")) {
      return raw;
    }
    String name = command.name();
    String full = command.words().size() > 1 ? name + "|" + command.word(1) : name;
    boolean allCommands = name.equals("COMMAND") && command.words().size() <= 2;
    if (allCommands || OWN_AFFAIRS.contains(name) || OWN_AFFAIRS.contains(full)) {
      return "what only it can know";
    }
    if (name.equals("KEYS") && raw.startsWith("*")) {
      return sorted(raw, 1);
    }
    if (full.equals("CONFIG|GET")) {
      return sorted(raw, 2);
    }
    if (name.equals("RANDOMKEY")) {
      return raw.startsWith("$-1") || raw.startsWith("_") ? "none" : raw.substring(0, 1);
    }
    if (isAboutScores(name)) {
      return Scores.inReply(raw);
    }
    return name.equals("HELLO") ? withoutIdentity(raw) : raw;
  }

  /** COMMAND GETKEYS with a command's name alone: 7.0 wants an argument more. */
  private static boolean isGetKeysOfAName(Grammar.Command command) {
    return command.words().size() == 3
        && command.name().equals("COMMAND")
        && command.word(1).startsWith("GETKEYS");
  }

  /** ZRANK with more than a member: 7.0 knows no WITHSCORE. */
  private static boolean isRankWithMore(Grammar.Command command) {
    return command.words().size() > 3
        && (command.name().equals("ZRANK") || command.name().equals("ZREVRANK"));
  }

  private static boolean isAboutScores(String name) {
    return name.startsWith("Z") || name.startsWith("BZ");
  }

  /** The header of an aggregate, then its bulk strings, so many in a line, the lines sorted. */
  private static String sorted(String raw, int together) {
    String[] bulks = raw.split("(?<=\r\n)(?=\\$\\d+\r\n)");
    var lines = new ArrayList<String>();
    for (int i = 1; i < bulks.length; i += together) {
      lines.add(String.join("", Arrays.copyOfRange(bulks, i, i + together)));
    }
    Collections.sort(lines);
    return bulks[0] + String.join("", lines);
  }

  private static String withoutIdentity(String raw) {
    return raw.replaceAll("\\$\\d+\r\n7\\.\\d+\\.\\d+\r\n", "VERSION")
        .replaceAll("id\r\n:\\d+", "ID");
  }

  /** Whether both are the same, or the same time but for what passed between them. */
  static boolean same(Grammar.Command command, String expected, String actual) {
    if (!TIMES.contains(command.name()) || !expected.startsWith(":") || !actual.startsWith(":")) {
      return expected.equals(actual);
    }
    long a = Long.parseLong(expected.strip().substring(1));
    long b = Long.parseLong(actual.strip().substring(1));
    long apart = CLOCKS_APART_MILLIS / (command.name().startsWith("P") ? 1 : 1000);
    return a == b || (a > 0 && b > 0 && Math.abs(a - b) <= apart);
  }
}
