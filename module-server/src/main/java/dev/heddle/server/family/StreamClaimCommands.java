package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Consumer;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamWalk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XCLAIM and XAUTOCLAIM: pending entries that become another consumer's. */
final class StreamClaimCommands {
  /** So many pending entries are looked at for each that is asked for. */
  private static final long ATTEMPTS = 10;

  private StreamClaimCommands() {}

  static void declare(CommandTable t) {
    t.add(
            "XCLAIM key group consumer min-idle-time id... [IDLE ms:integer]"
                + " [TIME unix-time-milliseconds] [RETRYCOUNT count] [FORCE] [JUSTID] [LASTID id]",
            firstKey(RW, UPDATE),
            StreamClaimCommands::xclaim,
            WRITE,
            FAST)
        .doc(
            "5.0.0",
            "O(N log(M)), N ids given, M entries pending",
            "Makes a consumer the one for whom given entries are pending.");
    t.add(
            "XAUTOCLAIM key group consumer min-idle-time start:string [COUNT count] [JUSTID]",
            firstKey(RW, DELETE),
            StreamClaimCommands::xautoclaim,
            WRITE,
            FAST)
        .doc(
            "6.2.0",
            "O(N), N entries asked for",
            "Makes a consumer the one for whom entries are pending that were so for long.");
  }

  /** The least idle time at argument 4. */
  private static long leastIdle(Args args, CommandError error) {
    return Math.max(0, Numbers.parse(args, 4, error));
  }

  /** A claim as it goes on. */
  private static final class Claim {
    final Call call;
    final StreamGroups of;
    final Consumer consumer;
    final long minIdle;
    final boolean justIds;
    final StreamReplies replies;
    final List<PendingEntry> claimed = new ArrayList<>();
    final List<StreamId> gone = new ArrayList<>();

    Claim(
        Call call,
        StreamGroups of,
        Consumer consumer,
        long minIdle,
        boolean justIds,
        ReplyWriter out) {
      this.call = call;
      this.of = of;
      this.consumer = consumer;
      this.minIdle = minIdle;
      this.justIds = justIds;
      this.replies = new StreamReplies(out);
    }

    boolean isIdle(PendingEntry entry) {
      return minIdle == 0 || call.now() - entry.deliveredAt() >= minIdle;
    }

    /** The stream's entry, or null, and it is not pending any more, when it was deleted. */
    @Nullable StreamWalk look(StreamId id) {
      StreamWalk walk = of.stream().walk(id, id, /* reverse= */ false);
      if (walk.next()) {
        return walk;
      }
      if (of.group().acknowledge(id.ms(), id.seq())) {
        gone.add(id);
      }
      return null;
    }

    void take(PendingEntry entry, StreamWalk walk, long deliveredAt, long deliveries) {
      claimed.add(of.group().redeliver(entry, consumer, deliveredAt, deliveries));
      if (justIds) {
        replies.id(entry.ms(), entry.seq());
      } else {
        replies.entry(walk);
      }
    }

    void end() {
      if (!claimed.isEmpty()) {
        consumer.active(call.now());
      }
      of.pendingEffects(call, consumer, claimed);
      of.goneEffect(call, gone);
      call.db().edited(of.entry());
      call.changedUnnamed(claimed.size() + gone.size());
    }
  }

  // ---- given ids

  private static void xclaim(Call call, ReplyWriter out) {
    var of = StreamGroups.find(call);
    var options = ClaimOptions.parse(call);
    call.db().edit(of.entry());
    StreamId last = options.last();
    boolean moved = last != null && last.isAfter(of.group().lastId());
    if (last != null && moved) {
      of.group().position(last, of.group().entriesRead());
    }
    Consumer consumer = of.consumer(call, call.copy(3));
    var claim = new Claim(call, of, consumer, options.minIdle(), options.justIds(), out);
    int mark = out.open();
    for (StreamId id : options.ids()) {
      claim(claim, id, options);
    }
    out.closeArray(mark, claim.claimed.size());
    claim.end();
    if (moved) {
      of.positionEffect(call);
      call.changedUnnamed(1);
    }
  }

  private static void claim(Claim claim, StreamId id, ClaimOptions options) {
    StreamWalk walk = claim.look(id);
    if (walk == null) {
      return;
    }
    PendingEntry entry = claim.of.group().pending(id.ms(), id.seq());
    if (entry == null) {
      if (!options.force()) {
        return;
      }
      entry = claim.of.group().addPending(id.ms(), id.seq(), claim.consumer, claim.call.now(), 1);
    } else if (!claim.isIdle(entry)) {
      return;
    }
    long counted = entry.deliveries() + (options.justIds() ? 0 : 1);
    claim.take(
        entry,
        walk,
        options.deliveredAt(),
        options.deliveries() < 0 ? counted : options.deliveries());
  }

  /**
   * What follows {@code XCLAIM key group consumer}.
   *
   * @param deliveries -1: not given
   * @param last what was delivered last; null: not given
   */
  private record ClaimOptions(
      long minIdle,
      List<StreamId> ids,
      long deliveredAt,
      long deliveries,
      boolean force,
      boolean justIds,
      @Nullable StreamId last) {

    static ClaimOptions parse(Call call) {
      Args args = call.args();
      long minIdle = leastIdle(args, Err.claimArgument("min-idle-time", "XCLAIM"));
      var ids = new ArrayList<StreamId>();
      int i = 5;
      for (StreamId id; i < args.count() && (id = StreamIds.parseOrNull(args, i)) != null; i++) {
        ids.add(id);
      }
      long deliveredAt = call.now();
      long deliveries = -1;
      boolean force = false;
      boolean justIds = false;
      StreamId last = null;
      for (; i < args.count(); i++) {
        boolean more = i + 1 < args.count();
        if (args.is(i, "FORCE")) {
          force = true;
        } else if (args.is(i, "JUSTID")) {
          justIds = true;
        } else if (args.is(i, "IDLE") && more) {
          deliveredAt = call.now() - number(args, ++i, "IDLE option");
        } else if (args.is(i, "TIME") && more) {
          deliveredAt = number(args, ++i, "TIME option");
        } else if (args.is(i, "RETRYCOUNT") && more) {
          deliveries = number(args, ++i, "RETRYCOUNT option");
        } else if (args.is(i, "LASTID") && more) {
          last = StreamIds.parse(args, ++i, 0);
        } else {
          throw Err.claimOption(args, i);
        }
      }
      boolean sane = deliveredAt >= 0 && deliveredAt <= call.now();
      return new ClaimOptions(
          minIdle, ids, sane ? deliveredAt : call.now(), deliveries, force, justIds, last);
    }

    private static long number(Args args, int i, String option) {
      return Numbers.parse(args, i, Err.claimArgument(option, "XCLAIM"));
    }
  }

  // ---- whatever has been pending for long

  private static void xautoclaim(Call call, ReplyWriter out) {
    var options = AutoClaimOptions.parse(call.args());
    var of = StreamGroups.find(call);
    call.db().edit(of.entry());
    Consumer consumer = of.consumer(call, call.copy(3));
    var entries = new ReplyWriter(); // the cursor, known last, comes first
    entries.protocol(out.protocol());
    var claim = new Claim(call, of, consumer, options.minIdle(), options.justIds(), entries);
    StreamId next = claimIdle(claim, options);
    var replies = new StreamReplies(out);
    out.array(3);
    replies.id(next);
    out.array(claim.claimed.size());
    out.raw(entries.buffer(), 0, entries.size());
    out.array(claim.gone.size());
    claim.gone.forEach(replies::id);
    claim.end();
  }

  /** Claims what it may and returns where to go on; 0-0: all was seen. */
  private static StreamId claimIdle(Claim claim, AutoClaimOptions options) {
    long attempts = options.count() * ATTEMPTS;
    long left = options.count();
    PendingEntry entry = claim.of.group().pendingFrom(options.from());
    while (entry != null && attempts > 0 && left > 0) {
      StreamWalk walk = claim.look(entry.id());
      if (walk == null) {
        left--;
      } else if (claim.isIdle(entry)) {
        long deliveries = entry.deliveries() + (options.justIds() ? 0 : 1);
        claim.take(entry, walk, claim.call.now(), deliveries);
        left--;
      }
      attempts--;
      entry = claim.of.group().pendingAfter(entry);
    }
    return entry == null ? StreamId.MIN : entry.id();
  }

  /** What follows {@code XAUTOCLAIM key group consumer}. */
  private record AutoClaimOptions(long minIdle, StreamId from, long count, boolean justIds) {
    static final long DEFAULT_COUNT = 100;
    static final int IDS_IN_COUNT = 16;

    static AutoClaimOptions parse(Args args) {
      long minIdle = leastIdle(args, Err.claimArgument("min-idle-time", "XAUTOCLAIM"));
      StreamId from = StreamIds.from(args, 5);
      long count = DEFAULT_COUNT;
      boolean justIds = false;
      for (int i = 6; i < args.count(); i++) {
        if (args.is(i, "COUNT") && i + 1 < args.count()) {
          count = count(args, ++i);
        } else if (args.is(i, "JUSTID")) {
          justIds = true;
        } else {
          throw Err.SYNTAX;
        }
      }
      return new AutoClaimOptions(minIdle, from, count, justIds);
    }

    private static long count(Args args, int i) {
      long count = Numbers.parse(args, i, Err.XAUTOCLAIM_COUNT);
      if (count < 1 || count > Long.MAX_VALUE / IDS_IN_COUNT) {
        throw Err.XAUTOCLAIM_COUNT;
      }
      return count;
    }
  }
}
