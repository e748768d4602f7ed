package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.BLOCKING;
import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.ReplyWriter;
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

/** The commands that move an element from one list to another, at once or when there is one. */
final class ListMoves {
  private static final List<KeySpec> SOURCE_AND_DESTINATION =
      List.of(keyAt(1, RW, ACCESS, DELETE), keyAt(2, RW, INSERT));

  private ListMoves() {}

  static void declare(CommandTable t) {
    t.add(
            "LMOVE source destination {wherefrom=LEFT|RIGHT} {whereto=LEFT|RIGHT}",
            SOURCE_AND_DESTINATION,
            (call, out) -> move(call, out, Move.parse(call)),
            WRITE,
            DENYOOM)
        .doc("6.2.0", "O(1)", "Moves an element from one list to another.");
    t.add(
            "RPOPLPUSH source destination",
            SOURCE_AND_DESTINATION,
            (call, out) -> move(call, out, Move.RIGHT_TO_LEFT),
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
            BLOCKING)
        .doc("6.2.0", "O(1)", "Moves an element from one list to another, and waits for one.");
    t.add(
            "BRPOPLPUSH source destination timeout",
            SOURCE_AND_DESTINATION,
            ListMoves::brpoplpush,
            WRITE,
            DENYOOM,
            BLOCKING)
        .deprecated("6.2.0", "BLMOVE with RIGHT and LEFT")
        .doc(
            "2.2.0",
            "O(1)",
            "Moves the last element of a list to the front of another, and waits for one.");
  }

  private static void move(Call call, ReplyWriter out, Move move) {
    if (!move.run(call, out)) {
      out.nil();
    }
  }

  private static void blmove(Call call, ReplyWriter out) {
    Move move = Move.parse(call);
    long until = Timeouts.seconds(call.args(), 5, call.now());
    block(call, out, until, (c, o) -> move.run(c, o) && blmoved(c, move));
  }

  private static boolean blmoved(Call call, Move move) {
    byte[] from = Call.ascii(move.from().name());
    byte[] to = Call.ascii(move.to().name());
    call.effect("LMOVE", 1, call.copy(2), from, to);
    return true;
  }

  private static void brpoplpush(Call call, ReplyWriter out) {
    long until = Timeouts.seconds(call.args(), 3, call.now());
    block(call, out, until, (c, o) -> Move.RIGHT_TO_LEFT.run(c, o) && brpoplpushed(c));
  }

  private static boolean brpoplpushed(Call call) {
    call.effect("RPOPLPUSH", 1, call.copy(2));
    return true;
  }

  /** A move with what it is in the journal; false when there is nothing to move. */
  private interface Step {
    boolean run(Call call, ReplyWriter out);
  }

  /** In a transaction the reply is that of the command that does not wait. */
  private static void block(Call call, ReplyWriter out, long until, Step step) {
    if (step.run(call, out)) {
      return;
    }
    if (!call.client().mayBlock()) {
      out.nil();
      return;
    }
    call.block(
        new BlockedOn(
            1,
            1,
            until,
            (c, key, o) -> ListEnds.isList(c, key) && step.run(c, o),
            ReplyWriter::nilArray),
        out);
  }

  /** From which end to which end an element moves. */
  private record Move(ListEnd from, ListEnd to) {
    static final Move RIGHT_TO_LEFT = new Move(ListEnd.RIGHT, ListEnd.LEFT);

    static Move parse(Call call) {
      return new Move(ListEnds.parse(call, 3), ListEnds.parse(call, 4));
    }

    /** Moves an element and writes it; false when there is none. */
    boolean run(Call call, ReplyWriter out) {
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
      list.pop(from, 1, taken, call.keyspace().packing());
      if (destination == source) {
        push(call, list, taken.text);
        call.alsoChanged(call.db(), 2, ListEnds.pushed(to));
      } else {
        pushToOther(call, taken.text);
      }
      call.edited(1, source, ListEnds.popped(from), 1);
      out.bulk(taken.text);
      return true;
    }

    /** Both lists together count as one change. */
    private void pushToOther(Call call, byte[] text) {
      Entry entry = call.edit(2, ListValue.class, ListValue::new);
      push(call, (ListValue) entry.value(), text);
      call.db().edited(entry);
      call.alsoChanged(call.db(), 2, ListEnds.pushed(to));
    }

    private void push(Call call, ListValue list, byte[] text) {
      var packing = call.keyspace().packing();
      list.expect(text.length, 1, packing);
      list.push(to, text, 0, text.length, packing);
    }
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
