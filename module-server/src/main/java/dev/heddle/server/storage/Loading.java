package dev.heddle.server.storage;

import dev.heddle.persist.LoadException;
import dev.heddle.persist.LoadSink;
import dev.heddle.resp.Args;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.log.ServerLog;
import dev.heddle.store.Database;
import dev.heddle.store.Decimal;
import dev.heddle.store.Value;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Puts what is read from disk into the keyspace. */
final class Loading implements LoadSink {
  private final Engine engine;
  private final ServerLog log;
  private final KeptFunctions functions;
  private final boolean replacing;
  private long entries;
  private long expired;
  private long usedMemory;

  Loading(Engine engine, ServerLog log, KeptFunctions functions) {
    this(engine, log, functions, /* replacing= */ true);
  }

  /**
   * With a choice what becomes of keys and functions that are there already.
   *
   * @param replacing whether they are replaced; else they are an error
   */
  Loading(Engine engine, ServerLog log, KeptFunctions functions, boolean replacing) {
    this.functions = functions;
    this.engine = engine;
    this.log = log;
    this.replacing = replacing;
  }

  /** Entries of RDB files that were put into the keyspace. */
  long entries() {
    return entries;
  }

  /** Entries of RDB files whose time was over. */
  long expired() {
    return expired;
  }

  /** {@code used_memory} of the server that wrote the RDB file, as the file says; or 0. */
  long usedMemory() {
    return usedMemory;
  }

  @Override
  public void aux(String key, byte[] value) {
    switch (key) {
      case "redis-ver" -> log.notice("Loading RDB produced by version " + text(value));
      case "ctime" -> {
        long age = Math.max(0, engine.clock().millis() / 1000 - number(value));
        log.notice("RDB age " + age + " seconds");
      }
      case "used-mem" -> {
        usedMemory = number(value);
        log.notice(
            String.format(
                Locale.ROOT, "RDB memory usage when created %.2f Mb", usedMemory / 1048576.0));
      }
      case "aof-base" -> {
        if (number(value) != 0) {
          log.notice("RDB is base AOF");
        }
      }
      default -> {} // of no use to us
    }
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** What is no number counts as 0: nothing depends on these fields. */
  private static long number(byte[] value) {
    return Decimal.isLong(value, 0, value.length) ? Decimal.parseLong(value, 0, value.length) : 0;
  }

  @Override
  public void file(String name) {
    engine.replayInto(0);
  }

  @Override
  public void command(byte[][] args) throws LoadException {
    if (KeptFunctions.isCommand(args)) {
      functions.replay(args);
      return;
    }
    try {
      engine.replay(Args.of(args));
    } catch (CommandError e) {
      throw new LoadException(e.line());
    }
  }

  @Override
  public void database(int db, long keys, long expiring) throws LoadException {
    requireDatabase(db);
    Database database = engine.keyspace().database(db);
    boolean reserved;
    do {
      reserved = engine.compute(() -> database.reserve(keys));
    } while (!reserved);
  }

  private void requireDatabase(int db) throws LoadException {
    if (db >= engine.keyspace().databases()) {
      throw new LoadException(
          "database " + db + " is not among the " + engine.keyspace().databases() + " configured");
    }
  }

  @Override
  public void entry(int db, byte[] key, Value value, long expireAt, long idleSeconds, int frequency)
      throws LoadException {
    requireDatabase(db);
    if (!replacing && engine.compute(() -> isThere(db, key))) {
      throw new LoadException("a key of database " + db + " is there already");
    }
    engine.locked(() -> insert(db, key, value, expireAt, idleSeconds, frequency));
  }

  private boolean isThere(int db, byte[] key) {
    long now = engine.clock().millis();
    return engine.keyspace().database(db).peek(key, 0, key.length, now) != null;
  }

  private void insert(
      int db, byte[] key, Value value, long expireAt, long idleSeconds, int frequency) {
    long now = engine.clock().millis();
    if (expireAt >= 0 && expireAt <= now) {
      expired++;
      return;
    }
    entries++;
    Database database = engine.keyspace().database(db);
    var entry = database.put(key, 0, key.length, value, expireAt, now);
    if (idleSeconds >= 0 && !engine.keyspace().accessPolicy().frequency()) {
      engine.keyspace().idleSeconds(entry, idleSeconds, now);
    }
    if (frequency >= 0 && engine.keyspace().accessPolicy().frequency()) {
      engine.keyspace().frequency(entry, frequency, now);
    }
  }

  @Override
  public void function(byte[] code) throws LoadException {
    functions.load(code, replacing);
  }
}
