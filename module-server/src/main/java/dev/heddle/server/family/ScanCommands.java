package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.READONLY;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Outside;
import dev.heddle.server.engine.Engine;
import dev.heddle.store.Database;
import dev.heddle.store.Glob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KEYS and SCAN. What may take long is done outside the lock: the keys are gathered in slices under
 * it, and compared with the pattern between the slices.
 */
public final class ScanCommands {
  /** A walk over more keys than these leaves the lock in between. */
  static final int AT_ONCE = 10_000;

  private static final int SLICE = 1000;

  private final Engine engine;

  private ScanCommands(Engine engine) {
    this.engine = engine;
  }

  public static void declare(CommandTable t, Engine engine) {
    var commands = new ScanCommands(engine);
    t.group(Group.GENERIC);
    t.add("KEYS pattern", commands::keys, READONLY)
        .acl("keyspace", "dangerous")
        .tips("request_policy:all_shards", "nondeterministic_output_order")
        .doc("1.0.0", "O(N), N keys in the database", "Returns all keys that match a pattern.");
    t.add("SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]", commands::scan, READONLY)
        .tips("nondeterministic_output", "request_policy:special", "response_policy:special")
        .doc(
            "2.8.0",
            "O(COUNT) a call, O(N) for all, N keys in the database",
            "Returns some keys, and where to go on.");
  }

  // ---- KEYS

  private void keys(Call call, ReplyWriter out) {
    Glob pattern = ScanOptions.pattern(call.copy(1));
    Database db = call.db();
    var walk = new KeyWalk(db, 0, Long.MAX_VALUE, null);
    if (db.size() > AT_ONCE) {
      call.outside(Outside.computing(reply -> walkOutside(walk, pattern, reply)));
      return;
    }
    walk.step(call.now(), Long.MAX_VALUE);
    List<byte[]> found = matching(walk.take(), pattern);
    out.array(found.size());
    found.forEach(out::bulk);
  }

  private void walkOutside(KeyWalk walk, @Nullable Glob pattern, ReplyWriter out)
      throws InterruptedException {
    int mark = out.open();
    int found = 0;
    boolean more = true;
    while (more) {
      more = slice(walk);
      for (byte[] key : matching(walk.take(), pattern)) {
        out.bulk(key);
        found++;
      }
    }
    out.closeArray(mark, found);
  }

  // ---- SCAN

  private void scan(Call call, ReplyWriter out) {
    long cursor = ScanOptions.cursor(call.args(), 1);
    ScanOptions options = ScanOptions.parse(call, 2, /* ofKeys= */ true);
    var walk = new KeyWalk(call.db(), cursor, options.count(), options.type());
    if (Math.min(options.count(), call.db().size()) > AT_ONCE) {
      call.outside(Outside.computing(reply -> scanOutside(walk, options.pattern(), reply)));
      return;
    }
    walk.step(call.now(), options.count());
    writeScan(walk.cursor(), matching(walk.take(), options.pattern()), out);
  }

  private void scanOutside(KeyWalk walk, @Nullable Glob pattern, ReplyWriter out)
      throws InterruptedException {
    var found = new ArrayList<byte[]>();
    boolean more = true;
    while (more) {
      more = slice(walk);
      found.addAll(matching(walk.take(), pattern));
    }
    writeScan(walk.cursor(), found, out);
  }

  private static void writeScan(long cursor, List<byte[]> keys, ReplyWriter out) {
    out.array(2);
    out.bulk(Call.ascii(cursor));
    out.array(keys.size());
    keys.forEach(out::bulk);
  }

  // ---- both

  /** One hold of the lock; false: the walk is over. */
  private boolean slice(KeyWalk walk) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return engine.compute(() -> {
      boolean more = walk.step(engine.clock().millis(), SLICE);
      engine.effects().endUnit(); // expired keys were removed on the way
      return more;
    });
  }

  private static List<byte[]> matching(List<byte[]> keys, @Nullable Glob pattern) {
    return pattern == null ? keys : keys.stream().filter(pattern::matches).toList();
  }
}
