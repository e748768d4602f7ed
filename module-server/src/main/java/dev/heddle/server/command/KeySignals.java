package dev.heddle.server.command;

import dev.heddle.store.Database;

/**
 * Hears of every change to a key, under the server's lock: what transactions, blocked clients,
 * clients that cache and subscribers of keyspace events wait for.
 */
public interface KeySignals {
  /** The key in argument i was changed in this way, by a command or by a client that it served. */
  void changed(Call call, Database db, int i, Event event);
}
