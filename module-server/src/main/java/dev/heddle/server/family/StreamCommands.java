package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Entry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamLimits;
import dev.heddle.store.StreamTrim;
import dev.heddle.store.StreamValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands on the entries of one stream. Those that wait for entries are {@link
 * StreamReadCommands}.
 */
public final class StreamCommands {
  private static final String TRIM_PARTS =
      "{strategy=MAXLEN|MINID} [operator=equal\"=\"|approximately\"~\"] threshold [LIMIT count]";
  private static final String TRIM = "{trim=" + TRIM_PARTS + "}";
  private static final String TRIM_OPTIONAL = "[trim=" + TRIM_PARTS + "]";

  private StreamCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.STREAM);
    declareChanging(t);
    t.add("XLEN key", firstKey(RO), StreamCommands::xlen, READONLY, FAST)
        .doc("5.0.0", "O(1)", "Returns the number of entries of a stream.");
    StreamRanges.declare(t);
    StreamReadCommands.declare(t);
    StreamGroupReads.declare(t);
    StreamGroupCommands.declare(t);
    StreamClaimCommands.declare(t);
    StreamPending.declare(t);
    StreamInfoCommands.declare(t);
  }

  private static void declareChanging(CommandTable t) {
    t.add(
            "XADD key [NOMKSTREAM] "
                + TRIM_OPTIONAL
                + " {id_or_auto=auto_id\"*\"|id} {field_value=field value}...",
            firstKey(RW, UPDATE),
            StreamCommands::xadd,
            WRITE,
            DENYOOM,
            FAST)
        .doc("5.0.0", "O(1), and O(N) for N entries cut off", "Adds an entry to a stream.");
    t.add("XTRIM key " + TRIM, firstKey(RW, DELETE), StreamCommands::xtrim, WRITE)
        .doc("5.0.0", "O(N), N entries cut off", "Cuts the oldest entries off a stream.");
    t.add(
            "XSETID key last-id [ENTRIESADDED entries_added:integer]"
                + " [MAXDELETEDID max_deleted_entry_id]",
            firstKey(RW, UPDATE),
            StreamCommands::xsetid,
            WRITE,
            DENYOOM,
            FAST)
        .doc("5.0.0", "O(1)", "Sets the last id of a stream, and what else it remembers.");
    t.add("XDEL key id...", firstKey(RW, DELETE), StreamCommands::xdel, WRITE, FAST)
        .doc("5.0.0", "O(N), N ids given", "Deletes entries of a stream.");
  }

  // ---- adding

  private static void xadd(Call call, ReplyWriter out) {
    Args args = call.args();
    var options = StreamTrimOptions.ofAdd(args);
    int idAt = options.next();
    var id = idAt < args.count() ? NewId.parse(args, idAt) : NewId.ANY;
    options.check();
    var pairs = new ArgTexts(args, idAt + 1);
    if (pairs.count() < 2 || pairs.count() % 2 != 0) {
      throw Err.wrongArity(call.command().fullName());
    }
    if (id.isZero()) {
      throw Err.XADD_ZERO;
    }
    Entry entry = call.forWrite(1);
    if (entry == null && !options.create()) {
      out.nil();
      return;
    }
    StreamValue old = entry == null ? null : Call.cast(entry, StreamValue.class);
    StreamId chosen = id.after(old == null ? StreamId.MIN : old.lastId(), call.now());
    if (!StreamLimits.allows(StreamValue.textBytes(pairs))) {
      throw Err.XADD_TOO_LARGE;
    }
    new StreamReplies(out).id(chosen);
    add(call, options, id, chosen, pairs);
  }

  private static void add(
      Call call, StreamTrimOptions options, NewId id, StreamId chosen, ArgTexts pairs) {
    StreamLimits limits = call.keyspace().packing().streamLimits();
    StreamTrim trim = options.trim(limits);
    Entry entry = call.edit(1, StreamValue.class, StreamValue::new);
    var stream = (StreamValue) entry.value();
    stream.add(chosen, pairs, limits);
    boolean trimmed = trim != null && stream.trim(trim) > 0;
    call.edited(1, entry, Event.XADD, 1);
    if (trimmed) {
      call.alsoChanged(call.db(), 1, Event.XTRIM);
    }
    if (!id.seqGiven() || options.approximate()) {
      call.effect(() -> exact(call, options, trimmed, stream, chosen, pairs));
    }
  }

  /** What adds the same entry, and cuts the same ones off, at any time. */
  private static byte[][] exact(
      Call call,
      StreamTrimOptions options,
      boolean trimmed,
      StreamValue stream,
      StreamId id,
      ArgTexts pairs) {
    var words = new ArrayList<byte[]>();
    words.add(Call.ascii("XADD"));
    words.add(call.copy(1));
    if (trimmed) {
      words.addAll(List.of(options.exact(stream.firstId(), stream.length())));
    }
    words.add(id.text());
    for (int i = pairs.first(); i < call.count(); i++) {
      words.add(call.copy(i));
    }
    return words.toArray(new byte[0][]);
  }

  // ---- what is remembered

  private static void xsetid(Call call, ReplyWriter out) {
    Args args = call.args();
    var wish = SetIdOptions.parse(args);
    Entry entry = call.forWrite(1);
    if (entry == null) {
      throw Err.NO_SUCH_KEY;
    }
    StreamValue stream = Call.cast(entry, StreamValue.class);
    wish.check(stream);
    call.db().edit(entry);
    stream.remember(
        wish.last(),
        wish.maxDeleted() == null ? stream.maxDeletedId() : wish.maxDeleted(),
        wish.added() < 0 ? stream.entriesAdded() : wish.added());
    call.db().edited(entry);
    call.told(1, Event.XSETID);
    out.ok();
  }

  /**
   * What follows {@code XSETID key}.
   *
   * @param added -1: not given
   */
  private record SetIdOptions(StreamId last, long added, @Nullable StreamId maxDeleted) {
    static SetIdOptions parse(Args args) {
      StreamId last = StreamIds.parse(args, 2, 0);
      long added = -1;
      StreamId maxDeleted = null;
      for (int i = 3; i < args.count(); i += 2) {
        if (i + 1 == args.count()) {
          throw Err.SYNTAX;
        } else if (args.is(i, "ENTRIESADDED")) {
          added = notNegative(Numbers.parse(args, i + 1));
        } else if (args.is(i, "MAXDELETEDID")) {
          maxDeleted = StreamIds.parse(args, i + 1, 0);
          if (last.isBefore(maxDeleted)) {
            throw Err.XSETID_BELOW_NEW_DELETED;
          }
        } else {
          throw Err.SYNTAX;
        }
      }
      return new SetIdOptions(last, added, maxDeleted);
    }

    private static long notNegative(long added) {
      if (added < 0) {
        throw Err.XSETID_ADDED_NEGATIVE;
      }
      return added;
    }

    void check(StreamValue stream) {
      if (stream.length() > 0 && last.isBefore(stream.lastEntryId())) {
        throw Err.XSETID_SMALLER;
      }
      if (stream.length() > 0 && added >= 0 && added < stream.length()) {
        throw Err.XSETID_ADDED_TOO_FEW;
      }
    }
  }

  // ---- reading

  private static void xlen(Call call, ReplyWriter out) {
    StreamValue stream = call.find(1, StreamValue.class);
    out.integer(stream == null ? 0 : stream.length());
  }

  // ---- removing

  private static void xtrim(Call call, ReplyWriter out) {
    var options = StreamTrimOptions.ofTrim(call.args());
    StreamTrim trim = options.trim(call.keyspace().packing().streamLimits());
    Entry entry = call.edit(1, StreamValue.class);
    if (entry == null || trim == null) {
      out.integer(0);
      return;
    }
    var stream = (StreamValue) entry.value();
    long removed = stream.trim(trim);
    call.edited(1, entry, Event.XTRIM, (int) Math.min(removed, Integer.MAX_VALUE / 2));
    if (removed > 0 && options.approximate()) {
      call.effect("XTRIM", 1, options.exact(stream.firstId(), stream.length()));
    }
    out.integer(removed);
  }

  private static void xdel(Call call, ReplyWriter out) {
    Entry entry = call.forWrite(1);
    if (entry == null) {
      out.integer(0);
      return;
    }
    StreamValue stream = Call.cast(entry, StreamValue.class);
    StreamId[] ids = StreamIds.all(call.args(), 2);
    call.db().edit(entry);
    int deleted = 0;
    for (StreamId id : ids) {
      deleted += stream.delete(id) ? 1 : 0;
    }
    call.edited(1, entry, Event.XDEL, deleted);
    out.integer(deleted);
  }
}
