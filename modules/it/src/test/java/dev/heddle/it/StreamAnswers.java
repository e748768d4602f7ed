package dev.heddle.it;

import static dev.heddle.it.Grammar.bytes;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of an answer about a stream two servers must have in common: all but the times, and what 7.2
 * does in another way than the version that is compared with.
 *
 * <p>From 7.2 on a consumer is made by each attempt to get entries, so it is made first here. Where
 * entries were removed, 7.2 knows better how far a group lags behind.
 */
final class StreamAnswers {
  private static final Set<String> MAKING_CONSUMERS = Set.of("XREADGROUP", "XCLAIM", "XAUTOCLAIM");
  private static final Set<String> TIMES = Set.of("idle", "seen-time");
  private static final Set<String> SINCE_72 = Set.of("inactive", "active-time");
  private static final Set<String> PROGRESS = Set.of("lag", "entries-read");
  private static final long LEAST_TIME = 1_000_000_000_000L;
  private static final long LONGEST_SESSION = 60_000;

  private StreamAnswers() {}

  static boolean isOne(Grammar.Command command) {
    return command.words().size() > 2
        && (MAKING_CONSUMERS.contains(command.name())
            || command.name().equals("XINFO")
            || command.name().equals("XPENDING"));
  }

  static String describe(Wire wire, Grammar.Command command) throws IOException {
    if (MAKING_CONSUMERS.contains(command.name())) {
      makeConsumers(wire, command);
    }
    String raw = wire.callRaw(command.words());
    if (raw.startsWith("-")) {
      return raw;
    }
    return switch (command.name()) {
      case "XINFO" -> info(Wire.parse(raw), isWhole(wire, command.words().get(2)));
      case "XPENDING" -> command.words().size() == 3 ? raw : withoutIdleTimes(Wire.parse(raw));
      default -> raw;
    };
  }

  // ---- consumers

  private static void makeConsumers(Wire wire, Grammar.Command command) throws IOException {
    List<byte[]> words = command.words();
    boolean reads = command.name().equals("XREADGROUP");
    int group = reads ? indexOf(command, "GROUP") + 1 : 2;
    int from = reads ? indexOf(command, "STREAMS") + 1 : 1;
    int to = reads ? from + (words.size() - from) / 2 : 2;
    if (from > 0 && group > 0 && group + 1 < words.size()) {
      for (byte[] key : words.subList(from, to)) {
        wire.send(
            List.of(
                bytes("XGROUP"),
                bytes("CREATECONSUMER"),
                key,
                words.get(group),
                words.get(group + 1)));
        wire.read();
      }
    }
  }

  private static int indexOf(Grammar.Command command, String word) {
    int i = 1;
    while (i < command.words().size() && !command.word(i).equals(word)) {
      i++;
    }
    return i;
  }

  // ---- XINFO

  /** Whether nothing was ever removed from a stream. */
  private static boolean isWhole(Wire wire, byte[] key) throws IOException {
    wire.send(List.of(bytes("XINFO"), bytes("STREAM"), key));
    List<String> texts = Leaves.of(wire.read()).texts();
    int added = texts.indexOf("entries-added");
    return added > 0 && texts.get(1).equals(texts.get(added + 1));
  }

  private static String info(Reply reply, boolean whole) {
    return switch (reply) {
      case Reply.Array array -> fields(array.elements(), whole);
      case Reply.Map map ->
          '%'
              + fields(
                  map.entries().stream().flatMap(e -> Stream.of(e.key(), e.value())).toList(),
                  whole);
      case Reply.Int time when time.value() >= LEAST_TIME -> "a time";
      default -> reply.toString();
    };
  }

  private static String fields(List<Reply> elements, boolean whole) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < elements.size(); i++) {
      String name = elements.get(i) instanceof Reply.Bulk bulk ? bulk.text() : "";
      if (SINCE_72.contains(name)) {
        i++;
      } else if (TIMES.contains(name) || (!whole && PROGRESS.contains(name))) {
        texts.add(name);
        i++;
      } else {
        texts.add(info(elements.get(i), whole));
      }
    }
    return texts.toString();
  }

  // ---- XPENDING

  private static String withoutIdleTimes(Reply reply) {
    var texts = new ArrayList<String>();
    for (Reply entry : ((Reply.Array) reply).elements()) {
      List<Reply> parts = ((Reply.Array) entry).elements();
      boolean fresh = parts.get(2) instanceof Reply.Int idle && idle.value() < LONGEST_SESSION;
      texts.add(parts.get(0) + " " + parts.get(1) + (fresh ? " fresh " : " old ") + parts.get(3));
    }
    return texts.toString();
  }
}
