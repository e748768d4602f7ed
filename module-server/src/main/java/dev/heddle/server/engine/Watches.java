package dev.heddle.server.engine;

import dev.heddle.server.command.Client;
import dev.heddle.store.Database;
import dev.heddle.store.Keyspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * WATCH: which clients' transactions fail when a key is changed.
 *
 * <p>Guarded by the server's lock.
 */
public final class Watches {
  private record Watched(DbKey key, boolean existed) {}

  private final Keyspace keyspace;
  private final Map<DbKey, Set<Client>> byKey = new HashMap<>();
  private final Map<Client, List<Watched>> byClient = new HashMap<>();

  Watches(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** Has the client watch a key, which belongs to the watch from now on. */
  public void watch(Client client, int db, byte[] key, long now) {
    var watched = new DbKey(db, key);
    boolean exists = exists(watched, now); // first: an expired key is removed on the way
    if (byKey.computeIfAbsent(watched, k -> new LinkedHashSet<>()).add(client)) {
      byClient.computeIfAbsent(client, c -> new ArrayList<>()).add(new Watched(watched, exists));
    }
  }

  /** Ends all watches of the client. */
  public void unwatch(Client client) {
    List<Watched> all = byClient.remove(client);
    if (all != null) {
      for (Watched watched : all) {
        byKey.computeIfPresent(
            watched.key(),
            (key, clients) -> {
              clients.remove(client);
              return clients.isEmpty() ? null : clients;
            });
      }
    }
    client.watchBroken(false);
  }

  /** The number of keys the client watches. */
  public int count(Client client) {
    return byClient.getOrDefault(client, List.of()).size();
  }

  /** Whether a key that the client watches was changed, or has expired since. */
  boolean broken(Client client, long now) {
    for (Watched watched : byClient.getOrDefault(client, List.of())) {
      if (watched.existed() && !exists(watched.key(), now)) {
        return true;
      }
    }
    return client.watchBroken();
  }

  private boolean exists(DbKey key, long now) {
    byte[] k = key.key();
    return keyspace.database(key.db()).find(k, 0, k.length, now) != null;
  }

  /** A key was changed. */
  void changed(Database db, byte[] a, int off, int len) {
    Set<Client> clients = byKey.get(new DbKey(db.id(), Arrays.copyOfRange(a, off, off + len)));
    if (clients != null) {
      clients.forEach(client -> client.watchBroken(true));
    }
  }

  /**
   * Databases are about to lose or exchange their contents: what exists in one of them is changed.
   */
  void changing(IntPredicate concerned, long now) {
    byKey.forEach((key, clients) -> {
      if (concerned.test(key.db()) && existsInAny(key, concerned, now)) {
        clients.forEach(client -> client.watchBroken(true));
      }
    });
  }

  private boolean existsInAny(DbKey key, IntPredicate dbs, long now) {
    for (int db = 0; db < keyspace.databases(); db++) {
      if (dbs.test(db) && keyspace.database(db).peek(key.key(), 0, key.key().length, now) != null) {
        return true;
      }
    }
    return false;
  }
}
