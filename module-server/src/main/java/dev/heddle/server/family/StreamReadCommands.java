package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.BLOCKING;
import static dev.heddle.server.command.Flag.MOVABLEKEYS;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.BlockedOn;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.KeySpec;
import dev.heddle.store.Entry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StreamWalk;
import java.util.Set;

/** XREAD: entries of several streams behind given ids, at once or when there are some. */
final class StreamReadCommands {
  private StreamReadCommands() {}

  static void declare(CommandTable t) {
    t.add(
            "XREAD [COUNT count] [BLOCK milliseconds] STREAMS {streams=key... id...}",
            streams(1),
            StreamReadCommands::xread,
            READONLY,
            BLOCKING,
            MOVABLEKEYS)
        .doc(
            "5.0.0",
            "O(N) for each stream, N entries returned",
            "Returns the entries of streams behind given ids, and waits for some.");
  }

  /** As many keys behind the word STREAMS as there are arguments behind them. */
  static KeySpec streams(int from) {
    return new KeySpec(
        Set.of(RO, ACCESS),
        new KeySpec.Begin.Keyword("STREAMS", from),
        new KeySpec.Find.Range(-1, 1, 2),
        "");
  }

  private static void xread(Call call, ReplyWriter out) {
    var options = StreamReadOptions.parse(call, /* ofGroup= */ false);
    StreamId[] after = ids(call, options);
    if (read(call, options, after, out)) {
      return;
    }
    if (options.blocks()) {
      call.block(
          new BlockedOn(
              options.firstKey(),
              options.keys(),
              options.until(),
              (c, key, o) -> isStream(c, key) && read(c, options, after, o),
              ReplyWriter::nilArray),
          out);
    } else {
      out.nilArray();
    }
  }

  private static StreamId[] ids(Call call, StreamReadOptions options) {
    Args args = call.args();
    var ids = new StreamId[options.keys()];
    for (int k = 0; k < ids.length; k++) {
      int key = options.firstKey() + k;
      int at = options.idOf(key);
      StreamValue stream = call.find(key, StreamValue.class);
      if (args.is(at, "$")) {
        ids[k] = stream == null ? StreamId.MIN : stream.lastId();
      } else if (args.is(at, ">")) {
        throw Err.XREAD_NEW_ID;
      } else {
        ids[k] = StreamIds.parse(args, at, 0);
      }
    }
    return ids;
  }

  private static boolean isStream(Call call, int key) {
    Entry entry = call.peek(key);
    return entry != null && entry.value() instanceof StreamValue;
  }

  /** Writes what is there; false, and nothing is written, when that is nothing. */
  private static boolean read(
      Call call, StreamReadOptions options, StreamId[] after, ReplyWriter out) {
    var replies = new StreamReplies(out);
    int mark = out.open();
    int streams = 0;
    for (int k = 0; k < after.length; k++) {
      int key = options.firstKey() + k;
      Entry entry = call.peek(key);
      if (entry != null && !after[k].isMax()) {
        StreamValue stream = Call.cast(entry, StreamValue.class);
        streams += read(call, key, stream, after[k], options.count(), replies, out) ? 1 : 0;
      }
    }
    if (streams > 0) {
      close(out, mark, streams);
    }
    return streams > 0;
  }

  private static boolean read(
      Call call,
      int key,
      StreamValue stream,
      StreamId after,
      long count,
      StreamReplies replies,
      ReplyWriter out) {
    if (!stream.lastId().isAfter(after)) {
      return false;
    }
    StreamWalk walk = stream.walk(after.next(), StreamId.MAX, /* reverse= */ false);
    if (!walk.next()) {
      return false; // what was behind has been deleted
    }
    key(call, key, out);
    replies.entriesFrom(walk, count);
    return true;
  }

  /** Begins the part of the reply that is about one stream. */
  static void key(Call call, int key, ReplyWriter out) {
    if (out.protocol() == 2) {
      out.array(2);
    }
    out.bulk(call.args().array(key), call.args().offset(key), call.args().length(key));
  }

  /** Ends a reply of so many streams. */
  static void close(ReplyWriter out, int mark, int streams) {
    if (out.protocol() == 2) {
      out.closeArray(mark, streams);
    } else {
      out.closeMap(mark, streams);
    }
  }
}
