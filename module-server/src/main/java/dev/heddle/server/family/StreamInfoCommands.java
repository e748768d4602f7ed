package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.StreamValue;

/** XINFO: what there is to know about a stream, its groups and their consumers. */
final class StreamInfoCommands {
  private static final long FULL_BY_DEFAULT = 10;

  private StreamInfoCommands() {}

  static void declare(CommandTable t) {
    t.container("XINFO").doc("5.0.0", "Depends on subcommand.", "Commands that describe streams.");
    t.add(
            "XINFO STREAM key [FULL {[COUNT count]}]",
            keyAt(2, RO, ACCESS),
            StreamInfoCommands::stream,
            READONLY)
        .doc("5.0.0", "O(1), and O(N) for N entries with FULL", "Describes a stream.");
    t.add("XINFO GROUPS key", keyAt(2, RO, ACCESS), StreamInfoCommands::groups, READONLY)
        .doc("5.0.0", "O(N), N groups", "Describes the consumer groups of a stream.");
    t.add(
            "XINFO CONSUMERS key groupname",
            keyAt(2, RO, ACCESS),
            StreamInfoCommands::consumers,
            READONLY)
        .doc("5.0.0", "O(N), N consumers", "Describes the consumers of a group.");
  }

  private static StreamValue require(Call call) {
    StreamValue stream = StreamGroups.stream(call, 2);
    if (stream == null) {
      throw Err.NO_SUCH_KEY;
    }
    return stream;
  }

  // ---- streams

  private static void stream(Call call, ReplyWriter out) {
    StreamValue stream = require(call);
    Args args = call.args();
    if (args.count() == 3) {
      out.map(10);
      new StreamInfo(out, stream, Long.MAX_VALUE).brief();
      return;
    }
    boolean counted = args.count() == 6 && args.is(4, "COUNT");
    if (!args.is(3, "FULL") || (args.count() != 4 && !counted)) {
      throw Err.unknownForm(args, "XINFO");
    }
    long count = counted ? Numbers.parse(args, 5) : FULL_BY_DEFAULT;
    long most = count < 0 ? FULL_BY_DEFAULT : count == 0 ? Long.MAX_VALUE : count;
    out.map(9);
    new StreamInfo(out, stream, most).full();
  }

  // ---- groups

  private static void groups(Call call, ReplyWriter out) {
    StreamValue stream = require(call);
    var info = new StreamInfo(out, stream, 0);
    out.array(stream.groups().size());
    for (ConsumerGroup group : stream.groups()) {
      out.map(6);
      info.name(group.name());
      info.field("consumers", group.consumers().size());
      info.field("pending", group.pending());
      info.progress(group);
    }
  }

  private static void consumers(Call call, ReplyWriter out) {
    StreamValue stream = require(call);
    ConsumerGroup group = StreamGroups.ofStream(stream, call.args(), 2, 3);
    var info = new StreamInfo(out, stream, 0);
    out.array(group.consumers().size());
    for (Consumer consumer : group.consumers()) {
      out.map(4);
      info.name(consumer.name());
      info.field("pending", consumer.pending());
      info.field("idle", Math.max(0, call.now() - consumer.seenAt()));
      long active = consumer.activeAt();
      info.field("inactive", active < 0 ? -1 : Math.max(0, call.now() - active));
    }
  }
}
