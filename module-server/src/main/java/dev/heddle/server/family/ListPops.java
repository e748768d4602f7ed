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
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.BlockedOn;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.server.command.Timeouts;
import dev.heddle.store.Entry;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;

/** The commands that take elements from an end of a list, at once or when there are some. */
final class ListPops {
  private static final String OF_ONE = "O(N), N keys given";
  private static final String OF_MANY = "O(N+M), N keys given, M elements taken";

  private ListPops() {}

  static void declare(CommandTable t) {
    declareSimple(t);
    declareBlocking(t);
    t.add(
            "LMPOP numkeys key... {where=LEFT|RIGHT} [COUNT count]",
            counted(1, RW, ACCESS, DELETE),
            ListPops::lmpop,
            WRITE,
            MOVABLEKEYS)
        .doc("7.0.0", OF_MANY, "Takes elements from the first of several lists that is there.");
    t.add(
            "BLMPOP timeout numkeys key... {where=LEFT|RIGHT} [COUNT count]",
            counted(2, RW, ACCESS, DELETE),
            ListPops::blmpop,
            WRITE,
            BLOCKING,
            MOVABLEKEYS)
        .doc(
            "7.0.0",
            OF_MANY,
            "Takes elements from the first of several lists that is there, and waits for one.");
  }

  private static void declareSimple(CommandTable t) {
    t.add(
            "LPOP key [count]",
            firstKey(RW, ACCESS, DELETE),
            (call, out) -> pop(call, out, ListEnd.LEFT),
            WRITE,
            FAST)
        .doc("1.0.0", "O(N), N elements taken", "Takes the first elements of a list.");
    t.add(
            "RPOP key [count]",
            firstKey(RW, ACCESS, DELETE),
            (call, out) -> pop(call, out, ListEnd.RIGHT),
            WRITE,
            FAST)
        .doc("1.0.0", "O(N), N elements taken", "Takes the last elements of a list.");
  }

  private static void declareBlocking(CommandTable t) {
    t.add(
            "BLPOP key... timeout",
            keys(1, -2, 1, RW, ACCESS, DELETE),
            (call, out) -> blockingPop(call, out, ListEnd.LEFT),
            WRITE,
            NOSCRIPT,
            BLOCKING)
        .doc(
            "2.0.0", OF_ONE, "Takes the first element of one of several lists, and waits for one.");
    t.add(
            "BRPOP key... timeout",
            keys(1, -2, 1, RW, ACCESS, DELETE),
            (call, out) -> blockingPop(call, out, ListEnd.RIGHT),
            WRITE,
            NOSCRIPT,
            BLOCKING)
        .doc("2.0.0", OF_ONE, "Takes the last element of one of several lists, and waits for one.");
  }

  // ---- one key

  private static void pop(Call call, ReplyWriter out, ListEnd end) {
    if (call.count() > 3) {
      throw Err.wrongArity(call.command().fullName());
    }
    boolean counted = call.count() == 3;
    long count = counted ? atLeast(0, call, 2, Err.NOT_POSITIVE) : 1;
    Entry entry = call.edit(1, ListValue.class);
    if (entry != null) {
      pop(call, out, 1, entry, end, count, counted);
    } else if (counted) {
      out.nilArray();
    } else {
      out.nil();
    }
  }

  /** Writes what it takes, as an array or as one element, and returns how many there were. */
  private static long pop(
      Call call, ReplyWriter out, int key, Entry entry, ListEnd end, long count, boolean asArray) {
    var list = (ListValue) entry.value();
    int n = (int) Math.min(count, list.size());
    if (asArray) {
      out.array(n);
    }
    list.pop(end, n, new Bulks(out), call.keyspace().packing());
    call.edited(key, entry, ListEnds.popped(end), n);
    return n;
  }

  /** The integer at argument i; {@code error} is thrown when it is none or less than a bound. */
  static long atLeast(long least, Call call, int i, CommandError error) {
    long value = Numbers.parse(call.args(), i, error);
    if (value < least) {
      throw error;
    }
    return value;
  }

  // ---- one element of several keys

  private static void blockingPop(Call call, ReplyWriter out, ListEnd end) {
    int timeout = call.count() - 1;
    long until = Timeouts.seconds(call.args(), timeout, call.now());
    for (int key = 1; key < timeout; key++) {
      if (popWithKey(call, key, out, end)) {
        return;
      }
    }
    call.block(
        new BlockedOn(
            1,
            timeout - 1,
            until,
            (c, key, o) -> ListEnds.isList(c, key) && popWithKey(c, key, o, end),
            ReplyWriter::nilArray),
        out);
  }

  private static boolean popWithKey(Call call, int key, ReplyWriter out, ListEnd end) {
    Entry entry = call.edit(key, ListValue.class);
    if (entry == null) {
      return false;
    }
    out.array(2);
    key(call, key, out);
    pop(call, out, key, entry, end, 1, /* asArray= */ false);
    call.effect(ListEnds.pop(end), key);
    return true;
  }

  private static void key(Call call, int key, ReplyWriter out) {
    out.bulk(call.args().array(key), call.args().offset(key), call.args().length(key));
  }

  // ---- several elements of several keys

  private static void lmpop(Call call, ReplyWriter out) {
    var options = MultiPop.parse(call, 1);
    if (!popFirst(call, options, out)) {
      out.nilArray();
    }
  }

  private static void blmpop(Call call, ReplyWriter out) {
    var options = MultiPop.parse(call, 2);
    long until = Timeouts.seconds(call.args(), 1, call.now());
    if (!popFirst(call, options, out)) {
      call.block(
          new BlockedOn(
              options.firstKey(),
              options.keys(),
              until,
              (c, key, o) -> ListEnds.isList(c, key) && popSome(c, key, options, o),
              ReplyWriter::nilArray),
          out);
    }
  }

  /** What follows {@code LMPOP} or {@code BLMPOP timeout}. */
  private record MultiPop(int firstKey, int keys, ListEnd end, long count) {
    static MultiPop parse(Call call, int numkeysAt) {
      long numkeys = atLeast(1, call, numkeysAt, Err.NUMKEYS_NOT_POSITIVE);
      int firstKey = numkeysAt + 1;
      if (numkeys >= call.count() - firstKey) {
        throw Err.SYNTAX;
      }
      int keys = (int) numkeys;
      int where = firstKey + keys;
      ListEnd end = ListEnds.parse(call, where);
      return new MultiPop(firstKey, keys, end, count(call, where + 1));
    }

    private static long count(Call call, int i) {
      if (i == call.count()) {
        return 1;
      }
      if (!call.is(i, "COUNT") || i + 1 == call.count()) {
        throw Err.SYNTAX;
      }
      long count = atLeast(1, call, i + 1, Err.COUNT_NOT_POSITIVE);
      if (i + 2 < call.count()) {
        throw Err.SYNTAX;
      }
      return count;
    }
  }

  private static boolean popFirst(Call call, MultiPop options, ReplyWriter out) {
    for (int key = options.firstKey(); key < options.firstKey() + options.keys(); key++) {
      if (popSome(call, key, options, out)) {
        return true;
      }
    }
    return false;
  }

  private static boolean popSome(Call call, int key, MultiPop options, ReplyWriter out) {
    Entry entry = call.edit(key, ListValue.class);
    if (entry == null) {
      return false;
    }
    out.array(2);
    key(call, key, out);
    long popped = pop(call, out, key, entry, options.end(), options.count(), /* asArray= */ true);
    call.effect(ListEnds.pop(options.end()), key, Call.ascii(popped));
    return true;
  }
}
