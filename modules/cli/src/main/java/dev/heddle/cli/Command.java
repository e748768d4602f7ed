package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words of a command, and what the client knows about some commands. */
record Command(List<byte[]> words) {

  static Command of(String... words) {
    return new Command(Stream.of(words).map(w -> w.getBytes(UTF_8)).toList());
  }

  static Command of(Args args) {
    var words = new ArrayList<byte[]>();
    for (int i = 0; i < args.count(); i++) {
      words.add(args.copy(i));
    }
    return new Command(words);
  }

  int size() {
    return words.size();
  }

  /** A word in upper case, empty when there is none. */
  String word(int i) {
    return i < size() ? text(i).toUpperCase(Locale.ROOT) : "";
  }

  String text(int i) {
    return new String(words.get(i), ISO_8859_1);
  }

  Command from(int first) {
    return new Command(words.subList(first, size()));
  }

  /** Whether its answer never ends. */
  boolean streams() {
    return switch (word(0)) {
      case "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR" -> true;
      default -> false;
    };
  }

  /** Whether it is answered with a text for people, which is printed as it is. */
  boolean answersWithText() {
    return switch (word(0)) {
      case "INFO", "LOLWUT" -> true;
      case "CLIENT" -> is(1, "LIST", "INFO");
      case "CLUSTER" -> is(1, "NODES", "INFO");
      case "MEMORY" -> is(1, "DOCTOR", "MALLOC-STATS");
      case "LATENCY" -> is(1, "DOCTOR", "GRAPH");
      case "DEBUG" -> is(1, "HTSTATS", "HTSTATS-KEY");
      default -> false;
    };
  }

  private boolean is(int i, String... choices) {
    return List.of(choices).contains(word(i));
  }
}
