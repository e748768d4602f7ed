package dev.heddle.persist;

import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StreamWalk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything in a stream, as Redis 7.0 answers XINFO STREAM FULL but for its radix tree. */
final class StreamText {
  private static final String NONE = "(nil)";

  private StreamText() {}

  static String of(StreamValue stream) {
    return text(
        List.of(
            "length",
            stream.length(),
            "radix-tree-keys",
            stream.nodes(),
            "last-generated-id",
            stream.lastId(),
            "max-deleted-entry-id",
            stream.maxDeletedId(),
            "entries-added",
            stream.entriesAdded(),
            "recorded-first-entry-id",
            stream.firstId(),
            "entries",
            entries(stream, /* reverse= */ false),
            "groups",
            stream.groups().stream().map(group -> group(stream, group)).toList()));
  }

  /** As the client of {@link RedisProcess} joins replies. */
  private static String text(Object item) {
    return item instanceof List<?> list
        ? list.stream().map(StreamText::text).collect(Collectors.joining("\n"))
        : item.toString();
  }

  static List<Object> entries(StreamValue stream, boolean reverse) {
    var entries = new ArrayList<Object>();
    StreamWalk walk = stream.walk(StreamId.MIN, StreamId.MAX, reverse);
    while (walk.next()) {
      var fields = new Fields();
      walk.give(fields);
      entries.add(List.of(walk.id(), fields.texts));
    }
    return entries;
  }

  private static Object group(StreamValue stream, ConsumerGroup group) {
    var lag = stream.lag(group);
    return List.of(
        "name",
        Recorder.text(group.name()),
        "last-delivered-id",
        group.lastId(),
        "entries-read",
        group.entriesRead() == ConsumerGroup.UNKNOWN ? NONE : group.entriesRead(),
        "lag",
        lag.isEmpty() ? NONE : lag.getAsLong(),
        "pel-count",
        group.pending(),
        "pending",
        pending(group, null),
        "consumers",
        group.consumers().stream().map(consumer -> consumer(group, consumer)).toList());
  }

  private static Object consumer(ConsumerGroup group, Consumer consumer) {
    return List.of(
        "name",
        Recorder.text(consumer.name()),
        "seen-time",
        consumer.seenAt(),
        "pel-count",
        consumer.pending(),
        "pending",
        pending(group, consumer));
  }

  private static Object pending(ConsumerGroup group, @Nullable Consumer consumer) {
    var pending = new ArrayList<Object>();
    group.forEachPending(
        consumer, StreamId.MIN, entry -> pending.add(pending(entry, consumer == null)));
    return pending;
  }

  private static Object pending(PendingEntry entry, boolean whose) {
    return whose
        ? List.of(
            entry.id(),
            Recorder.text(entry.consumer().name()),
            entry.deliveredAt(),
            entry.deliveries())
        : List.of(entry.id(), entry.deliveredAt(), entry.deliveries());
  }

  private static final class Fields implements Elements {
    private final List<Object> texts = new ArrayList<>();

    @Override
    public void text(byte[] a, int off, int len) {
      texts.add(new String(a, off, len, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void number(long value) {
      texts.add(Recorder.text(Decimal.text(value)));
    }
  }
}
