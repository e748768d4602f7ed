package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.Use.VARIABLE_FLAGS;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.store.Database;
import dev.heddle.store.Entry;
import dev.heddle.store.StringValue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The string commands; those that count are {@link CounterCommands}. */
public final class StringCommands {
  private static final byte[] SET = Call.ascii("SET");
  private static final byte[] PXAT = Call.ascii("PXAT");

  private final LongSupplier maxBulk;

  private StringCommands(LongSupplier maxBulk) {
    this.maxBulk = maxBulk;
  }

  /** {@code maxBulk}: the longest string in bytes, proto-max-bulk-len. */
  public static void declare(CommandTable t, LongSupplier maxBulk) {
    var commands = new StringCommands(maxBulk);
    t.group(Group.STRING);
    declareSetters(t);
    declareGetters(t);
    t.add("APPEND key value", firstKey(RW, INSERT), commands::append, WRITE, DENYOOM, FAST)
        .doc(
            "2.0.0",
            "O(1), amortised",
            "Appends bytes to a string, which is made when it is missing.");
    t.add("SETRANGE key offset value", firstKey(RW, UPDATE), commands::setrange, WRITE, DENYOOM)
        .doc("2.2.0", "O(N), N the length of the value", "Overwrites a part of a string.");
    LcsCommand.declare(t, maxBulk);
  }

  private static void declareSetters(CommandTable t) {
    t.add(
            "SET key value [condition=NX|XX] [GET] [expiration=EX seconds|PX milliseconds|EXAT unix-time-seconds"
                + "|PXAT unix-time-milliseconds|KEEPTTL]",
            firstKey(RW, ACCESS, UPDATE, VARIABLE_FLAGS),
            StringCommands::set,
            WRITE,
            DENYOOM)
        .keyUse(SetOptions::keyUse)
        .doc("1.0.0", "O(1)", "Sets a key to a string, whatever it held before.");
    t.add("SETNX key value", firstKey(OW, INSERT), StringCommands::setnx, WRITE, DENYOOM, FAST)
        .deprecated("2.6.12", "SET with NX")
        .doc("1.0.0", "O(1)", "Sets a key to a string when there is no such key.");
    t.add(
            "SETEX key seconds value",
            firstKey(OW, UPDATE),
            (c, o) -> setex(c, o, SetOptions.Time.EX),
            WRITE,
            DENYOOM)
        .deprecated("2.6.12", "SET with EX")
        .doc("2.0.0", "O(1)", "Sets a key to a string that expires after seconds.");
    t.add(
            "PSETEX key milliseconds value",
            firstKey(OW, UPDATE),
            (c, o) -> setex(c, o, SetOptions.Time.PX),
            WRITE,
            DENYOOM)
        .deprecated("2.6.12", "SET with PX")
        .doc("2.6.0", "O(1)", "Sets a key to a string that expires after milliseconds.");
    t.add(
            "GETSET key value",
            firstKey(RW, ACCESS, UPDATE),
            StringCommands::getset,
            WRITE,
            DENYOOM,
            FAST)
        .deprecated("6.2.0", "SET with GET")
        .doc("1.0.0", "O(1)", "Sets a key to a string and returns the one that it held before.");
    t.add(
            "MSET {data=key value}...",
            keys(1, -1, 2, OW, UPDATE),
            StringCommands::mset,
            WRITE,
            DENYOOM)
        .tips("request_policy:multi_shard", "response_policy:all_succeeded")
        .doc("1.0.1", "O(N), N keys", "Sets several keys, all at once.");
    t.add(
            "MSETNX {data=key value}...",
            keys(1, -1, 2, OW, INSERT),
            StringCommands::msetnx,
            WRITE,
            DENYOOM)
        .doc(
            "1.0.1", "O(N), N keys", "Sets several keys, all at once, when there is none of them.");
  }

  private static void declareGetters(CommandTable t) {
    t.add("GET key", firstKey(RO, ACCESS), StringCommands::get, READONLY, FAST)
        .doc("1.0.0", "O(1)", "Returns the string at a key.");
    t.add("MGET key...", keys(1, -1, 1, RO, ACCESS), StringCommands::mget, READONLY, FAST)
        .tips("request_policy:multi_shard")
        .doc("1.0.0", "O(N), N keys", "Returns the strings at several keys.");
    t.add("STRLEN key", firstKey(RO), StringCommands::strlen, READONLY, FAST)
        .doc("2.2.0", "O(1)", "Returns the length of a string in bytes.");
    t.add("GETRANGE key start end", firstKey(RO, ACCESS), StringCommands::getrange, READONLY)
        .doc("2.4.0", "O(N), N the length of the part", "Returns a part of a string.");
    t.add("SUBSTR key start end", firstKey(RO, ACCESS), StringCommands::getrange, READONLY)
        .deprecated("2.0.0", "GETRANGE")
        .doc("1.0.0", "O(N), N the length of the part", "Returns a part of a string.");
    t.add("GETDEL key", firstKey(RW, ACCESS, DELETE), StringCommands::getdel, WRITE, FAST)
        .doc("6.2.0", "O(1)", "Returns the string at a key and removes the key.");
    t.add(
            "GETEX key [expiration=EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds"
                + "|PERSIST]",
            firstKey(RW, ACCESS, UPDATE),
            StringCommands::getex,
            WRITE,
            FAST)
        .doc("6.2.0", "O(1)", "Returns the string at a key and changes when the key expires.");
  }

  // ---- setting

  private static void set(Call call, ReplyWriter out) {
    SetOptions options = SetOptions.ofSet(call);
    long expireAt = options.expireAt(call);
    Entry old = call.count() == 3 ? null : options.get() ? call.entry(1) : call.peek(1);
    if (options.get()) {
      bulk(old == null ? null : Call.cast(old, StringValue.class), out);
    }
    if (old != null ? options.ifAbsent() : options.ifPresent()) {
      if (old != null) {
        call.touch(old);
      }
      if (!options.get()) {
        out.nil();
      }
      return;
    }
    store(call, 2, options.keepTtl() ? Database.KEEP_EXPIRY : expireAt);
    if (!options.get()) {
      out.ok();
    }
  }

  /** Stores the string in argument {@code value}; {@code expireAt} as {@link Call#put} takes it. */
  private static void store(Call call, int value, long expireAt) {
    call.putString(1, value, expireAt);
    call.changed(1, Event.SET);
    if (expireAt >= 0) {
      call.effect(SET, call.copy(1), call.copy(value), PXAT, Call.ascii(expireAt));
      call.alsoChanged(call.db(), 1, Event.EXPIRE);
    }
  }

  private static void setnx(Call call, ReplyWriter out) {
    boolean absent = call.forWrite(1) == null;
    if (absent) {
      store(call, 2, Entry.NO_EXPIRY);
    }
    out.integer(absent ? 1 : 0);
  }

  private static void setex(Call call, ReplyWriter out, SetOptions.Time time) {
    store(call, 3, SetOptions.expiring(time, 2).expireAt(call));
    out.ok();
  }

  private static void getset(Call call, ReplyWriter out) {
    bulk(call.find(1, StringValue.class), out);
    store(call, 2, Entry.NO_EXPIRY);
  }

  private static void mset(Call call, ReplyWriter out) {
    requirePairs(call);
    setAll(call);
    out.ok();
  }

  private static void msetnx(Call call, ReplyWriter out) {
    requirePairs(call);
    for (int i = 1; i < call.count(); i += 2) {
      if (call.forWrite(i) != null) {
        out.integer(0);
        return;
      }
    }
    setAll(call);
    out.integer(1);
  }

  private static void requirePairs(Call call) {
    if (call.count() % 2 == 0) {
      throw Err.wrongArity(call.command().fullName());
    }
  }

  private static void setAll(Call call) {
    call.prefetch(1, 2);
    for (int i = 1; i < call.count(); i += 2) {
      call.putString(i, i + 1, Entry.NO_EXPIRY);
      call.changed(i, Event.SET);
    }
  }

  // ---- getting

  private static void get(Call call, ReplyWriter out) {
    bulk(call.find(1, StringValue.class), out);
  }

  private static void mget(Call call, ReplyWriter out) {
    call.prefetch(1, 1);
    out.array(call.count() - 1);
    for (int i = 1; i < call.count(); i++) {
      Entry entry = call.entry(i);
      bulk(entry != null && entry.value() instanceof StringValue s ? s : null, out);
    }
  }

  private static void strlen(Call call, ReplyWriter out) {
    StringValue value = call.find(1, StringValue.class);
    out.integer(value == null ? 0 : value.length());
  }

  private static void getrange(Call call, ReplyWriter out) {
    long start = call.integer(2);
    long end = call.integer(3);
    StringValue value = call.find(1, StringValue.class);
    int length = value == null ? 0 : value.length();
    boolean reversed = start < 0 && end < 0 && start > end;
    long from = Math.max(0, start < 0 ? start + length : start);
    long to = Math.min(length - 1L, Math.max(0, end < 0 ? end + length : end));
    if (value == null || reversed || from > to) {
      out.bulk(new byte[0]);
    } else {
      out.bulk(value.array(), (int) from, (int) (to - from + 1));
    }
  }

  private static void getdel(Call call, ReplyWriter out) {
    StringValue value = call.find(1, StringValue.class);
    bulk(value, out);
    if (value != null) {
      call.delete(1);
      call.effect("DEL", 1);
    }
  }

  private static void getex(Call call, ReplyWriter out) {
    SetOptions options = SetOptions.ofGetEx(call);
    Entry entry = call.entry(1);
    bulk(entry == null ? null : Call.cast(entry, StringValue.class), out);
    if (entry == null) {
      return;
    }
    long expireAt = options.expireAt(call);
    if (expireAt >= 0) {
      Expiry.set(call, 1, entry, expireAt);
    } else if (options.persist()) {
      Expiry.clear(call, 1, entry);
    }
  }

  // ---- changing in place

  private void append(Call call, ReplyWriter out) {
    Entry entry = call.forWrite(1);
    if (entry == null) {
      call.put(1, StringValue.of(call.take(2)));
      call.changed(1, Event.APPEND);
      out.integer(call.args().length(2));
      return;
    }
    StringValue old = Call.cast(entry, StringValue.class);
    requireLength((long) old.length() + call.args().length(2));
    call.db().edit(entry);
    StringValue longer =
        old.append(call.args().array(2), call.args().offset(2), call.args().length(2));
    call.db().edited(entry, longer);
    call.changed(1, Event.APPEND);
    out.integer(longer.length());
  }

  private void setrange(Call call, ReplyWriter out) {
    long offset = call.integer(2);
    if (offset < 0) {
      throw Err.OFFSET_OUT_OF_RANGE;
    }
    Entry entry = call.forWrite(1);
    StringValue old = entry == null ? null : Call.cast(entry, StringValue.class);
    int added = call.args().length(3);
    if (added == 0) {
      out.integer(old == null ? 0 : old.length());
      return;
    }
    requireLength(offset + added);
    if (entry == null || old == null) {
      entry = call.put(1, StringValue.of(new byte[0]));
      old = Call.cast(entry, StringValue.class);
    }
    call.db().edit(entry);
    StringValue changed =
        old.setRange((int) offset, call.args().array(3), call.args().offset(3), added);
    call.db().edited(entry, changed);
    call.changed(1, Event.SETRANGE);
    out.integer(changed.length());
  }

  private void requireLength(long length) {
    if (length < 0 || length > Math.min(maxBulk.getAsLong(), StringValue.MAX_LENGTH)) {
      throw Err.STRING_TOO_LONG;
    }
  }

  private static void bulk(@Nullable StringValue value, ReplyWriter out) {
    if (value == null) {
      out.nil();
    } else {
      out.bulk(value.array(), 0, value.length());
    }
  }
}
