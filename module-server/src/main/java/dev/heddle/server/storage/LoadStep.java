package dev.heddle.server.storage;

import dev.heddle.persist.LoadException;
import dev.heddle.server.engine.Engine;
import dev.heddle.store.Database;
import dev.heddle.store.Value;
import org.jspecify.annotations.Nullable;

/** Something that was read from a file and is to be put into the keyspace; under the lock. */
sealed interface LoadStep {
  /** The database it is for; null: there is none. */
  @Nullable Database database(Engine engine);

  /** The key that will be looked up, most likely. */
  byte[] key();

  /**
   * Puts it into its place.
   *
   * @throws LoadException naming the offset at which it stands
   */
  void run(Loading target) throws LoadException;

  /** An entry of an RDB file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Key(
      long offset, int db, byte[] key, Value value, long expireAt, long idleSeconds, int frequency)
      implements LoadStep {
    @Override
    public @Nullable Database database(Engine engine) {
      return db < engine.keyspace().databases() ? engine.keyspace().database(db) : null;
    }

    @Override
    public void run(Loading target) throws LoadException {
      try {
        target.entry(db, key, value, expireAt, idleSeconds, frequency);
      } catch (LoadException e) {
        throw new LoadException(key, offset, e);
      }
    }
  }

  /** A command of an append-only file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Replay(long offset, byte[][] args) implements LoadStep {
    @Override
    public Database database(Engine engine) {
      return engine.replayDatabase();
    }

    @Override
    public byte[] key() {
      return args.length > 1 ? args[1] : args[0];
    }

    @Override
    public void run(Loading target) throws LoadException {
      try {
        target.command(args);
      } catch (LoadException | RuntimeException e) {
        throw new LoadException(args[0], offset, e);
      }
    }
  }
}
