package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.BLOCKING;
import static dev.heddle.server.command.Flag.MOVABLEKEYS;
import static dev.heddle.server.command.Flag.WRITE;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.BlockedOn;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.store.Consumer;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * XREADGROUP: entries of streams as a consumer of a group gets them. The id {@code >} asks for
 * those that no consumer has got, as the largest id does; another one for what is pending for this
 * consumer behind it.
 */
final class StreamGroupReads {
  /**
   * One stream to be read.
   *
   * @param after what is pending behind this id is wanted; null: new entries
   */
  private record Source(StreamGroups of, @Nullable StreamId after) {}

  private StreamGroupReads() {}

  static void declare(CommandTable t) {
    t.add(
            "XREADGROUP {group_consumer=GROUP group consumer} [COUNT count] [BLOCK milliseconds]"
                + " [NOACK] STREAMS {streams=key... id...}",
            StreamReadCommands.streams(4),
            StreamGroupReads::xreadgroup,
            WRITE,
            BLOCKING,
            MOVABLEKEYS)
        .doc(
            "5.0.0",
            "O(N) for each stream, N entries returned",
            "Returns new entries of streams to a consumer of a group, and waits for some; or those"
                + " that are pending for it.");
  }

  private static void xreadgroup(Call call, ReplyWriter out) {
    var options = StreamReadOptions.parse(call, /* ofGroup= */ true);
    if (read(call, options, out)) {
      return;
    }
    if (options.blocks()) {
      call.block(
          new BlockedOn(
              options.firstKey(),
              options.keys(),
              options.until(),
              (c, key, o) -> read(c, options, o),
              /* evenGone= */ true,
              ReplyWriter::nilArray),
          out);
    } else {
      out.nilArray();
    }
  }

  /** Writes what is there; false, and nothing is written, when that is nothing. */
  private static boolean read(Call call, StreamReadOptions options, ReplyWriter out) {
    List<Source> sources = sources(call, options);
    int mark = out.open();
    int streams = 0;
    int delivered = 0;
    for (Source source : sources) {
      StreamGroups of = source.of();
      call.db().edit(of.entry());
      Consumer consumer = of.consumer(call, options.consumer());
      StreamId after = source.after();
      if (after != null) {
        StreamReadCommands.key(call, of.key(), out);
        history(call, of, consumer, after, options.count(), out);
        streams++;
      } else if (hasNewer(of)) {
        StreamWalk walk = newEntries(of);
        if (walk.next()) {
          StreamReadCommands.key(call, of.key(), out);
          deliver(call, of, consumer, options, walk, out);
          streams++;
          delivered++;
        }
      }
      call.db().edited(of.entry());
    }
    if (streams > 0) {
      call.noEffect(); // but for those that were journalled on the way
      call.changedUnnamed(delivered);
      StreamReadCommands.close(out, mark, streams);
    }
    return streams > 0;
  }

  private static List<Source> sources(Call call, StreamReadOptions options) {
    byte[] group = Objects.requireNonNull(options.group());
    Args args = call.args();
    var sources = new ArrayList<Source>();
    for (int key = options.firstKey(); key < options.firstKey() + options.keys(); key++) {
      var of = StreamGroups.find(call, key, group, Err.noGroupToRead(args, key, group));
      int id = options.idOf(key);
      if (args.is(id, "$")) {
        throw Err.XREADGROUP_LAST_ID;
      }
      StreamId after = args.is(id, ">") ? StreamId.MAX : StreamIds.parse(args, id, 0);
      sources.add(new Source(of, after.isMax() ? null : after));
    }
    return sources;
  }

  // ---- new entries

  /** Whether there was an entry behind the group's last one; it may have been deleted. */
  private static boolean hasNewer(StreamGroups of) {
    return of.stream().lastId().isAfter(of.group().lastId());
  }

  private static StreamWalk newEntries(StreamGroups of) {
    return of.stream().walk(of.group().lastId().next(), StreamId.MAX, /* reverse= */ false);
  }

  /** Delivers up to so many entries, one at least, of a walk that stands on the first. */
  private static void deliver(
      Call call,
      StreamGroups of,
      Consumer consumer,
      StreamReadOptions options,
      StreamWalk walk,
      ReplyWriter out) {
    var replies = new StreamReplies(out);
    var delivered = new ArrayList<StreamId>();
    int mark = out.open();
    do {
      replies.entry(walk);
      StreamId id = walk.id();
      delivered.add(id);
      of.stream().delivered(of.group(), id);
      if (!options.noAck()) {
        of.group().deliver(id.ms(), id.seq(), consumer, call.now());
      }
    } while (delivered.size() < options.count() && walk.next());
    out.closeArray(mark, delivered.size());
    if (!options.noAck()) {
      consumer.active(call.now());
      of.pendingEffect(call, consumer, delivered, call.now(), 1);
    }
    of.positionEffect(call);
  }

  // ---- entries that are pending

  private static void history(
      Call call, StreamGroups of, Consumer consumer, StreamId after, long count, ReplyWriter out) {
    var replies = new StreamReplies(out);
    var again = new ArrayList<PendingEntry>();
    int mark = out.open();
    int[] n = {0};
    of.group()
        .forEachPending(
            consumer,
            after.next(),
            pending -> {
              if (n[0] == count) {
                return false;
              }
              n[0]++;
              PendingEntry next = again(of, pending, call.now(), replies, out);
              if (next != null) {
                again.add(next);
              }
              return true;
            });
    out.closeArray(mark, n[0]);
    of.pendingEffects(call, consumer, again);
  }

  /** Delivers a pending entry once more; null when the entry was deleted. */
  private static @Nullable PendingEntry again(
      StreamGroups of, PendingEntry pending, long now, StreamReplies replies, ReplyWriter out) {
    StreamWalk walk = of.stream().walk(pending.id(), pending.id(), /* reverse= */ false);
    if (!walk.next()) {
      out.array(2);
      replies.id(pending.ms(), pending.seq());
      out.nilArray();
      return null;
    }
    replies.entry(walk);
    return of.group().redeliver(pending, pending.consumer(), now, pending.deliveries() + 1);
  }
}
