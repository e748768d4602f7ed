package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.family.ZRangeOptions.By;
import dev.heddle.store.Entry;
import dev.heddle.store.LexRange;
import dev.heddle.store.Packing;
import dev.heddle.store.Ranks;
import dev.heddle.store.ScoreRange;
import dev.heddle.store.ZSetValue;
import java.util.List;
import java.util.function.Function;

/** The commands on ranges of a sorted set: by rank, by score, by the bytes of members. */
public final class ZRangeCommands {
  private static final String LOG = "O(log(N)), N the size of the sorted set";
  private static final String LOG_AND_RESULT =
      "O(log(N)+M), N the size of the sorted set, M members in the range";

  private ZRangeCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.SORTED_SET);
    declareGiving(t);
    declareGivingByBounds(t);
    declareCounting(t);
    declareRemoving(t);
  }

  private static void declareGiving(CommandTable t) {
    t.add(
            "ZRANGE key start:string stop:string [sortby=BYSCORE|BYLEX] [REV] [LIMIT offset count] [WITHSCORES]",
            firstKey(RO, ACCESS),
            (c, o) -> give(c, ZRangeOptions.ofRange(c), o),
            READONLY)
        .doc("1.2.0", LOG_AND_RESULT, "Returns a range of members.");
    t.add(
            "ZRANGESTORE dst:key src:key min max [sortby=BYSCORE|BYLEX] [REV] [LIMIT offset count]",
            List.of(keyAt(1, OW, UPDATE), keyAt(2, RO, ACCESS)),
            ZRangeCommands::zrangestore,
            WRITE,
            DENYOOM)
        .doc("6.2.0", LOG_AND_RESULT, "Stores a range of members.");
    t.add(
            "ZREVRANGE key start stop [WITHSCORES]",
            firstKey(RO, ACCESS),
            (c, o) -> give(c, ZRangeOptions.of(c, By.RANK, /* reverse= */ true), o),
            READONLY)
        .deprecated("6.2.0", "ZRANGE with REV")
        .doc("1.2.0", LOG_AND_RESULT, "Returns members from a rank to a lower one.");
  }

  private static void declareGivingByBounds(CommandTable t) {
    t.add(
            "ZRANGEBYSCORE key min:double max:double [WITHSCORES] [LIMIT offset count]",
            firstKey(RO, ACCESS),
            (c, o) -> give(c, ZRangeOptions.of(c, By.SCORE, /* reverse= */ false), o),
            READONLY)
        .deprecated("6.2.0", "ZRANGE with BYSCORE")
        .doc("1.0.5", LOG_AND_RESULT, "Returns the members within a range of scores.");
    t.add(
            "ZREVRANGEBYSCORE key max:double min:double [WITHSCORES] [LIMIT offset count]",
            firstKey(RO, ACCESS),
            (c, o) -> give(c, ZRangeOptions.of(c, By.SCORE, /* reverse= */ true), o),
            READONLY)
        .deprecated("6.2.0", "ZRANGE with REV and BYSCORE")
        .doc("2.2.0", LOG_AND_RESULT, "Returns members from a score to a lower one.");
    t.add(
            "ZRANGEBYLEX key min max [LIMIT offset count]",
            firstKey(RO, ACCESS),
            (c, o) -> give(c, ZRangeOptions.of(c, By.LEX, /* reverse= */ false), o),
            READONLY)
        .deprecated("6.2.0", "ZRANGE with BYLEX")
        .doc("2.8.9", LOG_AND_RESULT, "Returns the members within a range of texts.");
    t.add(
            "ZREVRANGEBYLEX key max min [LIMIT offset count]",
            firstKey(RO, ACCESS),
            (c, o) -> give(c, ZRangeOptions.of(c, By.LEX, /* reverse= */ true), o),
            READONLY)
        .deprecated("6.2.0", "ZRANGE with REV and BYLEX")
        .doc("2.8.9", LOG_AND_RESULT, "Returns members from a text to a lower one.");
  }

  private static void declareCounting(CommandTable t) {
    t.add(
            "ZCOUNT key min:double max:double",
            firstKey(RO, ACCESS),
            ZRangeCommands::zcount,
            READONLY,
            FAST)
        .doc("2.0.0", LOG, "Counts the members within a range of scores.");
    t.add("ZLEXCOUNT key min max", firstKey(RO, ACCESS), ZRangeCommands::zlexcount, READONLY, FAST)
        .doc("2.8.9", LOG, "Counts the members within a range of texts.");
  }

  private static void declareRemoving(CommandTable t) {
    t.add(
            "ZREMRANGEBYRANK key start stop",
            firstKey(RW, DELETE),
            ZRangeCommands::zremrangebyrank,
            WRITE)
        .doc("2.0.0", LOG_AND_RESULT, "Removes the members within a range of ranks.");
    t.add(
            "ZREMRANGEBYSCORE key min:double max:double",
            firstKey(RW, DELETE),
            ZRangeCommands::zremrangebyscore,
            WRITE)
        .doc("1.2.0", LOG_AND_RESULT, "Removes the members within a range of scores.");
    t.add("ZREMRANGEBYLEX key min max", firstKey(RW, DELETE), ZRangeCommands::zremrangebylex, WRITE)
        .doc("2.8.9", LOG_AND_RESULT, "Removes the members within a range of texts.");
  }

  // ---- giving

  private static void give(Call call, ZRangeOptions options, ReplyWriter out) {
    ZSetValue set = call.find(1, ZSetValue.class);
    if (set == null) {
      out.array(0);
      return;
    }
    Ranks ranks = options.in(set);
    if (options.withScores()) {
      set.forEach(ranks, options.reverse(), ScoredBulks.array(out, ranks.size()));
    } else {
      out.array(ranks.size());
      set.forEach(ranks, options.reverse(), new Bulks(out));
    }
  }

  private static void zrangestore(Call call, ReplyWriter out) {
    var options = ZRangeOptions.ofStore(call);
    ZSetValue set = call.find(2, ZSetValue.class);
    ZSetValue range = set == null ? new ZSetValue() : copy(call, set, options.in(set));
    store(call, range, Event.ZRANGESTORE, out);
  }

  private static ZSetValue copy(Call call, ZSetValue set, Ranks ranks) {
    Packing packing = call.keyspace().packing();
    var copy = ZSetValue.expecting(ranks.size(), packing);
    set.forEach(ranks, /* reverse= */ false, copy.adder(packing));
    return copy;
  }

  /** Makes a result the value of the key in argument 1, or removes that key if it is empty. */
  static void store(Call call, ZSetValue result, Event event, ReplyWriter out) {
    if (result.isEmpty()) {
      call.delete(1);
    } else {
      call.put(1, result);
      call.changed(1, event);
    }
    out.integer(result.size());
  }

  // ---- counting

  private static void zcount(Call call, ReplyWriter out) {
    ScoreRange range = ZBounds.scores(call, 2, 3);
    ZSetValue set = call.find(1, ZSetValue.class);
    out.integer(set == null ? 0 : set.within(range).size());
  }

  private static void zlexcount(Call call, ReplyWriter out) {
    LexRange range = ZBounds.members(call, 2, 3);
    ZSetValue set = call.find(1, ZSetValue.class);
    out.integer(set == null ? 0 : set.within(range).size());
  }

  // ---- removing

  private static void zremrangebyrank(Call call, ReplyWriter out) {
    long start = call.integer(2);
    long stop = call.integer(3);
    remove(call, set -> Ranks.between(start, stop, set.size()), Event.ZREMRANGEBYRANK, out);
  }

  private static void zremrangebyscore(Call call, ReplyWriter out) {
    ScoreRange range = ZBounds.scores(call, 2, 3);
    remove(call, set -> set.within(range), Event.ZREMRANGEBYSCORE, out);
  }

  private static void zremrangebylex(Call call, ReplyWriter out) {
    LexRange range = ZBounds.members(call, 2, 3);
    remove(call, set -> set.within(range), Event.ZREMRANGEBYLEX, out);
  }

  private static void remove(
      Call call, Function<ZSetValue, Ranks> range, Event event, ReplyWriter out) {
    Entry entry = call.edit(1, ZSetValue.class);
    if (entry == null) {
      out.integer(0);
      return;
    }
    var set = (ZSetValue) entry.value();
    Ranks ranks = range.apply(set);
    set.remove(ranks);
    call.edited(1, entry, event, ranks.size());
    out.integer(ranks.size());
  }
}
