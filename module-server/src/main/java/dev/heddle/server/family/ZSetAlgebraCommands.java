package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.MOVABLEKEYS;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.counted;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Handler;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Packing;
import dev.heddle.store.ZSetValue;
import java.util.List;

/** The commands that combine several sorted sets; {@link ZSetAlgebra} does it. */
public final class ZSetAlgebraCommands {
  private static final String WEIGHING =
      " numkeys key... [WEIGHTS weight:integer...] [AGGREGATE {aggregate=SUM|MIN|MAX}]";
  private static final String ALL_MEMBERS =
      "O(N)+O(M*log(M)), N members of all sorted sets, M of the result";
  private static final String SMALLEST =
      "O(N*K)+O(M*log(M)), N members of the smallest of K sorted sets, M of the result";
  private static final String DIFFERENCE =
      "O(L+(N-K)*log(N)), L members of all sorted sets, N of the first, K of the result";

  private ZSetAlgebraCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.SORTED_SET);
    declareReading(t);
    declareStoring(t);
    t.add(
            "ZINTERCARD numkeys key... [LIMIT limit]",
            counted(1, RO, ACCESS),
            ZSetAlgebraCommands::zintercard,
            READONLY,
            MOVABLEKEYS)
        .doc(
            "7.0.0",
            "O(N*K), N members of the smallest of K sorted sets",
            "Counts the members that all of the sorted sets have.");
  }

  private static void declareReading(CommandTable t) {
    reading(t, "ZUNION" + WEIGHING + " [WITHSCORES]", ZSetAlgebraCommands::zunion)
        .doc("6.2.0", ALL_MEMBERS, "Returns the members that any of the sorted sets has.");
    reading(t, "ZINTER" + WEIGHING + " [WITHSCORES]", ZSetAlgebraCommands::zinter)
        .doc("6.2.0", SMALLEST, "Returns the members that all of the sorted sets have.");
    reading(t, "ZDIFF numkeys key... [WITHSCORES]", ZSetAlgebraCommands::zdiff)
        .doc("6.2.0", DIFFERENCE, "Returns the members of the first sorted set and no other.");
  }

  private static Command reading(CommandTable t, String row, Handler handler) {
    return t.add(row, counted(1, RO, ACCESS), handler, READONLY, MOVABLEKEYS);
  }

  private static void declareStoring(CommandTable t) {
    storing(t, "ZUNIONSTORE destination" + WEIGHING, ZSetAlgebraCommands::zunionstore)
        .doc("2.0.0", ALL_MEMBERS, "Stores the members that any of the sorted sets has.");
    storing(t, "ZINTERSTORE destination" + WEIGHING, ZSetAlgebraCommands::zinterstore)
        .doc("2.0.0", SMALLEST, "Stores the members that all of the sorted sets have.");
    storing(t, "ZDIFFSTORE destination numkeys key...", ZSetAlgebraCommands::zdiffstore)
        .doc("6.2.0", DIFFERENCE, "Stores the members of the first sorted set and no other.");
  }

  private static Command storing(CommandTable t, String row, Handler handler) {
    return t.add(
        row,
        List.of(keyAt(1, OW, UPDATE), counted(2, RO, ACCESS)),
        handler,
        WRITE,
        DENYOOM,
        MOVABLEKEYS);
  }

  // ---- reading

  private static void zunion(Call call, ReplyWriter out) {
    var options = ZSetAlgebraOptions.parse(call, 1, /* weighs= */ true, /* answers= */ true);
    answer(ZSetAlgebra.unite(options.weighted(), options.aggregate(), packing(call)), options, out);
  }

  private static void zinter(Call call, ReplyWriter out) {
    var options = ZSetAlgebraOptions.parse(call, 1, /* weighs= */ true, /* answers= */ true);
    answer(
        ZSetAlgebra.intersect(options.weighted(), options.aggregate(), packing(call)),
        options,
        out);
  }

  private static void zdiff(Call call, ReplyWriter out) {
    var options = ZSetAlgebraOptions.parse(call, 1, /* weighs= */ false, /* answers= */ true);
    answer(ZSetAlgebra.subtract(options.sets(), packing(call)), options, out);
  }

  private static void answer(ZSetValue result, ZSetAlgebraOptions options, ReplyWriter out) {
    if (options.withScores()) {
      ScoredBulks scored = ScoredBulks.array(out, result.size());
      result.forEach(result.all(), /* reverse= */ false, scored);
    } else {
      out.array(result.size());
      result.forEach(result.all(), /* reverse= */ false, new Bulks(out));
    }
  }

  private static void zintercard(Call call, ReplyWriter out) {
    List<ZSetSource> sets = ZSetAlgebraOptions.sets(call, 1);
    long limit = 0;
    for (int i = 2 + sets.size(); i < call.count(); i += 2) {
      if (!call.is(i, "LIMIT") || i + 1 == call.count()) {
        throw Err.SYNTAX;
      }
      limit = Numbers.parse(call.args(), i + 1, Err.LIMIT_NEGATIVE);
      if (limit < 0) {
        throw Err.LIMIT_NEGATIVE;
      }
    }
    out.integer(ZSetAlgebra.count(sets, limit));
  }

  // ---- storing

  private static void zunionstore(Call call, ReplyWriter out) {
    var options = ZSetAlgebraOptions.parse(call, 2, /* weighs= */ true, /* answers= */ false);
    ZSetValue union = ZSetAlgebra.unite(options.weighted(), options.aggregate(), packing(call));
    store(call, union, Event.ZUNIONSTORE, out);
  }

  private static void zinterstore(Call call, ReplyWriter out) {
    var options = ZSetAlgebraOptions.parse(call, 2, /* weighs= */ true, /* answers= */ false);
    ZSetValue common =
        ZSetAlgebra.intersect(options.weighted(), options.aggregate(), packing(call));
    store(call, common, Event.ZINTERSTORE, out);
  }

  private static void zdiffstore(Call call, ReplyWriter out) {
    var options = ZSetAlgebraOptions.parse(call, 2, /* weighs= */ false, /* answers= */ false);
    store(call, ZSetAlgebra.subtract(options.sets(), packing(call)), Event.ZDIFFSTORE, out);
  }

  private static void store(Call call, ZSetValue result, Event event, ReplyWriter out) {
    if (result.isEmpty()) {
      call.delete(1);
    } else {
      call.put(1, ZSetAlgebra.packed(result, packing(call)));
      call.changed(1, event);
    }
    out.integer(result.size());
  }

  private static Packing packing(Call call) {
    return call.keyspace().packing();
  }
}
