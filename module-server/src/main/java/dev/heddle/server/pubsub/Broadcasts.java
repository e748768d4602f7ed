package dev.heddle.server.pubsub;

import dev.heddle.server.command.Bytes;
import dev.heddle.server.command.Client;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * CLIENT TRACKING BCAST: which clients hear of all keys that begin in some way, and which of these
 * keys have changed since they were last told; guarded by the server's lock.
 */
final class Broadcasts {

  /** Tells a client of changed keys. */
  interface Teller {
    void tell(Client client, Collection<Bytes> keys);
  }

  /** The clients of one prefix, and the changed keys with who changed them last. */
  private static final class Audience {
    final Set<Client> clients = new LinkedHashSet<>();
    final Map<Bytes, Author> changed = new TreeMap<>();
  }

  /** Who has changed a key; null: the server. */
  private record Author(@Nullable Client client) {}

  private final Map<Bytes, Audience> audiences = new TreeMap<>();
  private boolean pending;

  int prefixes() {
    return audiences.size();
  }

  void join(Client client, Bytes prefix) {
    audiences.computeIfAbsent(prefix, p -> new Audience()).clients.add(client);
  }

  void leave(Client client, Bytes prefix) {
    Audience audience = audiences.get(prefix);
    if (audience != null) {
      audience.clients.remove(client);
      if (audience.clients.isEmpty()) {
        audiences.remove(prefix);
      }
    }
  }

  /** Takes note of a changed key. */
  void changed(@Nullable Client by, byte[] a, int off, int len) {
    Bytes key = null;
    for (Map.Entry<Bytes, Audience> each : audiences.entrySet()) {
      if (each.getKey().begin(a, off, len)) {
        if (key == null) {
          key = Bytes.copyOf(a, off, len);
        }
        each.getValue().changed.put(key, new Author(by));
        pending = true;
      }
    }
  }

  /** Tells everybody what has changed since the last time. */
  void tell(Teller teller) {
    if (!pending) {
      return;
    }
    pending = false;
    for (Audience audience : audiences.values()) {
      if (!audience.changed.isEmpty()) {
        audience.clients.forEach(client -> tell(client, audience, teller));
        audience.changed.clear();
      }
    }
  }

  private static void tell(Client client, Audience audience, Teller teller) {
    Collection<Bytes> keys = audience.changed.keySet();
    var caching = client.caching();
    if (caching != null && caching.noLoop()) {
      keys = others(client, audience);
    }
    if (!keys.isEmpty()) {
      teller.tell(client, keys);
    }
  }

  private static List<Bytes> others(Client client, Audience audience) {
    var keys = new ArrayList<Bytes>();
    audience.changed.forEach((key, author) -> {
      if (!client.equals(author.client())) {
        keys.add(key);
      }
    });
    return keys;
  }
}
