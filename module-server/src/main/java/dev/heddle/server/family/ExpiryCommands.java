package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Handler;
import dev.heddle.store.Entry;

/** The commands that set, tell and take the time at which a key expires. */
public final class ExpiryCommands {
  private static final int SECONDS = 1000;
  private static final int MILLIS = 1;
  private static final String CONDITION = " [condition=NX|XX|GT|LT]";

  /** What is told of a key that is not there, and of one that does not expire. */
  private static final int NO_KEY = -2;

  private static final int NO_EXPIRY = -1;

  private ExpiryCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.GENERIC);
    declareSetters(t);
    declareGetters(t);
    t.add("PERSIST key", firstKey(RW, UPDATE), ExpiryCommands::persist, WRITE, FAST)
        .doc("2.2.0", "O(1)", "Has a key stay for ever.");
  }

  private static void declareSetters(CommandTable t) {
    setter(t, "EXPIRE key seconds", (c, o) -> expire(c, o, SECONDS, c.now()))
        .doc("1.0.0", "O(log N), N keys that expire", "Has a key expire after seconds.");
    setter(t, "PEXPIRE key milliseconds", (c, o) -> expire(c, o, MILLIS, c.now()))
        .doc("2.6.0", "O(log N), N keys that expire", "Has a key expire after milliseconds.");
    setter(t, "EXPIREAT key unix-time-seconds", (c, o) -> expire(c, o, SECONDS, 0))
        .doc("1.2.0", "O(log N), N keys that expire", "Has a key expire at a time in seconds.");
    setter(t, "PEXPIREAT key unix-time-milliseconds", (c, o) -> expire(c, o, MILLIS, 0))
        .doc(
            "2.6.0", "O(log N), N keys that expire", "Has a key expire at a time in milliseconds.");
  }

  private static Command setter(CommandTable t, String row, Handler handler) {
    return t.add(row + CONDITION, firstKey(RW, UPDATE), handler, WRITE, FAST);
  }

  private static void declareGetters(CommandTable t) {
    getter(t, "TTL key", (at, now) -> rounded(Math.max(0, at - now)))
        .tips("nondeterministic_output")
        .doc("1.0.0", "O(1)", "Tells in how many seconds a key expires.");
    getter(t, "PTTL key", (at, now) -> Math.max(0, at - now))
        .tips("nondeterministic_output")
        .doc("2.6.0", "O(1)", "Tells in how many milliseconds a key expires.");
    getter(t, "EXPIRETIME key", (at, now) -> rounded(at))
        .doc("7.0.0", "O(1)", "Tells the time in seconds at which a key expires.");
    getter(t, "PEXPIRETIME key", (at, now) -> at)
        .doc("7.0.0", "O(1)", "Tells the time in milliseconds at which a key expires.");
  }

  /** What a command tells of a moment at which a key expires. */
  @FunctionalInterface
  private interface View {
    long of(long expireAt, long now);
  }

  private static Command getter(CommandTable t, String row, View view) {
    return t.add(row, firstKey(RO, ACCESS), (c, o) -> tell(c, o, view), READONLY, FAST);
  }

  // ---- setting

  /**
   * The conditions behind the time of EXPIRE; a key without an expiry counts as one that never
   * ends.
   */
  private record Condition(boolean nx, boolean xx, boolean gt, boolean lt) {
    static Condition parse(Call call) {
      boolean nx = false;
      boolean xx = false;
      boolean gt = false;
      boolean lt = false;
      for (int i = 3; i < call.count(); i++) {
        if (call.is(i, "NX")) {
          nx = true;
        } else if (call.is(i, "XX")) {
          xx = true;
        } else if (call.is(i, "GT")) {
          gt = true;
        } else if (call.is(i, "LT")) {
          lt = true;
        } else {
          throw Err.unsupportedOption(call.text(i));
        }
      }
      if (nx && (xx || gt || lt)) {
        throw Err.NX_AND_OTHERS;
      }
      if (gt && lt) {
        throw Err.GT_AND_LT;
      }
      return new Condition(nx, xx, gt, lt);
    }

    boolean allows(long present, long wanted) {
      boolean expires = present != Entry.NO_EXPIRY;
      return !(nx && expires)
          && !(xx && !expires)
          && !(gt && (!expires || wanted <= present))
          && !(lt && expires && wanted >= present);
    }
  }

  private static void expire(Call call, ReplyWriter out, int unit, long base) {
    Condition condition = Condition.parse(call);
    long expireAt = Expiry.moment(call, call.integer(2), unit, base);
    Entry entry = call.forWrite(1);
    boolean set = entry != null && condition.allows(entry.expireAt(), expireAt);
    if (entry != null && set) {
      Expiry.set(call, 1, entry, expireAt);
    }
    out.integer(set ? 1 : 0);
  }

  private static void persist(Call call, ReplyWriter out) {
    Entry entry = call.forWrite(1);
    out.integer(entry != null && Expiry.clear(call, 1, entry) ? 1 : 0);
  }

  // ---- telling

  private static void tell(Call call, ReplyWriter out, View view) {
    Entry entry = call.look(1);
    if (entry == null) {
      out.integer(NO_KEY);
    } else if (entry.expireAt() == Entry.NO_EXPIRY) {
      out.integer(NO_EXPIRY);
    } else {
      out.integer(view.of(entry.expireAt(), call.now()));
    }
  }

  /** Milliseconds as the nearest number of seconds. */
  private static long rounded(long millis) {
    return millis / 1000 + (millis % 1000 + 500) / 1000;
  }
}
