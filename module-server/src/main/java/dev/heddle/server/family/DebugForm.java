package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Handler;
import java.util.stream.Stream;

/**
 * One subcommand of DEBUG.
 *
 * @param words its name and arguments as the help shows them; some may be left out
 * @param effect what the help says of it
 */
record DebugForm(String words, String effect, Handler handler) {
  /** Whether a call is of this form, by its first word and its number of words. */
  boolean fits(Call call) {
    String[] parts = words.split(" ", -1);
    long optional = Stream.of(parts).filter(part -> part.startsWith("[")).count();
    int given = call.count() - 1;
    return call.is(1, parts[0])
        && given >= parts.length - optional
        && (given <= parts.length || words.endsWith("...]"));
  }
}
