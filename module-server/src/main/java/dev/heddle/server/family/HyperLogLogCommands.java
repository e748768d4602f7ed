package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ADMIN;
import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keyAt;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.KeySpec;
import dev.heddle.store.CorruptHllException;
import dev.heddle.store.Entry;
import dev.heddle.store.Hll;
import dev.heddle.store.StringValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Strings that estimate how many different elements were added to them, see {@link Hll}. */
public final class HyperLogLogCommands {
  private static final KeySpec MAYBE_KEPT =
      new KeySpec(
          Set.of(RW, ACCESS),
          new KeySpec.Begin.Index(1),
          new KeySpec.Find.Range(-1, 1, 0),
          "RW because it may change the internal representation of the key, and propagate to replicas");

  private final LongSupplier maxSparse;

  private HyperLogLogCommands(LongSupplier maxSparse) {
    this.maxSparse = maxSparse;
  }

  /** {@code maxSparse}: up to so many bytes registers are sparse, hll-sparse-max-bytes. */
  public static void declare(CommandTable t, LongSupplier maxSparse) {
    var commands = new HyperLogLogCommands(maxSparse);
    t.group(Group.HYPERLOGLOG);
    t.add("PFADD key [element...]", firstKey(RW, INSERT), commands::pfadd, WRITE, DENYOOM, FAST)
        .doc("2.8.9", "O(1) for each element", "Adds elements to a HyperLogLog.");
    t.add("PFCOUNT key...", MAYBE_KEPT, HyperLogLogCommands::pfcount, READONLY)
        .doc(
            "2.8.9",
            "O(1) for one key; O(N), N keys, with a large constant, for several",
            "Estimates how many different elements were added to HyperLogLogs.");
    t.add(
            "PFMERGE destkey:key [sourcekey:key...]",
            List.of(keyAt(1, RW, ACCESS, INSERT), keys(2, -1, 1, RO, ACCESS)),
            commands::pfmerge,
            WRITE,
            DENYOOM)
        .doc("2.8.9", "O(N), N keys, with a large constant", "Merges HyperLogLogs into one.");
    commands.declareDebugging(t);
  }

  private void declareDebugging(CommandTable t) {
    t.add("PFDEBUG subcommand key", keyAt(2, RW, ACCESS), this::pfdebug, WRITE, DENYOOM, ADMIN)
        .internal()
        .doc("2.8.9", "O(N), N registers", "Shows and changes how a HyperLogLog is kept.");
    t.add("PFSELFTEST", HyperLogLogCommands::pfselftest, ADMIN)
        .internal()
        .doc("2.8.9", "O(N), N elements tried", "Tries HyperLogLogs out.");
  }

  // ---- adding and counting

  private void pfadd(Call call, ReplyWriter out) {
    Entry entry = call.forWrite(1);
    Hll hll = entry == null ? Hll.empty() : of(call, entry);
    Args args = call.args();
    int changes = entry == null ? 1 : 0;
    try {
      for (int i = 2; i < call.count(); i++) {
        boolean raised =
            hll.add(args.array(i), args.offset(i), args.length(i), maxSparse.getAsLong());
        changes += raised ? 1 : 0;
      }
    } catch (CorruptHllException e) {
      throw Err.CORRUPT_HLL;
    }
    if (changes > 0) {
      store(call, 1, entry, hll.value());
      call.changed(1, Event.PFADD);
      call.changedUnnamed(changes - 1);
    }
    out.integer(changes > 0 ? 1 : 0);
  }

  private static void store(Call call, int i, @Nullable Entry entry, StringValue value) {
    if (entry == null) {
      call.put(i, value);
    } else {
      call.replace(entry, value);
    }
  }

  private static Hll of(StringValue value) {
    if (!Hll.isOne(value)) {
      throw Err.NOT_A_HLL;
    }
    return Hll.of(value);
  }

  /** The one in an entry: whoever looks at it might change it. */
  private static Hll of(Call call, Entry entry) {
    Hll hll = of(Call.cast(entry, StringValue.class));
    BitmapCommands.makeRaw(call, entry);
    return hll;
  }

  private static void pfcount(Call call, ReplyWriter out) {
    try {
      out.integer(call.count() == 2 ? countOne(call) : Hll.estimate(merged(call).registers()));
    } catch (CorruptHllException e) {
      throw Err.CORRUPT_HLL;
    }
  }

  /** An estimate that is made is kept in the string, which is a change as others are. */
  private static long countOne(Call call) {
    Entry entry = call.entry(1);
    if (entry == null) {
      return 0;
    }
    Hll hll = of(call, entry);
    if (hll.kept() >= 0) {
      return hll.kept();
    }
    long estimate = hll.estimate();
    call.db().edit(entry);
    call.db().edited(entry, Hll.keep(Call.cast(entry, StringValue.class), estimate));
    call.changed(1, Event.UNTOLD);
    return estimate;
  }

  // ---- merging

  /**
   * What several HyperLogLogs are together.
   *
   * @param registers one a byte
   * @param dense whether one of them is
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Merged(byte[] registers, boolean dense) {}

  /** All that are among the arguments, the first included. */
  private static Merged merged(Call call) {
    var registers = new byte[Hll.REGISTERS];
    boolean dense = false;
    for (int i = 1; i < call.count(); i++) {
      StringValue value = call.find(i, StringValue.class);
      if (value != null) {
        Hll hll = of(value);
        hll.raise(registers);
        dense |= hll.isDense();
      }
    }
    return new Merged(registers, dense);
  }

  private void pfmerge(Call call, ReplyWriter out) {
    try {
      Merged merged = merged(call);
      Entry entry = call.forWrite(1);
      Hll hll = entry == null ? Hll.empty() : of(call, entry);
      if (merged.dense()) {
        hll.makeDense();
      }
      hll.raiseTo(merged.registers(), maxSparse.getAsLong());
      store(call, 1, entry, hll.value());
    } catch (CorruptHllException e) {
      throw Err.CORRUPT_HLL;
    }
    call.changed(1, Event.PFADD);
    out.ok();
  }

  // ---- debugging

  private void pfdebug(Call call, ReplyWriter out) {
    Entry entry = call.forWrite(2);
    if (entry == null) {
      throw Err.NO_SPECIFIED_KEY;
    }
    Hll hll = of(call, entry);
    try {
      switch (call.text(1).toUpperCase(Locale.ROOT)) {
        case "GETREG" -> registers(call, entry, hll, out);
        case "DECODE" -> decode(hll, out);
        case "ENCODING" -> out.simple(hll.isDense() ? "dense" : "sparse");
        case "TODENSE" -> out.integer(makeDense(call, entry, hll) ? 1 : 0);
        default -> throw Err.unknownPfdebug(call.text(1));
      }
    } catch (CorruptHllException e) {
      throw Err.CORRUPT_HLL;
    }
  }

  private static boolean makeDense(Call call, Entry entry, Hll hll) {
    boolean made = hll.makeDense();
    if (made) {
      call.replace(entry, hll.value());
      call.changedUnnamed(1); // the set is as it was: who watches it is not told
    }
    return made;
  }

  private static void registers(Call call, Entry entry, Hll hll, ReplyWriter out) {
    makeDense(call, entry, hll);
    out.array(Hll.REGISTERS);
    for (byte rank : hll.registers()) {
      out.integer(rank);
    }
  }

  private static void decode(Hll hll, ReplyWriter out) {
    if (hll.isDense()) {
      throw Err.HLL_NOT_SPARSE;
    }
    out.bulk(hll.describe());
  }

  /** Some ten milliseconds of work, on nothing that is the server's: it needs no lock. */
  private static void pfselftest(Call call, ReplyWriter out) {
    byte[] seed = Call.ascii(call.random().nextLong());
    call.outside(reply -> {
      String failure = HyperLogLogSelfTest.run(seed);
      if (failure == null) {
        reply.ok();
      } else {
        reply.error(failure);
      }
    });
  }
}
