package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StreamWalk;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes what XINFO says about a stream, field by field. */
final class StreamInfo {
  private final ReplyWriter out;
  private final StreamReplies replies;
  private final StreamValue stream;
  private final long most;

  /** {@code most}: so many entries, and pending ones of each group and consumer, are written. */
  StreamInfo(ReplyWriter out, StreamValue stream, long most) {
    this.out = out;
    this.replies = new StreamReplies(out);
    this.stream = stream;
    this.most = most;
  }

  void field(String name, long value) {
    out.bulk(name);
    out.integer(value);
  }

  void name(byte[] name) {
    out.bulk("name");
    out.bulk(name);
  }

  private void field(String name, StreamId id) {
    out.bulk(name);
    replies.id(id);
  }

  private void figures() {
    field("length", stream.length());
    field("radix-tree-keys", stream.nodes());
    field("radix-tree-nodes", stream.radixTreeNodes());
    field("last-generated-id", stream.lastId());
    field("max-deleted-entry-id", stream.maxDeletedId());
    field("entries-added", stream.entriesAdded());
    field("recorded-first-entry-id", stream.firstId());
  }

  /** Ten fields: the figures, the number of groups, the first and the last entry. */
  void brief() {
    figures();
    field("groups", stream.groups().size());
    out.bulk("first-entry");
    end(/* last= */ false);
    out.bulk("last-entry");
    end(/* last= */ true);
  }

  private void end(boolean last) {
    StreamWalk walk = stream.walk(StreamId.MIN, StreamId.MAX, last);
    if (walk.next()) {
      replies.entry(walk);
    } else {
      out.nil();
    }
  }

  /** Nine fields: the figures, entries, and all about the groups. */
  void full() {
    figures();
    out.bulk("entries");
    replies.entries(stream.walk(StreamId.MIN, StreamId.MAX, /* reverse= */ false), most);
    out.bulk("groups");
    out.array(stream.groups().size());
    stream.groups().forEach(this::full);
  }

  private void full(ConsumerGroup group) {
    out.map(7);
    name(group.name());
    progress(group);
    field("pel-count", group.pending());
    pending(group, null);
    out.bulk("consumers");
    out.array(group.consumers().size());
    group.consumers().forEach(consumer -> full(group, consumer));
  }

  /** Three fields: up to where the group was delivered entries, and how far it lags behind. */
  void progress(ConsumerGroup group) {
    field("last-delivered-id", group.lastId());
    out.bulk("entries-read");
    if (group.entriesRead() == ConsumerGroup.UNKNOWN) {
      out.nil();
    } else {
      out.integer(group.entriesRead());
    }
    out.bulk("lag");
    OptionalLong lag = stream.lag(group);
    if (lag.isPresent()) {
      out.integer(lag.getAsLong());
    } else {
      out.nil();
    }
  }

  private void full(ConsumerGroup group, Consumer consumer) {
    out.map(5);
    name(consumer.name());
    field("seen-time", consumer.seenAt());
    field("active-time", consumer.activeAt());
    field("pel-count", consumer.pending());
    pending(group, consumer);
  }

  private void pending(ConsumerGroup group, @Nullable Consumer consumer) {
    out.bulk("pending");
    int mark = out.open();
    int[] n = {0};
    group.forEachPending(
        consumer,
        StreamId.MIN,
        entry -> {
          if (n[0] == most) {
            return false;
          }
          n[0]++;
          pending(entry, /* withConsumer= */ consumer == null);
          return true;
        });
    out.closeArray(mark, n[0]);
  }

  private void pending(PendingEntry entry, boolean withConsumer) {
    out.array(withConsumer ? 4 : 3);
    replies.id(entry.ms(), entry.seq());
    if (withConsumer) {
      out.bulk(entry.consumer().name());
    }
    out.integer(entry.deliveredAt());
    out.integer(entry.deliveries());
  }
}
