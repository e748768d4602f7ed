package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Entry;
import dev.heddle.store.Packing;
import dev.heddle.store.Ranks;
import dev.heddle.store.ScoreChange;
import dev.heddle.store.ZSetValue;

/** The commands on single members of a sorted set; those on ranges are {@link ZRangeCommands}. */
public final class ZSetCommands {
  private static final String LOG = "O(log(N)), N the size of the sorted set";

  private ZSetCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.SORTED_SET);
    declareChanging(t);
    declarePopping(t);
    declareAsking(t);
  }

  private static void declareChanging(CommandTable t) {
    t.add(
            "ZADD key [condition=NX|XX] [comparison=GT|LT] [change=CH] [increment=INCR] {data=score member}...",
            firstKey(RW, UPDATE),
            ZSetCommands::zadd,
            WRITE,
            DENYOOM,
            FAST)
        .doc("1.2.0", LOG + ", for each member", "Sets the scores of members, new ones or not.");
    t.add(
            "ZINCRBY key increment member",
            firstKey(RW, ACCESS, UPDATE),
            ZSetCommands::zincrby,
            WRITE,
            DENYOOM,
            FAST)
        .doc("1.2.0", LOG, "Adds to the score of a member, which begins at 0.");
    t.add("ZREM key member...", firstKey(RW, DELETE), ZSetCommands::zrem, WRITE, FAST)
        .doc("1.2.0", LOG + ", for each member", "Removes members from a sorted set.");
  }

  private static void declarePopping(CommandTable t) {
    t.add("ZPOPMIN key [count]", firstKey(RW, ACCESS, DELETE), ZSetCommands::zpopmin, WRITE, FAST)
        .doc("5.0.0", LOG + ", for each member", "Removes and returns the lowest members.");
    t.add("ZPOPMAX key [count]", firstKey(RW, ACCESS, DELETE), ZSetCommands::zpopmax, WRITE, FAST)
        .doc("5.0.0", LOG + ", for each member", "Removes and returns the highest members.");
  }

  private static void declareAsking(CommandTable t) {
    t.add("ZCARD key", firstKey(RO), ZSetCommands::zcard, READONLY, FAST)
        .doc("1.2.0", "O(1)", "Returns the number of members.");
    t.add("ZSCORE key member", firstKey(RO, ACCESS), ZSetCommands::zscore, READONLY, FAST)
        .doc("1.2.0", "O(1)", "Returns the score of a member.");
    t.add("ZMSCORE key member...", firstKey(RO, ACCESS), ZSetCommands::zmscore, READONLY, FAST)
        .doc("6.2.0", "O(N), N members asked for", "Returns the scores of members.");
    t.add("ZRANK key member [WITHSCORE]", firstKey(RO, ACCESS), ZSetCommands::zrank, READONLY, FAST)
        .doc("2.0.0", LOG, "Returns how many members are below a member.");
    t.add(
            "ZREVRANK key member [WITHSCORE]",
            firstKey(RO, ACCESS),
            ZSetCommands::zrevrank,
            READONLY,
            FAST)
        .doc("2.0.0", LOG, "Returns how many members are above a member.");
  }

  // ---- changing

  private static void zadd(Call call, ReplyWriter out) {
    add(call, ZAddOptions.parse(call), out);
  }

  private static void zincrby(Call call, ReplyWriter out) {
    add(call, ZAddOptions.ofIncrement(call), out);
  }

  private static void add(Call call, ZAddOptions options, ReplyWriter out) {
    boolean increment = options.rule().increment();
    Entry entry =
        options.rule().ifPresent()
            ? call.edit(1, ZSetValue.class)
            : call.edit(1, ZSetValue.class, ZSetValue::new);
    if (entry == null) {
      refuse(increment, out);
    } else if (increment) {
      increment(call, entry, options, out);
    } else {
      setScores(call, entry, options, out);
    }
  }

  private static void refuse(boolean increment, ReplyWriter out) {
    if (increment) {
      out.nil();
    } else {
      out.integer(0);
    }
  }

  private static void setScores(Call call, Entry entry, ZAddOptions options, ReplyWriter out) {
    var set = (ZSetValue) entry.value();
    int added = 0;
    int updated = 0;
    for (int i = 0; i < options.scores().length; i++) {
      switch (set(call, set, options, i)) {
        case ADDED -> added++;
        case UPDATED -> updated++;
        case UNCHANGED, REFUSED, NOT_A_NUMBER -> {}
      }
    }
    call.edited(1, entry, Event.ZADD, added + updated);
    out.integer(options.countChanges() ? added + updated : added);
  }

  private static void increment(Call call, Entry entry, ZAddOptions options, ReplyWriter out) {
    var set = (ZSetValue) entry.value();
    double by = options.scores()[0];
    ScoreChange change = set(call, set, options, 0);
    boolean changed = change == ScoreChange.ADDED || change == ScoreChange.UPDATED;
    call.edited(1, entry, Event.ZINCR, changed ? 1 : 0);
    switch (change) {
      case ADDED -> out.number(by);
      case UPDATED -> out.number(score(call, options.firstScore() + 1, set));
      case UNCHANGED -> out.number(score(call, options.firstScore() + 1, set) + by); // -0 + 0 is 0
      case REFUSED -> out.nil();
      case NOT_A_NUMBER -> throw Err.SCORE_NOT_A_NUMBER;
    }
  }

  /** Sets the score of the {@code i}-th pair. */
  private static ScoreChange set(Call call, ZSetValue set, ZAddOptions options, int i) {
    Args args = call.args();
    Packing packing = call.keyspace().packing();
    int m = options.firstScore() + 2 * i + 1;
    return set.add(
        args.array(m),
        args.offset(m),
        args.length(m),
        options.scores()[i],
        options.rule(),
        packing);
  }

  private static void zrem(Call call, ReplyWriter out) {
    Entry entry = call.edit(1, ZSetValue.class);
    if (entry == null) {
      out.integer(0);
      return;
    }
    var set = (ZSetValue) entry.value();
    Args args = call.args();
    int removed = 0;
    for (int i = 2; i < call.count(); i++) {
      removed += set.remove(args.array(i), args.offset(i), args.length(i)) ? 1 : 0;
    }
    call.edited(1, entry, Event.ZREM, removed);
    out.integer(removed);
  }

  // ---- popping

  private static void zpopmin(Call call, ReplyWriter out) {
    pop(call, /* max= */ false, out);
  }

  private static void zpopmax(Call call, ReplyWriter out) {
    pop(call, /* max= */ true, out);
  }

  private static void pop(Call call, boolean max, ReplyWriter out) {
    if (call.count() > 3) {
      throw Err.SYNTAX;
    }
    boolean counted = call.count() == 3;
    long count = counted ? Numbers.parse(call.args(), 2, Err.NOT_POSITIVE) : 1;
    if (count < 0) {
      throw Err.NOT_POSITIVE;
    }
    Entry entry = call.edit(1, ZSetValue.class);
    if (entry == null) {
      out.array(0);
      return;
    }
    var set = (ZSetValue) entry.value();
    Ranks popped = set.all().limit(0, count, max);
    boolean pairs = counted && out.protocol() == 3;
    out.array(pairs ? popped.size() : 2 * popped.size());
    set.forEach(popped, max, new ScoredBulks(out, pairs));
    set.remove(popped);
    call.edited(1, entry, max ? Event.ZPOPMAX : Event.ZPOPMIN, popped.size());
  }

  // ---- asking

  private static void zcard(Call call, ReplyWriter out) {
    ZSetValue set = call.find(1, ZSetValue.class);
    out.integer(set == null ? 0 : set.size());
  }

  private static void zscore(Call call, ReplyWriter out) {
    ZSetValue set = call.find(1, ZSetValue.class);
    scoreOrNil(set == null ? Double.NaN : score(call, 2, set), out);
  }

  private static void zmscore(Call call, ReplyWriter out) {
    ZSetValue set = call.find(1, ZSetValue.class);
    out.array(call.count() - 2);
    for (int i = 2; i < call.count(); i++) {
      scoreOrNil(set == null ? Double.NaN : score(call, i, set), out);
    }
  }

  private static void scoreOrNil(double score, ReplyWriter out) {
    if (Double.isNaN(score)) {
      out.nil();
    } else {
      out.number(score);
    }
  }

  private static double score(Call call, int i, ZSetValue set) {
    Args args = call.args();
    return set.score(args.array(i), args.offset(i), args.length(i));
  }

  private static void zrank(Call call, ReplyWriter out) {
    rank(call, /* reverse= */ false, out);
  }

  private static void zrevrank(Call call, ReplyWriter out) {
    rank(call, /* reverse= */ true, out);
  }

  private static void rank(Call call, boolean reverse, ReplyWriter out) {
    boolean withScore = withScore(call);
    ZSetValue set = call.find(1, ZSetValue.class);
    Args args = call.args();
    int rank = set == null ? -1 : set.rank(args.array(2), args.offset(2), args.length(2));
    if (set == null || rank < 0) {
      absent(withScore, out);
      return;
    }
    if (withScore) {
      out.array(2);
    }
    out.integer(reverse ? set.size() - 1 - rank : rank);
    if (withScore) {
      out.number(score(call, 2, set));
    }
  }

  private static boolean withScore(Call call) {
    if (call.count() > 4) {
      throw Err.wrongArity(call.command().fullName());
    }
    if (call.count() == 4 && !call.is(3, "WITHSCORE")) {
      throw Err.SYNTAX;
    }
    return call.count() == 4;
  }

  private static void absent(boolean withScore, ReplyWriter out) {
    if (withScore) {
      out.nilArray();
    } else {
      out.nil();
    }
  }
}
