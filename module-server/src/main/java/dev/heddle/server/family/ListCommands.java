package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
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
import dev.heddle.store.Entry;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;

/**
 * The commands that add, replace and remove elements of a list. Those that read are {@link
 * ListReads}; those that take elements out {@link ListPops}; those that move them {@link
 * ListMoves}.
 */
public final class ListCommands {
  private ListCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.LIST);
    declarePushing(t);
    declareChanging(t);
    ListReads.declare(t);
    ListPops.declare(t);
    ListMoves.declare(t);
  }

  private static void declarePushing(CommandTable t) {
    t.add(
            "LPUSH key element...",
            firstKey(RW, INSERT),
            (call, out) -> push(call, out, ListEnd.LEFT),
            WRITE,
            DENYOOM,
            FAST)
        .doc(
            "1.0.0",
            "O(N), N elements given",
            "Adds elements in front of a list, which is made when missing.");
    t.add(
            "RPUSH key element...",
            firstKey(RW, INSERT),
            (call, out) -> push(call, out, ListEnd.RIGHT),
            WRITE,
            DENYOOM,
            FAST)
        .doc(
            "1.0.0",
            "O(N), N elements given",
            "Adds elements behind a list, which is made when missing.");
    t.add(
            "LPUSHX key element...",
            firstKey(RW, INSERT),
            (call, out) -> pushx(call, out, ListEnd.LEFT),
            WRITE,
            DENYOOM,
            FAST)
        .doc("2.2.0", "O(N), N elements given", "Adds elements in front of a list that is there.");
    t.add(
            "RPUSHX key element...",
            firstKey(RW, INSERT),
            (call, out) -> pushx(call, out, ListEnd.RIGHT),
            WRITE,
            DENYOOM,
            FAST)
        .doc("2.2.0", "O(N), N elements given", "Adds elements behind a list that is there.");
  }

  private static void declareChanging(CommandTable t) {
    t.add("LSET key index element", firstKey(RW, UPDATE), ListCommands::lset, WRITE, DENYOOM)
        .doc("1.0.0", "O(N), N nodes from the nearer end", "Replaces the element at an index.");
    t.add(
            "LINSERT key {where=BEFORE|AFTER} pivot element",
            firstKey(RW, INSERT),
            ListCommands::linsert,
            WRITE,
            DENYOOM)
        .doc(
            "2.2.0",
            "O(N), N elements before the pivot",
            "Adds an element before or after another one.");
    t.add("LREM key count element", firstKey(RW, DELETE), ListCommands::lrem, WRITE)
        .doc("1.0.0", "O(N), N the length of the list", "Removes elements that equal one given.");
    t.add("LTRIM key start stop", firstKey(RW, DELETE), ListCommands::ltrim, WRITE)
        .doc(
            "1.0.0",
            "O(N), N nodes removed",
            "Removes the elements that are not between two indexes.");
  }

  // ---- pushing

  private static void push(Call call, ReplyWriter out, ListEnd end) {
    push(call, out, end, call.edit(1, ListValue.class, ListValue::new));
  }

  private static void pushx(Call call, ReplyWriter out, ListEnd end) {
    Entry entry = call.edit(1, ListValue.class);
    if (entry == null) {
      out.integer(0);
    } else {
      push(call, out, end, entry);
    }
  }

  private static void push(Call call, ReplyWriter out, ListEnd end, Entry entry) {
    var list = (ListValue) entry.value();
    var packing = call.keyspace().packing();
    Args args = call.args();
    int count = call.count();
    long bytes = 0;
    for (int i = 2; i < count; i++) {
      bytes += args.length(i);
    }
    list.expect(bytes, count - 2, packing);
    for (int i = 2; i < count; i++) {
      list.push(end, args.array(i), args.offset(i), args.length(i), packing);
    }
    call.edited(1, entry, ListEnds.pushed(end), count - 2);
    out.integer(list.size());
  }

  // ---- changing

  private static void lset(Call call, ReplyWriter out) {
    Entry entry = call.forWrite(1);
    if (entry == null) {
      throw Err.NO_SUCH_KEY;
    }
    ListValue list = Call.cast(entry, ListValue.class);
    long at = ListEnds.fromHead(call.integer(2), list.size());
    boolean exists = at >= 0 && at < list.size();
    var packing = call.keyspace().packing();
    Args args = call.args();
    call.db().edit(entry);
    list.expect(args.length(3), 1, packing);
    if (exists) {
      list.set(at, args.array(3), args.offset(3), args.length(3), packing);
    }
    call.edited(1, entry, Event.LSET, exists ? 1 : 0);
    if (!exists) {
      throw Err.INDEX_OUT_OF_RANGE;
    }
    out.ok();
  }

  private static void linsert(Call call, ReplyWriter out) {
    boolean after = call.is(2, "AFTER");
    if (!after && !call.is(2, "BEFORE")) {
      throw Err.SYNTAX;
    }
    Entry entry = call.edit(1, ListValue.class);
    if (entry == null) {
      out.integer(0);
      return;
    }
    var list = (ListValue) entry.value();
    var packing = call.keyspace().packing();
    Args args = call.args();
    list.expect(args.length(4), 1, packing);
    long pivot = firstIndex(list, args, 3);
    if (pivot >= 0) {
      long at = after ? pivot + 1 : pivot;
      list.insert(at, args.array(4), args.offset(4), args.length(4), packing);
    }
    call.edited(1, entry, Event.LINSERT, pivot >= 0 ? 1 : 0);
    out.integer(pivot < 0 ? -1 : list.size());
  }

  private static long firstIndex(ListValue list, Args args, int i) {
    long[] index = {-1};
    list.search(
        ListEnd.LEFT,
        args.array(i),
        args.offset(i),
        args.length(i),
        Long.MAX_VALUE,
        at -> {
          index[0] = at;
          return false;
        });
    return index[0];
  }

  private static void lrem(Call call, ReplyWriter out) {
    long count = call.integer(2);
    Entry entry = call.edit(1, ListValue.class);
    long removed = entry == null ? 0 : lrem(call, entry, count);
    out.integer(removed);
  }

  private static long lrem(Call call, Entry entry, long count) {
    var list = (ListValue) entry.value();
    Args args = call.args();
    boolean all = count == 0 || count == Long.MIN_VALUE;
    long removed =
        list.remove(
            count < 0 ? ListEnd.RIGHT : ListEnd.LEFT,
            args.array(3),
            args.offset(3),
            args.length(3),
            all ? Long.MAX_VALUE : Math.abs(count),
            call.keyspace().packing());
    call.edited(1, entry, Event.LREM, (int) removed);
    return removed;
  }

  private static void ltrim(Call call, ReplyWriter out) {
    long start = call.integer(2);
    long stop = call.integer(3);
    Entry entry = call.edit(1, ListValue.class);
    if (entry != null) {
      ltrim(call, entry, start, stop);
    }
    out.ok();
  }

  private static void ltrim(Call call, Entry entry, long start, long stop) {
    var list = (ListValue) entry.value();
    long size = list.size();
    list.trim(ListEnds.first(start, size), ListEnds.last(stop, size), call.keyspace().packing());
    int removed = (int) (size - list.size());
    if (removed == 0) {
      call.alsoChanged(call.db(), 1, Event.LTRIM); // Redis says so even when nothing was cut off
    }
    call.edited(1, entry, Event.LTRIM, removed);
  }
}
