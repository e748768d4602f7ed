package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.persist.DumpPayload;
import dev.heddle.persist.RdbFormatException;
import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Entry;
import dev.heddle.store.Value;
import java.util.function.BooleanSupplier;

/** Values as payloads that another server, or this one later, makes a key of again. */
public final class DumpCommands {
  private static final int TTL = 2;
  private static final int PAYLOAD = 3;

  private final BooleanSupplier compress;

  private DumpCommands(BooleanSupplier compress) {
    this.compress = compress;
  }

  /** {@code compress}: whether payloads are compressed, rdbcompression. */
  public static void declare(CommandTable t, BooleanSupplier compress) {
    var commands = new DumpCommands(compress);
    t.group(Group.GENERIC);
    t.add("DUMP key", firstKey(RO, ACCESS), commands::dump, READONLY)
        .tips("nondeterministic_output")
        .doc("2.6.0", "O(N), N the size of the value", "Returns a value as bytes for RESTORE.");
    t.add(
            "RESTORE key ttl:integer serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds]"
                + " [FREQ frequency:integer]",
            firstKey(OW, UPDATE),
            DumpCommands::restore,
            WRITE,
            DENYOOM)
        .acl("keyspace", "dangerous")
        .doc(
            "2.6.0",
            "O(N), N the size of the value; O(N*log(N)) for a sorted set",
            "Makes a key of what DUMP returned.");
  }

  private void dump(Call call, ReplyWriter out) {
    Entry entry = call.entry(1);
    if (entry == null) {
      out.nil();
    } else {
      out.bulk(DumpPayload.dump(entry.value(), compress.getAsBoolean()));
    }
  }

  /**
   * What follows {@code RESTORE key ttl serialized-value}.
   *
   * @param idle seconds; -1: not said
   * @param frequency from 0 to 255; -1: not said
   */
  private record Options(boolean replace, boolean absolute, long idle, long frequency) {
    private static final int NOT_SAID = -1;
    private static final int MOST_FREQUENT = 255;

    static Options parse(Args args) {
      boolean replace = false;
      boolean absolute = false;
      long idle = NOT_SAID;
      long frequency = NOT_SAID;
      for (int i = PAYLOAD + 1; i < args.count(); i++) {
        boolean more = i + 1 < args.count();
        if (args.is(i, "REPLACE")) {
          replace = true;
        } else if (args.is(i, "ABSTTL")) {
          absolute = true;
        } else if (args.is(i, "IDLETIME") && more && frequency == NOT_SAID) {
          idle = idle(args, ++i);
        } else if (args.is(i, "FREQ") && more && idle == NOT_SAID) {
          frequency = frequency(args, ++i);
        } else {
          throw Err.SYNTAX;
        }
      }
      return new Options(replace, absolute, idle, frequency);
    }

    private static long idle(Args args, int i) {
      long seconds = Numbers.parse(args, i);
      if (seconds < 0) {
        throw Err.INVALID_IDLE_TIME;
      }
      return seconds;
    }

    private static long frequency(Args args, int i) {
      long frequency = Numbers.parse(args, i);
      if (frequency < 0 || frequency > MOST_FREQUENT) {
        throw Err.INVALID_FREQUENCY;
      }
      return frequency;
    }

    /** Notes the use of the entry as it was said, where the eviction policy asks for it. */
    void noteUse(Call call, Entry entry) {
      boolean byFrequency = call.keyspace().accessPolicy().frequency();
      if (frequency != NOT_SAID && byFrequency) {
        call.keyspace().frequency(entry, (int) frequency, call.now());
      } else if (idle != NOT_SAID && !byFrequency) {
        long sinceEpoch = call.now() / 1000;
        call.keyspace().idleSeconds(entry, Math.min(idle, sinceEpoch), call.now());
      }
    }
  }

  private static void restore(Call call, ReplyWriter out) {
    Options options = Options.parse(call.args());
    Entry old = options.replace() ? call.peek(1) : call.forWrite(1); // a refusal counts as its use
    if (old != null && !options.replace()) {
      throw Err.BUSY_KEY;
    }
    long ttl = ttl(call);
    Value value = value(call);
    if (old != null) {
      call.db().remove(old);
    }
    put(call, options, ttl, value, /* replaced= */ old != null);
    out.ok();
  }

  private static long ttl(Call call) {
    long ttl = call.integer(TTL);
    if (ttl < 0) {
      throw Err.INVALID_TTL;
    }
    return ttl;
  }

  private static Value value(Call call) {
    byte[] payload = call.take(PAYLOAD);
    try {
      return DumpPayload.restore(payload, call.keyspace().packing());
    } catch (RdbFormatException e) {
      throw DumpPayload.isIntact(payload) ? Err.BAD_DATA : Err.BAD_PAYLOAD;
    }
  }

  /** Sets the key, unless its time is over already. A time that overflows is over, as in Redis. */
  private static void put(Call call, Options options, long ttl, Value value, boolean replaced) {
    boolean relative = ttl > 0 && !options.absolute();
    long expireAt = relative ? ttl + call.now() : ttl;
    if (ttl > 0 && expireAt <= call.now() && !call.isReplayed()) {
      if (replaced) {
        call.changed(1, Event.DEL);
        call.effect("DEL", 1);
      }
      return;
    }
    Entry entry = call.put(1, value, ttl == 0 ? Entry.NO_EXPIRY : expireAt);
    options.noteUse(call, entry);
    call.changed(1, Event.RESTORE);
    if (relative) {
      call.effect(absolute(call, expireAt));
    }
  }

  /** The command as it was called, but with the moment at which the key expires. */
  private static byte[][] absolute(Call call, long expireAt) {
    var words = new byte[call.count() + 1][];
    for (int i = 0; i < call.count(); i++) {
      words[i] = i == TTL ? Call.ascii(expireAt) : call.copy(i);
    }
    words[call.count()] = Call.ascii("ABSTTL");
    return words;
  }
}
