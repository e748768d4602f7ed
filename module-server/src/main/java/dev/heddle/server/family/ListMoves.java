package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.BLOCKING;
import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Attempt;
import dev.heddle.server.command.BlockedOn;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.KeySpec;
import dev.heddle.server.command.Timeouts;
import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.Entry;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The commands that move an element from one list to another, at once or when there is one. */
final class ListMoves {
  private static final List<KeySpec> SOURCE_AND_DESTINATION =
      List.of(keyAt(1, RW, ACCESS, DELETE), keyAt(2, RW, INSERT));

  private ListMoves() {}

  static void declare(CommandTable t) {
    t.add(
            "LMOVE source destination {wherefrom=LEFT|RIGHT} {whereto=LEFT|RIGHT}",
            SOURCE_AND_DESTINATION,
            (call, out) -> move(call, out, Ends.parse(call)),
            WRITE,
            DENYOOM)
        .doc("6.2.0", "O(1)", "Moves an element from one list to another.");
    t.add(
            "RPOPLPUSH source destination",
            SOURCE_AND_DESTINATION,
            (call, out) -> move(call, out, Ends.RIGHT_TO_LEFT),
            WRITE,
            DENYOOM)
        .deprecated("6.2.0", "LMOVE with RIGHT and LEFT")
        .doc("1.2.0", "O(1)", "Moves the last element of a list to the front of another.");
    t.add(
            "BLMOVE source destination {wherefrom=LEFT|RIGHT} {whereto=LEFT|RIGHT} timeout",
            SOURCE_AND_DESTINATION,
            ListMoves::blmove,
            WRITE,
            DENYOOM,
            NOSCRIPT,
            BLOCKING)
        .doc("6.2.0", "O(1)", "Moves an element from one list to another, and waits for one.");
    t.add(
            "BRPOPLPUSH source destination timeout",
            SOURCE_AND_DESTINATION,
            ListMoves::brpoplpush,
            WRITE,
            DENYOOM,
            NOSCRIPT,
            BLOCKING)
        .deprecated("6.2.0", "BLMOVE with RIGHT and LEFT")
        .doc(
            "2.2.0",
            "O(1)",
            "Moves the last element of a list to the front of another, and waits for one.");
  }

  private static void move(Call call, ReplyWriter out, Ends ends) {
    if (!moved(call, ends, out)) {
      out.nil();
    }
  }

  private static void blmove(Call call, ReplyWriter out) {
    Ends ends = Ends.parse(call);
    long until = Timeouts.seconds(call.args(), 5, call.now());
    byte[] from = Call.ascii(ends.from().name());
    byte[] to = Call.ascii(ends.to().name());
    waitAndMove(call, out, ends, until, c -> c.effect("LMOVE", 1, c.copy(2), from, to));
  }

  private static void brpoplpush(Call call, ReplyWriter out) {
    long until = Timeouts.seconds(call.args(), 3, call.now());
    waitAndMove(call, out, Ends.RIGHT_TO_LEFT, until, c -> c.effect("RPOPLPUSH", 1, c.copy(2)));
  }

  /** In a transaction the reply is that of the command that does not wait. */
  private static void waitAndMove(
      Call call, ReplyWriter out, Ends ends, long until, Consumer<Call> journal) {
    if (moved(call, ends, out)) {
      journal.accept(call);
    } else if (call.client().mayBlock()) {
      Attempt attempt =
          (c, key, o) -> {
            boolean moved = ListEnds.isList(c, key) && moved(c, ends, o);
            if (moved) {
              journal.accept(c);
            }
            return moved;
          };
      call.block(new BlockedOn(1, 1, until, attempt, ReplyWriter::nilArray), out);
    } else {
      out.nil();
    }
  }

  /** From which end to which end an element moves. */
  private record Ends(ListEnd from, ListEnd to) {
    static final Ends RIGHT_TO_LEFT = new Ends(ListEnd.RIGHT, ListEnd.LEFT);

    static Ends parse(Call call) {
      return new Ends(ListEnds.parse(call, 3), ListEnds.parse(call, 4));
    }
  }

  /** Moves an element and writes it; false when there is none. */
  private static boolean moved(Call call, Ends ends, ReplyWriter out) {
    Entry source = call.forWrite(1);
    if (source == null) {
      return false;
    }
    ListValue list = Call.cast(source, ListValue.class);
    Entry destination = call.forWrite(2);
    if (destination != null) {
      Call.cast(destination, ListValue.class);
    }
    var taken = new Taken();
    call.db().edit(source);
    list.pop(ends.from(), 1, taken, call.keyspace().packing());
    if (destination == source) {
      push(call, list, ends.to(), taken.text);
    } else {
      pushToOther(call, ends.to(), taken.text);
    }
    call.alsoChanged(call.db(), 2, ListEnds.pushed(ends.to())); // both lists count as one change
    call.edited(1, source, ListEnds.popped(ends.from()), 1);
    out.bulk(taken.text);
    return true;
  }

  private static void pushToOther(Call call, ListEnd end, byte[] text) {
    Entry entry = call.edit(2, ListValue.class, ListValue::new);
    push(call, (ListValue) entry.value(), end, text);
    call.db().edited(entry);
  }

  private static void push(Call call, ListValue list, ListEnd end, byte[] text) {
    var packing = call.keyspace().packing();
    list.expect(text.length, 1, packing);
    list.push(end, text, 0, text.length, packing);
  }

  /** Keeps the element that is taken from a list. */
  private static final class Taken implements Elements {
    private byte[] text = {};

    @Override
    public void text(byte[] a, int off, int len) {
      text = Arrays.copyOfRange(a, off, off + len);
    }

    @Override
    public void number(long value) {
      text = Decimal.text(value);
    }
  }
}
