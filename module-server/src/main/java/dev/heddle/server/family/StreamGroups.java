package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.Entry;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group as a command works on it: with its stream and the entry that holds it, and the
 * effects of what becomes pending.
 *
 * <p>What consumers do depends on the time and on each other, so it is journalled as it came out:
 *
 * <pre>
 * XGROUP CREATECONSUMER key group consumer
 * XCLAIM key group consumer 0 id... TIME ms RETRYCOUNT n FORCE JUSTID [LASTID id]
 * XGROUP SETID key group id ENTRIESREAD n
 * XACK key group id...                       entries that are gone
 * </pre>
 */
record StreamGroups(int key, Entry entry, StreamValue stream, ConsumerGroup group) {
  /** Ids in one effect at most. */
  private static final int MOST_IDS = 1000;

  /**
   * The group of a name at the key in argument i; {@code missing} when one of them is not there.
   */
  static StreamGroups find(Call call, int key, byte[] name, CommandError missing) {
    Entry entry = call.entry(key);
    StreamValue stream = entry == null ? null : Call.cast(entry, StreamValue.class);
    ConsumerGroup group = stream == null ? null : stream.group(name);
    if (entry == null || stream == null || group == null) {
      throw missing;
    }
    return new StreamGroups(key, entry, stream, group);
  }

  /** The group whose key and name are the arguments 1 and 2. */
  static StreamGroups find(Call call) {
    byte[] name = call.copy(2);
    return find(call, 1, name, Err.noGroup(call.args(), 1, name));
  }

  /** The consumer of this name, made when there is none, which now tries to get entries. */
  Consumer consumer(Call call, byte[] name) {
    Consumer consumer = group.consumer(name);
    if (consumer == null) {
      consumer = group.addConsumer(name, call.now());
      call.told(key, Event.XGROUP_CREATECONSUMER);
      call.effect(
          Call.ascii("XGROUP"), Call.ascii("CREATECONSUMER"), call.copy(key), group.name(), name);
    }
    consumer.seen(call.now());
    return consumer;
  }

  // ---- effects

  /** Journals which entries are pending for a consumer now, all delivered so often. */
  void pendingEffect(
      Call call, Consumer consumer, List<StreamId> ids, long deliveredAt, long deliveries) {
    for (int from = 0; from < ids.size(); from += MOST_IDS) {
      var words = new ArrayList<byte[]>();
      words.addAll(
          List.of(
              Call.ascii("XCLAIM"), call.copy(key), group.name(), consumer.name(), Call.ascii(0)));
      ids.subList(from, Math.min(from + MOST_IDS, ids.size())).forEach(id -> words.add(id.text()));
      words.addAll(
          List.of(
              Call.ascii("TIME"),
              Call.ascii(deliveredAt),
              Call.ascii("RETRYCOUNT"),
              Call.ascii(deliveries),
              Call.ascii("FORCE"),
              Call.ascii("JUSTID")));
      call.effect(words.toArray(new byte[0][]));
    }
  }

  /** The same for entries that were delivered at different times, each so often. */
  void pendingEffects(Call call, Consumer consumer, List<PendingEntry> entries) {
    int from = 0;
    for (int i = 1; i <= entries.size(); i++) {
      PendingEntry first = entries.get(from);
      if (i == entries.size()
          || entries.get(i).deliveries() != first.deliveries()
          || entries.get(i).deliveredAt() != first.deliveredAt()) {
        List<StreamId> ids = entries.subList(from, i).stream().map(PendingEntry::id).toList();
        pendingEffect(call, consumer, ids, first.deliveredAt(), first.deliveries());
        from = i;
      }
    }
  }

  /** Journals up to where entries were delivered. */
  void positionEffect(Call call) {
    call.effect(
        Call.ascii("XGROUP"),
        Call.ascii("SETID"),
        call.copy(key),
        group.name(),
        group.lastId().text(),
        Call.ascii("ENTRIESREAD"),
        Call.ascii(group.entriesRead()));
  }

  /** Journals that entries are not pending any more. */
  void goneEffect(Call call, Collection<StreamId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    var words = new ArrayList<byte[]>();
    words.addAll(List.of(Call.ascii("XACK"), call.copy(key), group.name()));
    ids.forEach(id -> words.add(id.text()));
    call.effect(words.toArray(new byte[0][]));
  }

  // ---- for XGROUP and XINFO

  /** The stream at the key in argument i, or null. */
  static @Nullable StreamValue stream(Call call, int i) {
    Entry entry = call.entry(i);
    return entry == null ? null : Call.cast(entry, StreamValue.class);
  }

  /** The group of a stream whose name is argument i. */
  static ConsumerGroup ofStream(StreamValue stream, Args args, int key, int i) {
    ConsumerGroup group = stream.group(args.copy(i));
    if (group == null) {
      throw Err.noGroupOfStream(args, key, i);
    }
    return group;
  }
}
