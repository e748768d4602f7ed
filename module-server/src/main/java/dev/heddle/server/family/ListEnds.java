package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;

/** What the list commands say about the ends of lists, and indexes that count from them. */
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

  /** An index that is negative for the distance from the end, as one from the head. */
  static long fromHead(long index, long size) {
    return index < 0 ? index + size : index;
  }

  /** The first index of a range. */
  static long first(long index, long size) {
    return Math.max(0, fromHead(index, size));
  }

  /** The last index of a range. */
  static long last(long index, long size) {
    return Math.min(size - 1, fromHead(index, size));
  }
}
