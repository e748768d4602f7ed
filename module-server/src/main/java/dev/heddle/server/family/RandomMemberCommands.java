package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Entry;
import dev.heddle.store.SetValue;

/** SPOP and SRANDMEMBER: members chosen by chance. */
final class RandomMemberCommands {
  /** The most draws from one set, each of which may give the same member again. */
  private static final int MOST_DRAWS = 1 << 24;

  private RandomMemberCommands() {}

  static void declare(CommandTable t) {
    t.add("SPOP key [count]", firstKey(RW, ACCESS, DELETE), RandomMemberCommands::spop, WRITE, FAST)
        .tips("nondeterministic_output")
        .doc(
            "1.0.0",
            "O(1), or O(N), N members returned",
            "Removes and returns one or several members by chance.");
    t.add(
            "SRANDMEMBER key [count]",
            firstKey(RO, ACCESS),
            RandomMemberCommands::srandmember,
            READONLY)
        .tips("nondeterministic_output")
        .doc(
            "1.0.0",
            "O(1), or O(N), N members returned",
            "Returns one or several members by chance.");
  }

  // ---- SPOP

  private static void spop(Call call, ReplyWriter out) {
    requireAtMostOneOption(call);
    if (call.count() == 2) {
      popOne(call, out);
    } else {
      popSeveral(call, popCount(call), out);
    }
  }

  private static long popCount(Call call) {
    long count = Numbers.parse(call.args(), 2, Err.NOT_POSITIVE);
    if (count < 0) {
      throw Err.NOT_POSITIVE;
    }
    return count;
  }

  private static void popOne(Call call, ReplyWriter out) {
    Entry entry = call.edit(1, SetValue.class);
    if (entry == null) {
      out.nil();
      return;
    }
    var popped = new PoppedMembers(out);
    ((SetValue) entry.value()).pop(1, call.random(), popped);
    popped.journal(call, 1);
    call.edited(1, entry, Event.SPOP, 1);
  }

  private static void popSeveral(Call call, long count, ReplyWriter out) {
    Entry entry = call.edit(1, SetValue.class);
    if (entry == null) {
      out.set(0);
      return;
    }
    var set = (SetValue) entry.value();
    int popped = (int) Math.min(count, set.size());
    out.set(popped);
    if (popped == set.size()) {
      set.pop(popped, call.random(), new Bulks(out));
      call.effect("DEL", 1);
    } else {
      var members = new PoppedMembers(out);
      set.pop(popped, call.random(), members);
      members.journal(call, 1);
    }
    call.edited(1, entry, Event.SPOP, popped);
  }

  // ---- SRANDMEMBER

  private static void srandmember(Call call, ReplyWriter out) {
    requireAtMostOneOption(call);
    boolean one = call.count() == 2;
    long count = one ? 1 : randomCount(call);
    SetValue set = call.find(1, SetValue.class);
    if (set == null) {
      absent(one, out);
    } else if (one) {
      set.random(call.random(), new Bulks(out));
    } else if (count < 0) {
      repeat(set, (int) -count, call, out);
    } else {
      out.array((int) Math.min(count, set.size()));
      set.sample(count, call.random(), new Bulks(out));
    }
  }

  private static long randomCount(Call call) {
    long count = call.integer(2);
    if (count == Long.MIN_VALUE) {
      throw Err.RANDOM_COUNT_OUT_OF_RANGE;
    }
    if (count < -MOST_DRAWS) {
      throw Err.OUT_OF_RANGE;
    }
    return count;
  }

  private static void absent(boolean one, ReplyWriter out) {
    if (one) {
      out.nil();
    } else {
      out.array(0);
    }
  }

  private static void repeat(SetValue set, int times, Call call, ReplyWriter out) {
    var bulks = new Bulks(out);
    out.array(times);
    for (int i = 0; i < times; i++) {
      set.random(call.random(), bulks);
    }
  }

  private static void requireAtMostOneOption(Call call) {
    if (call.count() > 3) {
      throw Err.SYNTAX;
    }
  }
}
