package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RM;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keyAt;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.store.Database;
import dev.heddle.store.Entry;
import java.util.Arrays;
import java.util.List;

/**
 * The commands on keys of any type: whether there are any, what they are called, in which database
 * they are.
 */
public final class KeyCommands {
  private static final byte[] DEL = Call.ascii("DEL");
  private static final String OTHER_DEL = "DELETE";

  private KeyCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.GENERIC);
    declareCounting(t);
    t.add("TYPE key", firstKey(RO), KeyCommands::type, READONLY, FAST)
        .doc("1.0.0", "O(1)", "Tells the type of the value at a key.");
    t.add("RANDOMKEY", KeyCommands::randomkey, READONLY)
        .tips("request_policy:all_shards", "response_policy:special", "nondeterministic_output")
        .doc("1.0.0", "O(1)", "Returns any one of the keys.");
    declareMoving(t);
  }

  private static void declareCounting(CommandTable t) {
    t.add("DEL key...", keys(1, -1, 1, RM, DELETE), KeyCommands::del, WRITE)
        .tips("request_policy:multi_shard", "response_policy:agg_sum")
        .doc("1.0.0", "O(N), N keys", "Removes keys.");
    t.alias(OTHER_DEL, "DEL");
    t.add("UNLINK key...", keys(1, -1, 1, RM, DELETE), KeyCommands::del, WRITE, FAST)
        .tips("request_policy:multi_shard", "response_policy:agg_sum")
        .doc("4.0.0", "O(N), N keys", "Removes keys; their memory is given back later.");
    t.add("EXISTS key...", keys(1, -1, 1, RO), KeyCommands::exists, READONLY, FAST)
        .tips("request_policy:multi_shard", "response_policy:agg_sum")
        .doc("1.0.0", "O(N), N keys", "Counts how many of the keys there are.");
    t.add("TOUCH key...", keys(1, -1, 1, RO), KeyCommands::touch, READONLY, FAST)
        .tips("request_policy:multi_shard", "response_policy:agg_sum")
        .doc(
            "3.2.1", "O(N), N keys", "Counts how many of the keys there are, and notes their use.");
  }

  private static void declareMoving(CommandTable t) {
    t.add(
            "RENAME key newkey",
            List.of(keyAt(1, RW, ACCESS, DELETE), keyAt(2, OW, UPDATE)),
            KeyCommands::rename,
            WRITE)
        .doc("1.0.0", "O(1)", "Gives a key another name, whatever had that name before.");
    t.add(
            "RENAMENX key newkey",
            List.of(keyAt(1, RW, ACCESS, DELETE), keyAt(2, OW, INSERT)),
            KeyCommands::renamenx,
            WRITE,
            FAST)
        .doc("1.0.0", "O(1)", "Gives a key another name when there is no key of that name.");
    t.add(
            "COPY source destination [DB destination-db] [REPLACE]",
            List.of(keyAt(1, RO, ACCESS), keyAt(2, OW, UPDATE)),
            KeyCommands::copy,
            WRITE,
            DENYOOM)
        .doc("6.2.0", "O(N), N the size of the value", "Copies a value to another key.");
    t.add("MOVE key db", firstKey(RW, ACCESS, UPDATE), KeyCommands::move, WRITE, FAST)
        .doc("1.0.0", "O(1)", "Moves a key to another database when there is no such key.");
  }

  // ---- counting

  private static void del(Call call, ReplyWriter out) {
    int removed = 0;
    for (int i = 1; i < call.count(); i++) {
      if (call.delete(i)) {
        removed++;
      }
    }
    if (removed > 0 && call.is(0, OTHER_DEL)) {
      call.effect(asDel(call.args())); // files are read by servers that have no DELETE
    }
    out.integer(removed);
  }

  private static byte[][] asDel(Args args) {
    var words = new byte[args.count()][];
    words[0] = DEL;
    for (int i = 1; i < words.length; i++) {
      words[i] = args.copy(i);
    }
    return words;
  }

  private static void exists(Call call, ReplyWriter out) {
    int found = 0;
    for (int i = 1; i < call.count(); i++) {
      if (call.look(i) != null) {
        found++;
      }
    }
    out.integer(found);
  }

  private static void touch(Call call, ReplyWriter out) {
    int found = 0;
    for (int i = 1; i < call.count(); i++) {
      Entry entry = call.look(i);
      if (entry != null) {
        call.keyspace().access(entry, call.now()); // also for a client with NO-TOUCH
        found++;
      }
    }
    out.integer(found);
  }

  // ---- asking

  private static void type(Call call, ReplyWriter out) {
    Entry entry = call.look(1);
    out.simple(entry == null ? "none" : entry.value().type());
  }

  private static void randomkey(Call call, ReplyWriter out) {
    Entry entry = call.db().random(call.now());
    if (entry == null) {
      out.nil();
    } else {
      out.bulk(entry.key());
    }
  }

  // ---- moving

  private static void rename(Call call, ReplyWriter out) {
    Entry entry = existing(call);
    if (!sameName(call)) {
      Entry other = call.forWrite(2);
      if (other != null) {
        call.db().remove(other);
      }
      rename(call, entry);
    }
    out.ok();
  }

  private static void renamenx(Call call, ReplyWriter out) {
    Entry entry = existing(call);
    boolean free = !sameName(call) && call.forWrite(2) == null;
    if (free) {
      rename(call, entry);
    }
    out.integer(free ? 1 : 0);
  }

  private static Entry existing(Call call) {
    Entry entry = call.forWrite(1);
    if (entry == null) {
      throw Err.NO_SUCH_KEY;
    }
    return entry;
  }

  private static void rename(Call call, Entry entry) {
    call.db().move(entry, call.db(), call.copy(2));
    call.alsoChanged(call.db(), 2, Event.NEW);
    call.changed(1, Event.RENAME_FROM);
    call.alsoChanged(call.db(), 2, Event.RENAME_TO);
  }

  /** What follows {@code COPY source destination}. */
  private record CopyOptions(Database target, boolean replace) {
    static CopyOptions parse(Call call) {
      Database target = call.db();
      boolean replace = false;
      for (int i = 3; i < call.count(); i++) {
        if (call.is(i, "REPLACE")) {
          replace = true;
        } else if (call.is(i, "DB") && i + 1 < call.count()) {
          target = DatabaseCommands.database(call, ++i);
        } else {
          throw Err.SYNTAX;
        }
      }
      return new CopyOptions(target, replace);
    }
  }

  private static void copy(Call call, ReplyWriter out) {
    CopyOptions options = CopyOptions.parse(call);
    Database target = options.target();
    if (target.id() == call.db().id() && sameName(call)) {
      throw Err.SAME_OBJECT;
    }
    Entry entry = call.entry(1);
    Entry other = call.forWrite(target, 2);
    if (entry == null || (other != null && !options.replace())) {
      out.integer(0);
      return;
    }
    if (other != null) {
      target.remove(other);
    }
    call.put(target, 2, entry.value().copy(), entry.expireAt());
    call.changed(target, 2, Event.COPY_TO);
    out.integer(1);
  }

  private static void move(Call call, ReplyWriter out) {
    Database target = DatabaseCommands.database(call, 2);
    if (target.id() == call.db().id()) {
      throw Err.SAME_OBJECT;
    }
    Entry entry = call.forWrite(1);
    if (entry == null || call.forWrite(target, 1) != null) {
      out.integer(0);
      return;
    }
    call.db().move(entry, target, call.copy(1));
    call.alsoChanged(target, 1, Event.NEW);
    call.changed(1, Event.MOVE_FROM);
    call.alsoChanged(target, 1, Event.MOVE_TO);
    out.integer(1);
  }

  private static boolean sameName(Call call) {
    return Arrays.equals(call.copy(1), call.copy(2));
  }
}
