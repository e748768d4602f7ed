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
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;

/** XRANGE and XREVRANGE. */
final class StreamRanges {
  private static final String COST = "O(log(M)+N), M entries in the stream, N returned";

  private StreamRanges() {}

  static void declare(CommandTable t) {
    t.add(
            "XRANGE key start:string end:string [COUNT count]",
            firstKey(RO, ACCESS),
            (call, out) -> range(call, out, /* reverse= */ false),
            READONLY)
        .doc("5.0.0", COST, "Returns the entries of a stream between two ids.");
    t.add(
            "XREVRANGE key end:string start:string [COUNT count]",
            firstKey(RO, ACCESS),
            (call, out) -> range(call, out, /* reverse= */ true),
            READONLY)
        .doc("5.0.0", COST, "Returns the entries of a stream between two ids, the last one first.");
  }

  private static void range(Call call, ReplyWriter out, boolean reverse) {
    Args args = call.args();
    StreamId from = StreamIds.from(args, reverse ? 3 : 2);
    StreamId to = StreamIds.to(args, reverse ? 2 : 3);
    long count = count(args);
    StreamValue stream = call.find(1, StreamValue.class);
    if (stream == null) {
      out.array(0);
    } else if (count <= 0) {
      out.nilArray();
    } else {
      new StreamReplies(out).entries(stream.walk(from, to, reverse), count);
    }
  }

  private static long count(Args args) {
    long count = Long.MAX_VALUE;
    for (int i = 4; i < args.count(); i += 2) {
      if (i + 1 == args.count() || !args.is(i, "COUNT")) {
        throw Err.SYNTAX;
      }
      count = Numbers.parse(args, i + 1);
    }
    return count;
  }
}
