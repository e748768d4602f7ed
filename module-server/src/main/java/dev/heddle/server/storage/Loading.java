package dev.heddle.server.storage;

import dev.heddle.persist.LoadException;
import dev.heddle.persist.LoadSink;
import dev.heddle.resp.Args;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.engine.Engine;
import dev.heddle.store.Database;
import dev.heddle.store.Value;

/** Puts what is read from disk into the keyspace. */
final class Loading implements LoadSink {
  private final Engine engine;
  private final boolean replacing;
  private long entries;
  private long expired;

  Loading(Engine engine) {
    this(engine, /* replacing= */ true);
  }

  /** {@code replacing}: keys that are there already are replaced; else they are an error. */
  Loading(Engine engine, boolean replacing) {
    this.engine = engine;
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

  @Override
  public void file(String name) {
    engine.replayInto(0);
  }

  @Override
  public void command(byte[][] args) throws LoadException {
    try {
      engine.replay(Args.of(args));
    } catch (CommandError e) {
      throw new LoadException(e.line());
    }
  }

  @Override
  public void database(int db, long keys, long expiring) throws LoadException {
    if (db >= engine.keyspace().databases()) {
      throw new LoadException(
          "database " + db + " is not among the " + engine.keyspace().databases() + " configured");
    }
  }

  @Override
  public void entry(int db, byte[] key, Value value, long expireAt, long idleSeconds, int frequency)
      throws LoadException {
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
    throw new LoadException("the file holds functions, which this version does not run");
  }
}
