package dev.heddle.persist;

import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.ListPack;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a stream into an RDB file, as STREAM_LISTPACKS_2; the format: {@link RdbStreams}. */
final class StreamOutput {
  private final RdbOutput out;

  StreamOutput(RdbOutput out) {
    this.out = out;
  }

  void write(StreamValue stream) throws IOException {
    out.length(stream.nodes());
    stream.eachNode(this::node);
    out.length(stream.length());
    id(stream.lastId());
    id(stream.firstId());
    id(stream.maxDeletedId());
    out.length(stream.entriesAdded());
    out.length(stream.groups().size());
    for (ConsumerGroup group : stream.groups()) {
      group(group);
    }
  }

  private void node(StreamId master, byte[] list) {
    try {
      out.length(RdbStreams.RAW_ID);
      rawId(master.ms(), master.seq());
      out.packed(list, ListPack.bytes(list));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void group(ConsumerGroup group) throws IOException {
    out.string(group.name());
    id(group.lastId());
    out.length(group.entriesRead());
    out.length(group.pending());
    group.forEachPending(null, StreamId.MIN, this::pending);
    out.length(group.consumers().size());
    for (Consumer consumer : group.consumers()) {
      out.string(consumer.name());
      out.int64(consumer.seenAt());
      out.length(consumer.pending());
      group.forEachPending(consumer, StreamId.MIN, this::pendingId);
    }
  }

  private boolean pending(PendingEntry entry) {
    pendingId(entry);
    try {
      out.int64(entry.deliveredAt());
      out.length(entry.deliveries());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  private boolean pendingId(PendingEntry entry) {
    try {
      rawId(entry.ms(), entry.seq());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  private void id(StreamId id) throws IOException {
    out.length(id.ms());
    out.length(id.seq());
  }

  private void rawId(long ms, long seq) throws IOException {
    out.int64(Long.reverseBytes(ms));
    out.int64(Long.reverseBytes(seq));
  }
}
