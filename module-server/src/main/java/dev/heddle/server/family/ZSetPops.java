package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.BLOCKING;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.MOVABLEKEYS;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.counted;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.BlockedOn;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Timeouts;
import dev.heddle.store.Entry;
import dev.heddle.store.Ranks;
import dev.heddle.store.Scored;
import dev.heddle.store.ZSetValue;

/** The commands that take members from an end of one of several sorted sets, or wait for one. */
public final class ZSetPops {
  private static final String LOG = "O(log(N)), N members of the sorted set";
  private static final String OF_MANY =
      "O(K)+O(M*log(N)), K keys given, N members of the sorted set, M of them taken";

  private ZSetPops() {}

  public static void declare(CommandTable t) {
    t.group(Group.SORTED_SET);
    declareSeveral(t);
    t.add(
            "BZPOPMIN key... timeout",
            keys(1, -2, 1, RW, ACCESS, DELETE),
            (call, out) -> blockingPop(call, End.MIN, out),
            WRITE,
            NOSCRIPT,
            BLOCKING,
            FAST)
        .doc(
            "5.0.0",
            LOG,
            "Takes the lowest member of one of several sorted sets, and waits for one.");
    t.add(
            "BZPOPMAX key... timeout",
            keys(1, -2, 1, RW, ACCESS, DELETE),
            (call, out) -> blockingPop(call, End.MAX, out),
            WRITE,
            NOSCRIPT,
            BLOCKING,
            FAST)
        .doc(
            "5.0.0",
            LOG,
            "Takes the highest member of one of several sorted sets, and waits for one.");
  }

  private static void declareSeveral(CommandTable t) {
    t.add(
            "ZMPOP numkeys key... {where=MIN|MAX} [COUNT count]",
            counted(1, RW, ACCESS, DELETE),
            ZSetPops::zmpop,
            WRITE,
            MOVABLEKEYS)
        .doc(
            "7.0.0", OF_MANY, "Takes members from the first of several sorted sets that is there.");
    t.add(
            "BZMPOP timeout numkeys key... {where=MIN|MAX} [COUNT count]",
            counted(2, RW, ACCESS, DELETE),
            ZSetPops::bzmpop,
            WRITE,
            BLOCKING,
            MOVABLEKEYS)
        .doc(
            "7.0.0",
            OF_MANY,
            "Takes members from the first of several sorted sets that is there, and waits for"
                + " one.");
  }

  /** From where members are taken. */
  private enum End {
    MIN("ZPOPMIN", Event.ZPOPMIN),
    MAX("ZPOPMAX", Event.ZPOPMAX);

    private final String command;
    private final Event event;

    End(String command, Event event) {
      this.command = command;
      this.event = event;
    }

    static End parse(Call call, int i) {
      for (End end : values()) {
        if (call.is(i, end.name())) {
          return end;
        }
      }
      throw Err.SYNTAX;
    }

    Ranks outermost(ZSetValue set, long count) {
      return set.all().limit(0, count, /* reverse= */ this == MAX);
    }

    /** Takes members of these ranks out of the sorted set and gives them, the outermost first. */
    void take(Call call, int key, Entry entry, Ranks ranks, Scored out) {
      var set = (ZSetValue) entry.value();
      set.forEach(ranks, /* reverse= */ this == MAX, out);
      set.remove(ranks);
      call.edited(key, entry, event, ranks.size());
    }
  }

  // ---- one member of several keys

  private static void blockingPop(Call call, End end, ReplyWriter out) {
    int timeout = call.count() - 1;
    long until = Timeouts.seconds(call.args(), timeout, call.now());
    for (int key = 1; key < timeout; key++) {
      if (popOne(call, key, end, out)) {
        return;
      }
    }
    call.block(
        new BlockedOn(
            1,
            timeout - 1,
            until,
            (c, key, o) -> isSortedSet(c, key) && popOne(c, key, end, o),
            ReplyWriter::nilArray),
        out);
  }

  private static boolean popOne(Call call, int key, End end, ReplyWriter out) {
    Entry entry = call.edit(key, ZSetValue.class);
    if (entry == null) {
      return false;
    }
    out.array(3);
    key(call, key, out);
    Ranks ranks = end.outermost((ZSetValue) entry.value(), 1);
    end.take(call, key, entry, ranks, new ScoredBulks(out, /* pairs= */ false));
    call.effect(end.command, key);
    return true;
  }

  // ---- several members of several keys

  private static void zmpop(Call call, ReplyWriter out) {
    var options = MultiPop.parse(call, 1);
    if (!options.popFirst(call, out)) {
      out.nilArray();
    }
  }

  private static void bzmpop(Call call, ReplyWriter out) {
    var options = MultiPop.parse(call, 2);
    long until = Timeouts.seconds(call.args(), 1, call.now());
    if (!options.popFirst(call, out)) {
      call.block(
          new BlockedOn(
              options.firstKey(),
              options.keys(),
              until,
              (c, key, o) -> isSortedSet(c, key) && options.pop(c, key, o),
              ReplyWriter::nilArray),
          out);
    }
  }

  /** What follows {@code ZMPOP} or {@code BZMPOP timeout}. */
  private record MultiPop(int firstKey, int keys, End end, long count) {
    static MultiPop parse(Call call, int numkeysAt) {
      long numkeys = ListPops.atLeast(1, call, numkeysAt, Err.NUMKEYS_NOT_POSITIVE);
      int firstKey = numkeysAt + 1;
      if (numkeys >= call.count() - firstKey) {
        throw Err.SYNTAX;
      }
      int keys = (int) numkeys;
      int where = firstKey + keys;
      return new MultiPop(firstKey, keys, End.parse(call, where), count(call, where + 1));
    }

    private static long count(Call call, int i) {
      if (i == call.count()) {
        return 1;
      }
      if (!call.is(i, "COUNT") || i + 1 == call.count()) {
        throw Err.SYNTAX;
      }
      long count = ListPops.atLeast(1, call, i + 1, Err.COUNT_NOT_POSITIVE);
      if (i + 2 < call.count()) {
        throw Err.SYNTAX;
      }
      return count;
    }

    boolean popFirst(Call call, ReplyWriter out) {
      for (int key = firstKey; key < firstKey + keys; key++) {
        if (pop(call, key, out)) {
          return true;
        }
      }
      return false;
    }

    boolean pop(Call call, int key, ReplyWriter out) {
      Entry entry = call.edit(key, ZSetValue.class);
      if (entry == null) {
        return false;
      }
      out.array(2);
      key(call, key, out);
      Ranks ranks = end.outermost((ZSetValue) entry.value(), count);
      out.array(ranks.size());
      end.take(call, key, entry, ranks, new ScoredBulks(out, /* pairs= */ true));
      call.effect(end.command, key, Call.ascii(ranks.size()));
      return true;
    }
  }

  // ---- both

  private static void key(Call call, int key, ReplyWriter out) {
    out.bulk(call.args().array(key), call.args().offset(key), call.args().length(key));
  }

  /** Whether the key in argument i holds a sorted set; for clients that wait for one. */
  private static boolean isSortedSet(Call call, int i) {
    Entry entry = call.peek(i);
    return entry != null && entry.value() instanceof ZSetValue;
  }
}
