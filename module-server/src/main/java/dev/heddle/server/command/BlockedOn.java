package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;
import java.util.function.Consumer;

/**
 * What a client waits for.
 *
 * @param firstKey the argument with the first key; the others follow
 * @param keys how many keys there are
 * @param until epoch milliseconds; 0: for ever
 * @param attempt made at each key that becomes ready
 * @param evenGone whether the attempt is also made at a key that is gone
 * @param onTimeout writes the reply of a wait in vain
 */
public record BlockedOn(
    int firstKey,
    int keys,
    long until,
    Attempt attempt,
    boolean evenGone,
    Consumer<ReplyWriter> onTimeout) {

  /** Waits for keys that are there. */
  public BlockedOn(
      int firstKey, int keys, long until, Attempt attempt, Consumer<ReplyWriter> onTimeout) {
    this(firstKey, keys, until, attempt, /* evenGone= */ false, onTimeout);
  }
}
