package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;

/** What the list commands say about the ends of lists. */
final class ListEnds {
  private ListEnds() {}

  /** LEFT or RIGHT at argument i. */
  static ListEnd parse(Call call, int i) {
    if (call.is(i, "LEFT")) {
      return ListEnd.LEFT;
    }
    if (call.is(i, "RIGHT")) {
      return ListEnd.RIGHT;
    }
    throw Err.SYNTAX;
  }

  static Event pushed(ListEnd end) {
    return end == ListEnd.LEFT ? Event.LPUSH : Event.RPUSH;
  }

  static Event popped(ListEnd end) {
    return end == ListEnd.LEFT ? Event.LPOP : Event.RPOP;
  }

  /** The command that takes elements from this end. */
  static String pop(ListEnd end) {
    return end == ListEnd.LEFT ? "LPOP" : "RPOP";
  }

  /** Whether the key in argument i holds a list; for clients that wait for one. */
  static boolean isList(Call call, int i) {
    var entry = call.peek(i);
    return entry != null && entry.value() instanceof ListValue;
  }
}
