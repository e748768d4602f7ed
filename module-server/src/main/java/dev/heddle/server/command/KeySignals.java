package dev.heddle.server.command;

import dev.heddle.store.Database;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every change to a key, under the server's lock: what transactions, blocked clients,
 * clients that cache and subscribers of keyspace events wait for.
 */
public interface KeySignals {
  /**
   * A key was changed.
   *
   * @param by who did it; null for the server itself, which expires and evicts
   */
  void changed(@Nullable Client by, Database db, byte[] a, int off, int len, Event event);

  /** Something happened to a key that leaves its value as it is for those who watch it. */
  void told(Database db, byte[] a, int off, int len, Event event);

  /** A key that is not there was looked up for reading. */
  void missed(Database db, byte[] a, int off, int len);

  /** Whether it matters that a key is new, besides that it was changed. */
  boolean hearsOfNew();

  /** The databases whose indexes fit are about to lose all their keys. */
  void flushing(IntPredicate databases, long now);

  /** Two databases are about to exchange their contents; afterwards, {@link #swapped}. */
  void swapping(int i, int j, long now);

  /** Two databases have exchanged their contents. */
  void swapped(int i, int j);
}
