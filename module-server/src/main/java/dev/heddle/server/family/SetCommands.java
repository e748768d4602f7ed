package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.store.Entry;
import dev.heddle.store.Packing;
import dev.heddle.store.SetValue;
import java.util.List;

/**
 * The commands on one set, and SMOVE; those that choose by chance are {@link RandomMemberCommands},
 * those that combine sets {@link SetAlgebraCommands}.
 */
public final class SetCommands {
  private SetCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.SET);
    declareChanges(t);
    declareQuestions(t);
    RandomMemberCommands.declare(t);
    SetAlgebraCommands.declare(t);
  }

  private static void declareChanges(CommandTable t) {
    t.add("SADD key member...", firstKey(RW, INSERT), SetCommands::sadd, WRITE, DENYOOM, FAST)
        .doc("1.0.0", "O(N), N members given", "Adds members to a set, made when it is missing.");
    t.add("SREM key member...", firstKey(RW, DELETE), SetCommands::srem, WRITE, FAST)
        .doc("1.0.0", "O(N), N members given", "Removes members from a set.");
    t.add(
            "SMOVE source destination member",
            List.of(keyAt(1, RW, ACCESS, DELETE), keyAt(2, RW, INSERT)),
            SetCommands::smove,
            WRITE,
            FAST)
        .doc("1.0.0", "O(1)", "Moves a member from one set to another.");
  }

  private static void declareQuestions(CommandTable t) {
    t.add("SCARD key", firstKey(RO), SetCommands::scard, READONLY, FAST)
        .doc("1.0.0", "O(1)", "Returns the number of members of a set.");
    t.add("SISMEMBER key member", firstKey(RO), SetCommands::sismember, READONLY, FAST)
        .doc("1.0.0", "O(1)", "Tells whether something is a member of a set.");
    t.add("SMISMEMBER key member...", firstKey(RO, ACCESS), SetCommands::smismember, READONLY, FAST)
        .doc(
            "6.2.0",
            "O(N), N members given",
            "Tells of several whether they are members of a set.");
    t.add("SMEMBERS key", firstKey(RO, ACCESS), SetCommands::smembers, READONLY)
        .tips("nondeterministic_output_order")
        .doc("1.0.0", "O(N), N members of the set", "Returns all members of a set.");
    t.add(
            "SSCAN key cursor [MATCH pattern] [COUNT count]",
            firstKey(RO, ACCESS),
            SetCommands::sscan,
            READONLY)
        .tips("nondeterministic_output")
        .doc(
            "2.8.0",
            "O(COUNT) a call, O(N) for all, N members of the set",
            "Returns some members of a set, and where to go on.");
  }

  // ---- changing

  private static void sadd(Call call, ReplyWriter out) {
    Packing packing = call.keyspace().packing();
    int given = call.count() - 2;
    Entry entry = call.edit(1, SetValue.class, () -> empty(call, 2, given));
    var set = (SetValue) entry.value();
    set.expect(given, packing);
    int added = 0;
    for (int i = 2; i < call.count(); i++) {
      added += add(call, i, set) ? 1 : 0;
    }
    call.edited(1, entry, Event.SADD, added);
    out.integer(added);
  }

  private static void srem(Call call, ReplyWriter out) {
    Entry entry = call.edit(1, SetValue.class);
    if (entry == null) {
      out.integer(0);
      return;
    }
    var set = (SetValue) entry.value();
    int removed = 0;
    for (int i = 2; i < call.count(); i++) {
      removed += remove(call, i, set) ? 1 : 0;
    }
    call.edited(1, entry, Event.SREM, removed);
    out.integer(removed);
  }

  private static void smove(Call call, ReplyWriter out) {
    Entry from = call.forWrite(1);
    if (from == null) {
      out.integer(0);
      return;
    }
    Entry to = call.forWrite(2);
    SetValue source = Call.cast(from, SetValue.class);
    SetValue target = to == null ? new SetValue() : Call.cast(to, SetValue.class);
    boolean member = contains(call, 3, source);
    if (member && !source.equals(target)) {
      move(call);
    }
    out.integer(member ? 1 : 0);
  }

  /** Moves what is a member to another key, which holds a set or nothing. */
  private static void move(Call call) {
    Entry from = call.edit(1, SetValue.class, SetValue::new);
    remove(call, 3, (SetValue) from.value());
    call.edited(1, from, Event.SREM, 1);
    Entry to = call.edit(2, SetValue.class, () -> empty(call, 3, 1));
    boolean added = add(call, 3, (SetValue) to.value());
    call.edited(2, to, Event.SADD, added ? 1 : 0);
  }

  // ---- asking

  private static void scard(Call call, ReplyWriter out) {
    SetValue set = call.find(1, SetValue.class);
    out.integer(set == null ? 0 : set.size());
  }

  private static void sismember(Call call, ReplyWriter out) {
    SetValue set = call.find(1, SetValue.class);
    out.integer(set != null && contains(call, 2, set) ? 1 : 0);
  }

  private static void smismember(Call call, ReplyWriter out) {
    SetValue set = call.find(1, SetValue.class);
    out.array(call.count() - 2);
    for (int i = 2; i < call.count(); i++) {
      out.integer(set != null && contains(call, i, set) ? 1 : 0);
    }
  }

  private static void smembers(Call call, ReplyWriter out) {
    SetValue set = call.find(1, SetValue.class);
    out.set(set == null ? 0 : set.size());
    if (set != null) {
      set.forEach(new Bulks(out));
    }
  }

  private static void sscan(Call call, ReplyWriter out) {
    CollectionScan.run(call, SetValue.class, 1, SetValue::scan, out);
  }

  // ---- members in arguments

  /** A set for up to {@code members}, the first of which is argument i. */
  private static SetValue empty(Call call, int i, int members) {
    Args args = call.args();
    Packing packing = call.keyspace().packing();
    return SetValue.expecting(args.array(i), args.offset(i), args.length(i), members, packing);
  }

  private static boolean contains(Call call, int i, SetValue set) {
    Args args = call.args();
    return set.contains(args.array(i), args.offset(i), args.length(i));
  }

  private static boolean add(Call call, int i, SetValue set) {
    Args args = call.args();
    Packing packing = call.keyspace().packing();
    return set.add(args.array(i), args.offset(i), args.length(i), packing);
  }

  private static boolean remove(Call call, int i, SetValue set) {
    Args args = call.args();
    return set.remove(args.array(i), args.offset(i), args.length(i));
  }
}
