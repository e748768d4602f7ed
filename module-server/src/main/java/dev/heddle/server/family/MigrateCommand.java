package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.MOVABLEKEYS;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INCOMPLETE;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.persist.DumpPayload;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.KeySpec;
import dev.heddle.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * MIGRATE: moves keys to another server.
 *
 * <pre>
 * us                                            target
 * [AUTH] [SELECT] ( RESTORE key ttl payload )*  -->
 *                                               <--  [reply] [reply] ( reply )*
 * </pre>
 *
 * <p>A key is removed here when its RESTORE was answered with success, and stays otherwise. All of
 * it happens under the server's lock, as everybody else waits in Redis: nobody sees a key in both
 * places or in none. A target that does not answer ends that after the timeout.
 *
 * <p>Connections are kept for the next command. Who we are is said by each command that knows it; a
 * database that is selected stays so. Where the target has ended a connection that was kept, and
 * nothing was heard through it, all is said once more through a new one: should the target have
 * carried out some of it nevertheless, that is an error, or with REPLACE does no harm.
 */
public final class MigrateCommand {
  private static final byte[] RESTORE = Call.ascii("RESTORE");
  private static final byte[] REPLACE = Call.ascii("REPLACE");
  private static final byte[] DEL = Call.ascii("DEL");

  private static final KeySpec BEHIND_WORD =
      new KeySpec(
          Set.of(RW, ACCESS, DELETE, INCOMPLETE),
          new KeySpec.Begin.Keyword("KEYS", -2),
          new KeySpec.Find.Range(-1, 1, 0),
          "");

  private final MigrationTargets targets;
  private final BooleanSupplier compress;

  private MigrateCommand(MigrationTargets targets, BooleanSupplier compress) {
    this.targets = targets;
    this.compress = compress;
  }

  /**
   * Declares it.
   *
   * @param targets where connections are kept
   * @param compress whether payloads are compressed, rdbcompression
   */
  public static void declare(CommandTable t, MigrationTargets targets, BooleanSupplier compress) {
    t.group(Group.GENERIC);
    t.add(
            "MIGRATE host port:integer {key-selector=key|empty-string\"\"} destination-db timeout:integer"
                + " [COPY] [REPLACE] [authentication=AUTH password|AUTH2 {auth2=username password}]"
                + " [KEYS key...]",
            List.of(keyAt(3, RW, ACCESS, DELETE), BEHIND_WORD),
            new MigrateCommand(targets, compress)::migrate,
            WRITE,
            MOVABLEKEYS)
        .acl("keyspace", "dangerous")
        .keys(MigrateOptions::eachKey)
        .tips("nondeterministic_output")
        .doc("2.6.0", "O(N), N the size of the values", "Moves keys to another server.");
  }

  /** A key that is there, and which argument it is. */
  private record Moving(int argument, Entry entry) {}

  private void migrate(Call call, ReplyWriter out) {
    MigrateOptions options = MigrateOptions.parse(call);
    List<Moving> keys = present(call, options);
    if (keys.isEmpty()) {
      out.simple("NOKEY");
      return;
    }
    move(call, options, keys);
    out.ok();
  }

  private void move(Call call, MigrateOptions options, List<Moving> keys) {
    String host = options.host();
    String port = options.port();
    MigrationTarget kept = targets.take(host, port);
    if (kept != null) {
      kept.useAgain(options.timeoutMillis());
      try {
        move(call, options, keys, kept);
        return;
      } catch (CommandError e) {
        if (!kept.wasDead()) {
          throw e;
        }
      }
    }
    move(call, options, keys, MigrationTarget.connect(host, port, options.timeoutMillis()));
  }

  private void move(Call call, MigrateOptions options, List<Moving> keys, MigrationTarget target) {
    try {
      boolean selects = send(call, options, keys, target);
      receive(call, options, keys, target, selects);
    } finally {
      targets.keep(options.host(), options.port(), target, call.now());
    }
  }

  private static List<Moving> present(Call call, MigrateOptions options) {
    var keys = new ArrayList<Moving>();
    for (int i = options.firstKey(); i < options.firstKey() + options.keys(); i++) {
      Entry entry = call.entry(i);
      if (entry != null) {
        keys.add(new Moving(i, entry));
      }
    }
    return keys;
  }

  /** Returns whether there will be a reply to a SELECT. */
  private boolean send(
      Call call, MigrateOptions options, List<Moving> keys, MigrationTarget target) {
    if (!options.auth().isEmpty()) {
      target.send(options.auth().toArray(byte[][]::new));
    }
    boolean selects = target.select(options.db());
    for (Moving key : keys) {
      byte[] ttl = Call.ascii(ttl(key.entry(), call.now()));
      byte[] payload = DumpPayload.dump(key.entry().value(), compress.getAsBoolean());
      if (options.replace()) {
        target.send(RESTORE, key.entry().key(), ttl, payload, REPLACE);
      } else {
        target.send(RESTORE, key.entry().key(), ttl, payload);
      }
    }
    return selects;
  }

  /** Milliseconds; 0: it does not expire. */
  private static long ttl(Entry entry, long now) {
    return entry.expireAt() == Entry.NO_EXPIRY ? 0 : Math.max(1, entry.expireAt() - now);
  }

  private static void receive(
      Call call,
      MigrateOptions options,
      List<Moving> keys,
      MigrationTarget target,
      boolean selects) {
    var moved = new ArrayList<byte[]>();
    moved.add(DEL);
    CommandError failure = null;
    try {
      failure = options.auth().isEmpty() ? null : target.refusal();
      failure = first(failure, selects ? target.refusal() : null);
      boolean ready = failure == null; // else what the target does, it does as another, elsewhere
      for (Moving key : keys) {
        CommandError ofKey = target.refusal();
        if (ready && ofKey == null && !options.copy() && call.delete(key.argument())) {
          moved.add(key.entry().key());
        }
        failure = first(failure, ofKey);
      }
    } catch (CommandError broken) {
      failure = first(failure, broken);
    }
    if (moved.size() > 1) {
      call.effect(moved.toArray(byte[][]::new));
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable CommandError first(
      @Nullable CommandError one, @Nullable CommandError other) {
    return one == null ? other : one;
  }
}
