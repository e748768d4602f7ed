package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.Decimal;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XPENDING: what is pending in a group, in short or one by one. */
final class StreamPending {
  private StreamPending() {}

  static void declare(CommandTable t) {
    t.add(
            "XPENDING key group [filters=[IDLE min-idle-time:integer] start:string end:string count"
                + " [consumer]]",
            firstKey(RO, ACCESS),
            StreamPending::xpending,
            READONLY)
        .doc(
            "5.0.0",
            "O(N), N entries returned, or seen with IDLE",
            "Returns which entries of a group are pending.");
  }

  private static void xpending(Call call, ReplyWriter out) {
    if (call.count() == 3) {
      summary(StreamGroups.find(call).group(), out);
      return;
    }
    var filter = Filter.parse(call.args());
    ConsumerGroup group = StreamGroups.find(call).group();
    Consumer consumer = filter.consumer() == null ? null : group.consumer(filter.consumer());
    if (filter.consumer() != null && consumer == null) {
      out.array(0);
    } else {
      list(group, consumer, filter, call.now(), out);
    }
  }

  private static void summary(ConsumerGroup group, ReplyWriter out) {
    PendingEntry first = group.firstPending();
    PendingEntry last = group.lastPending();
    out.array(4);
    out.integer(group.pending());
    if (first == null || last == null) {
      out.nil();
      out.nil();
      out.nilArray();
      return;
    }
    var replies = new StreamReplies(out);
    replies.id(first.ms(), first.seq());
    replies.id(last.ms(), last.seq());
    List<Consumer> busy = group.consumers().stream().filter(c -> c.pending() > 0).toList();
    out.array(busy.size());
    for (Consumer consumer : busy) {
      out.array(2);
      out.bulk(consumer.name());
      out.bulk(Decimal.text(consumer.pending()));
    }
  }

  private static void list(
      ConsumerGroup group, @Nullable Consumer consumer, Filter filter, long now, ReplyWriter out) {
    var replies = new StreamReplies(out);
    int mark = out.open();
    int[] n = {0};
    group.forEachPending(
        consumer,
        filter.from(),
        entry -> {
          if (n[0] >= filter.count() || entry.id().isAfter(filter.to())) {
            return false;
          }
          if (now - entry.deliveredAt() >= filter.minIdle()) {
            n[0]++;
            write(entry, now, replies, out);
          }
          return true;
        });
    out.closeArray(mark, n[0]);
  }

  private static void write(PendingEntry entry, long now, StreamReplies replies, ReplyWriter out) {
    out.array(4);
    replies.id(entry.ms(), entry.seq());
    out.bulk(entry.consumer().name());
    out.integer(Math.max(0, now - entry.deliveredAt()));
    out.integer(entry.deliveries());
  }

  /**
   * What follows {@code XPENDING key group}.
   *
   * @param minIdle so many milliseconds ago it was delivered, or more
   * @param consumer for whom entries are pending; null: for anybody
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Filter(
      long minIdle, StreamId from, StreamId to, long count, byte @Nullable [] consumer) {
    private static final int FEWEST = 6;
    private static final int MOST = 9;

    static Filter parse(Args args) {
      if (args.count() < FEWEST || args.count() > MOST) {
        throw Err.SYNTAX;
      }
      long minIdle = Long.MIN_VALUE;
      int at = 3;
      if (args.is(at, "IDLE")) {
        minIdle = Numbers.parse(args, at + 1);
        at += 2;
        if (args.count() < FEWEST + 2) {
          throw Err.SYNTAX;
        }
      }
      long count = Numbers.parse(args, at + 2);
      return new Filter(
          minIdle,
          StreamIds.from(args, at),
          StreamIds.to(args, at + 1),
          count,
          at + 3 < args.count() ? args.copy(at + 3) : null);
    }
  }
}
