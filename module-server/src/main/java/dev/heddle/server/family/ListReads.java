package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;

/** The commands that read a list. */
final class ListReads {
  private ListReads() {}

  static void declare(CommandTable t) {
    t.add("LLEN key", firstKey(RO), ListReads::llen, READONLY, FAST)
        .doc("1.0.0", "O(1)", "Returns the number of elements.");
    t.add("LRANGE key start stop", firstKey(RO, ACCESS), ListReads::lrange, READONLY)
        .doc(
            "1.0.0",
            "O(S+N), S nodes from the nearer end to the first of N elements",
            "Returns the elements between two indexes.");
    t.add("LINDEX key index", firstKey(RO, ACCESS), ListReads::lindex, READONLY)
        .doc("1.0.0", "O(N), N nodes from the nearer end", "Returns the element at an index.");
    t.add(
            "LPOS key element [RANK rank] [COUNT num-matches:integer] [MAXLEN len]",
            firstKey(RO, ACCESS),
            ListReads::lpos,
            READONLY)
        .doc("6.0.6", "O(N), N elements compared", "Returns the indexes of an element.");
  }

  private static void llen(Call call, ReplyWriter out) {
    ListValue list = call.find(1, ListValue.class);
    out.integer(list == null ? 0 : list.size());
  }

  private static void lrange(Call call, ReplyWriter out) {
    long start = call.integer(2);
    long stop = call.integer(3);
    ListValue list = call.find(1, ListValue.class);
    long size = list == null ? 0 : list.size();
    long from = ListEnds.first(start, size);
    long to = ListEnds.last(stop, size);
    if (list == null || from > to) {
      out.array(0);
      return;
    }
    out.array((int) (to - from + 1));
    list.range(from, to, new Bulks(out));
  }

  private static void lindex(Call call, ReplyWriter out) {
    ListValue list = call.find(1, ListValue.class);
    if (list == null) {
      out.nil();
      return;
    }
    long at = ListEnds.fromHead(call.integer(2), list.size());
    if (at < 0 || at >= list.size()) {
      out.nil();
    } else {
      list.range(at, at, new Bulks(out));
    }
  }

  private static void lpos(Call call, ReplyWriter out) {
    var options = PositionOptions.parse(call);
    ListValue list = call.find(1, ListValue.class);
    if (options.wantsAll()) {
      int mark = out.open();
      out.closeArray(mark, list == null ? 0 : positions(call, list, options, out));
    } else if (list == null || positions(call, list, options, out) == 0) {
      out.nil();
    }
  }

  /** Writes the indexes that are asked for and returns how many there are. */
  private static int positions(
      Call call, ListValue list, PositionOptions options, ReplyWriter out) {
    Args args = call.args();
    var found =
        new Object() {
          long all;
          int written;
        };
    list.search(
        options.from(),
        args.array(2),
        args.offset(2),
        args.length(2),
        options.compared(),
        index -> {
          if (++found.all >= options.rank()) {
            out.integer(index);
            found.written++;
          }
          return found.written < options.count();
        });
    return found.written;
  }

  /** What follows {@code LPOS key element}. */
  private record PositionOptions(ListEnd from, long rank, long matches, long maxlen) {
    private static final long ONE = -1;

    static PositionOptions parse(Call call) {
      long rank = 1;
      long matches = ONE;
      long maxlen = 0;
      for (int i = 3; i < call.count(); i += 2) {
        if (i + 1 == call.count()) {
          throw Err.SYNTAX;
        } else if (call.is(i, "RANK")) {
          rank = rank(call.integer(i + 1));
        } else if (call.is(i, "COUNT")) {
          matches = ListPops.atLeast(0, call, i + 1, Err.COUNT_NEGATIVE);
        } else if (call.is(i, "MAXLEN")) {
          maxlen = ListPops.atLeast(0, call, i + 1, Err.MAXLEN_NEGATIVE);
        } else {
          throw Err.SYNTAX;
        }
      }
      ListEnd from = rank < 0 ? ListEnd.RIGHT : ListEnd.LEFT;
      return new PositionOptions(from, Math.abs(rank), matches, maxlen);
    }

    private static long rank(long rank) {
      if (rank == Long.MIN_VALUE) {
        throw Err.RANK_OUT_OF_RANGE;
      }
      if (rank == 0) {
        throw Err.RANK_ZERO;
      }
      return rank;
    }

    /** Whether all matches are asked for, or several, and not just one. */
    boolean wantsAll() {
      return matches != ONE;
    }

    /** The most matches to tell. */
    long count() {
      return matches == ONE ? 1 : matches == 0 ? Long.MAX_VALUE : matches;
    }

    /** The most elements to compare. */
    long compared() {
      return maxlen == 0 ? Long.MAX_VALUE : maxlen;
    }
  }
}
