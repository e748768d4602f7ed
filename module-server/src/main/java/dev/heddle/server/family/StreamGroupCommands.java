package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.Entry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import org.jspecify.annotations.Nullable;

/** XGROUP and XACK. */
final class StreamGroupCommands {
  private StreamGroupCommands() {}

  static void declare(CommandTable t) {
    t.container("XGROUP")
        .doc("5.0.0", "Depends on subcommand.", "Commands that make and change consumer groups.");
    t.add(
            "XGROUP CREATE key groupname {id=id|new_id\"$\"} [MKSTREAM]"
                + " [ENTRIESREAD entries_read:integer]",
            keyAt(2, RW, INSERT),
            StreamGroupCommands::create,
            WRITE,
            DENYOOM)
        .doc("5.0.0", "O(1)", "Makes a consumer group.");
    t.add(
            "XGROUP SETID key groupname {id=id|new_id\"$\"} [ENTRIESREAD entries_read:integer]",
            keyAt(2, RW, UPDATE),
            StreamGroupCommands::setId,
            WRITE)
        .doc("5.0.0", "O(1)", "Sets up to where a group was delivered entries.");
    t.add("XGROUP DESTROY key groupname", keyAt(2, RW, DELETE), StreamGroupCommands::destroy, WRITE)
        .doc("5.0.0", "O(N), N consumers of the group", "Removes a consumer group.");
    t.add(
            "XGROUP CREATECONSUMER key groupname consumername",
            keyAt(2, RW, INSERT),
            StreamGroupCommands::createConsumer,
            WRITE,
            DENYOOM)
        .doc("6.2.0", "O(1)", "Makes a consumer of a group.");
    t.add(
            "XGROUP DELCONSUMER key groupname consumername",
            keyAt(2, RW, DELETE),
            StreamGroupCommands::deleteConsumer,
            WRITE)
        .doc("5.0.0", "O(N), N entries pending", "Removes a consumer with what is pending for it.");
    t.add("XACK key group id...", firstKey(RW, UPDATE), StreamGroupCommands::xack, WRITE, FAST)
        .doc("5.0.0", "O(N), N ids given", "Says that a consumer is done with entries.");
  }

  // ---- groups

  /**
   * What follows {@code XGROUP CREATE|SETID key group id}.
   *
   * @param entriesRead {@link ConsumerGroup#UNKNOWN}: not given
   */
  private record GroupOptions(boolean makeStream, long entriesRead) {
    static GroupOptions parse(Args args, boolean creating) {
      boolean makeStream = false;
      long entriesRead = ConsumerGroup.UNKNOWN;
      for (int i = 5; i < args.count(); i++) {
        if (creating && args.is(i, "MKSTREAM")) {
          makeStream = true;
        } else if (args.is(i, "ENTRIESREAD") && i + 1 < args.count()) {
          entriesRead = Numbers.parse(args, ++i);
          if (entriesRead < 0 && entriesRead != ConsumerGroup.UNKNOWN) {
            throw Err.ENTRIES_READ_NEGATIVE;
          }
        } else {
          throw Err.unknownForm(args, "XGROUP");
        }
      }
      return new GroupOptions(makeStream, entriesRead);
    }

    /** Options that come again are too many; Redis looks for that once it knows key and group. */
    static void requireAtMost(Args args, int most) {
      if (args.count() > most) {
        throw Err.unknownForm(args, "XGROUP");
      }
    }
  }

  private static void create(Call call, ReplyWriter out) {
    Args args = call.args();
    var options = GroupOptions.parse(args, /* creating= */ true);
    Entry old = call.forWrite(2);
    StreamValue stream = old == null ? null : Call.cast(old, StreamValue.class);
    if (stream == null && !options.makeStream()) {
      throw Err.XGROUP_NO_KEY;
    }
    GroupOptions.requireAtMost(args, 8);
    StreamId last = last(args, stream);
    if (stream != null && stream.group(args.copy(3)) != null) {
      throw Err.BUSY_GROUP;
    }
    Entry entry = call.edit(2, StreamValue.class, StreamValue::new);
    ((StreamValue) entry.value()).addGroup(args.copy(3), last, options.entriesRead());
    call.db().edited(entry);
    if (stream == null) {
      call.changed(2, Event.XGROUP_CREATE);
    } else {
      call.told(2, Event.XGROUP_CREATE);
    }
    out.ok();
  }

  private static StreamId last(Args args, @Nullable StreamValue stream) {
    if (args.is(4, "$")) {
      return stream == null ? StreamId.MIN : stream.lastId();
    }
    return StreamIds.parse(args, 4, 0);
  }

  /** The stream at the key in argument 2, which must be there, for a change. */
  private static Entry stream(Call call) {
    Entry entry = call.forWrite(2);
    if (entry == null) {
      throw Err.XGROUP_NO_KEY;
    }
    Call.cast(entry, StreamValue.class);
    return entry;
  }

  private static void setId(Call call, ReplyWriter out) {
    Args args = call.args();
    var options = GroupOptions.parse(args, /* creating= */ false);
    var stream = (StreamValue) stream(call).value();
    ConsumerGroup group = StreamGroups.ofStream(stream, args, 2, 3);
    GroupOptions.requireAtMost(args, 7);
    StreamId last = args.is(4, "$") ? stream.lastId() : StreamIds.parseOrEnd(args, 4, 0);
    group.position(last, options.entriesRead());
    call.told(2, Event.XGROUP_SETID);
    out.ok();
  }

  private static void destroy(Call call, ReplyWriter out) {
    Entry entry = stream(call);
    call.db().edit(entry);
    boolean removed = ((StreamValue) entry.value()).removeGroup(call.copy(3));
    call.db().edited(entry);
    if (removed) {
      call.told(2, Event.XGROUP_DESTROY);
    }
    out.integer(removed ? 1 : 0);
  }

  // ---- consumers

  private static void createConsumer(Call call, ReplyWriter out) {
    Entry entry = stream(call);
    ConsumerGroup group = StreamGroups.ofStream((StreamValue) entry.value(), call.args(), 2, 3);
    boolean isNew = group.consumer(call.copy(4)) == null;
    if (isNew) {
      call.db().edit(entry);
      group.addConsumer(call.copy(4), call.now());
      call.db().edited(entry);
      call.told(2, Event.XGROUP_CREATECONSUMER);
    }
    out.integer(isNew ? 1 : 0);
  }

  private static void deleteConsumer(Call call, ReplyWriter out) {
    Entry entry = stream(call);
    ConsumerGroup group = StreamGroups.ofStream((StreamValue) entry.value(), call.args(), 2, 3);
    Consumer consumer = group.consumer(call.copy(4));
    int pending = 0;
    if (consumer != null) {
      pending = consumer.pending();
      call.db().edit(entry);
      group.removeConsumer(consumer);
      call.db().edited(entry);
      call.told(2, Event.XGROUP_DELCONSUMER);
    }
    out.integer(pending);
  }

  // ---- acknowledging

  private static void xack(Call call, ReplyWriter out) {
    Entry entry = call.entry(1);
    StreamValue stream = entry == null ? null : Call.cast(entry, StreamValue.class);
    ConsumerGroup group = stream == null ? null : stream.group(call.copy(2));
    if (entry == null || group == null) {
      out.integer(0);
      return;
    }
    StreamId[] ids = StreamIds.all(call.args(), 3);
    int acknowledged = 0;
    call.db().edit(entry);
    for (StreamId id : ids) {
      acknowledged += group.acknowledge(id.ms(), id.seq()) ? 1 : 0;
    }
    call.db().edited(entry);
    call.changedUnnamed(acknowledged);
    out.integer(acknowledged);
  }
}
