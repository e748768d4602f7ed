package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.MOVABLEKEYS;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.counted;
import static dev.heddle.server.command.KeySpec.keyAt;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Elements;
import dev.heddle.store.Packing;
import dev.heddle.store.SetValue;
import java.util.ArrayList;
import java.util.List;

/** The commands that combine several sets; {@link SetAlgebra} does it. */
final class SetAlgebraCommands {
  private static final String ALL_MEMBERS = "O(N), N members of all sets";
  private static final String SMALLEST = "O(N*M), N members of the smallest set, M sets";

  /** Takes members that are only to be counted. */
  private static final Elements NOBODY =
      new Elements() {
        @Override
        public void text(byte[] a, int off, int len) {}

        @Override
        public void number(long value) {}
      };

  private SetAlgebraCommands() {}

  static void declare(CommandTable t) {
    declareReading(t);
    declareStoring(t);
    t.add(
            "SINTERCARD numkeys key... [LIMIT limit]",
            counted(1, RO, ACCESS),
            SetAlgebraCommands::sintercard,
            READONLY,
            MOVABLEKEYS)
        .doc("7.0.0", SMALLEST, "Counts the members that all of the sets have.");
  }

  private static void declareReading(CommandTable t) {
    t.add("SINTER key...", keys(1, -1, 1, RO, ACCESS), SetAlgebraCommands::sinter, READONLY)
        .tips("nondeterministic_output_order")
        .doc("1.0.0", SMALLEST, "Returns the members that all of the sets have.");
    t.add("SUNION key...", keys(1, -1, 1, RO, ACCESS), SetAlgebraCommands::sunion, READONLY)
        .tips("nondeterministic_output_order")
        .doc("1.0.0", ALL_MEMBERS, "Returns the members that any of the sets has.");
    t.add("SDIFF key...", keys(1, -1, 1, RO, ACCESS), SetAlgebraCommands::sdiff, READONLY)
        .tips("nondeterministic_output_order")
        .doc("1.0.0", ALL_MEMBERS, "Returns the members that the first set has and no other.");
  }

  private static void declareStoring(CommandTable t) {
    t.add(
            "SINTERSTORE destination key...",
            List.of(keyAt(1, RW, UPDATE), keys(2, -1, 1, RO, ACCESS)),
            SetAlgebraCommands::sinterstore,
            WRITE,
            DENYOOM)
        .doc("1.0.0", SMALLEST, "Stores the members that all of the sets have.");
    t.add(
            "SUNIONSTORE destination key...",
            List.of(keyAt(1, OW, UPDATE), keys(2, -1, 1, RO, ACCESS)),
            SetAlgebraCommands::sunionstore,
            WRITE,
            DENYOOM)
        .doc("1.0.0", ALL_MEMBERS, "Stores the members that any of the sets has.");
    t.add(
            "SDIFFSTORE destination key...",
            List.of(keyAt(1, OW, UPDATE), keys(2, -1, 1, RO, ACCESS)),
            SetAlgebraCommands::sdiffstore,
            WRITE,
            DENYOOM)
        .doc("1.0.0", ALL_MEMBERS, "Stores the members that the first set has and no other.");
  }

  // ---- reading

  private static void sinter(Call call, ReplyWriter out) {
    List<SetValue> sets = sets(call, 1, call.count());
    int mark = out.open();
    out.closeSet(mark, SetAlgebra.intersect(sets, 0, new Bulks(out)));
  }

  private static void sunion(Call call, ReplyWriter out) {
    List<SetValue> sets = sets(call, 1, call.count());
    SetValue union = sets.size() == 1 ? sets.getFirst() : unite(call, sets);
    out.set(union.size());
    union.forEach(new Bulks(out));
  }

  private static void sdiff(Call call, ReplyWriter out) {
    List<SetValue> sets = sets(call, 1, call.count());
    int mark = out.open();
    out.closeSet(mark, SetAlgebra.subtract(sets, new Bulks(out)));
  }

  /** What follows {@code SINTERCARD}: {@code keys} are so many from argument 2 on. */
  private record Intersection(int keys, long limit) {
    static Intersection parse(Call call) {
      long keys = Numbers.parse(call.args(), 1, Err.NUMKEYS_NOT_POSITIVE);
      if (keys < 1) {
        throw Err.NUMKEYS_NOT_POSITIVE;
      }
      if (keys > call.count() - 2) {
        throw Err.TOO_MANY_KEYS;
      }
      long limit = 0;
      for (int i = 2 + (int) keys; i < call.count(); i += 2) {
        if (!call.is(i, "LIMIT") || i + 1 == call.count()) {
          throw Err.SYNTAX;
        }
        limit = Numbers.parse(call.args(), i + 1, Err.LIMIT_NEGATIVE);
        if (limit < 0) {
          throw Err.LIMIT_NEGATIVE;
        }
      }
      return new Intersection((int) keys, limit);
    }
  }

  private static void sintercard(Call call, ReplyWriter out) {
    var wanted = Intersection.parse(call);
    List<SetValue> sets = sets(call, 2, 2 + wanted.keys());
    out.integer(SetAlgebra.intersect(sets, wanted.limit(), NOBODY));
  }

  // ---- storing

  private static void sinterstore(Call call, ReplyWriter out) {
    List<SetValue> sets = sets(call, 2, call.count());
    var result = new SetValue();
    SetAlgebra.intersect(sets, 0, adder(call, result));
    store(call, result, Event.SINTERSTORE, out);
  }

  private static void sunionstore(Call call, ReplyWriter out) {
    store(call, unite(call, sets(call, 2, call.count())), Event.SUNIONSTORE, out);
  }

  private static void sdiffstore(Call call, ReplyWriter out) {
    List<SetValue> sets = sets(call, 2, call.count());
    var result = new SetValue();
    SetAlgebra.subtract(sets, adder(call, result));
    store(call, result, Event.SDIFFSTORE, out);
  }

  private static void store(Call call, SetValue result, Event event, ReplyWriter out) {
    if (result.isEmpty()) {
      call.delete(1);
    } else {
      call.put(1, result);
      call.changed(1, event);
    }
    out.integer(result.size());
  }

  // ---- both

  /** The sets at the keys in these arguments, an empty one where there is none. */
  private static List<SetValue> sets(Call call, int from, int to) {
    var sets = new ArrayList<SetValue>(to - from);
    for (int i = from; i < to; i++) {
      SetValue set = call.find(i, SetValue.class);
      sets.add(set == null ? new SetValue() : set);
    }
    return sets;
  }

  private static SetValue unite(Call call, List<SetValue> sets) {
    var union = new SetValue();
    Elements adder = adder(call, union);
    sets.forEach(set -> set.forEach(adder));
    return union;
  }

  private static Elements adder(Call call, SetValue target) {
    Packing packing = call.keyspace().packing();
    return new Elements() {
      @Override
      public void text(byte[] a, int off, int len) {
        target.add(a, off, len, packing);
      }

      @Override
      public void number(long value) {
        target.add(value, packing);
      }
    };
  }
}
