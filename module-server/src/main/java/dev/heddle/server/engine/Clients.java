package dev.heddle.server.engine;

import dev.heddle.server.command.Client;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connected clients by id, in the order in which they came; guarded by the server's lock. */
public final class Clients {
  private final Map<Long, Client> byId = new LinkedHashMap<>();
  private long lastId;

  /** Registers a new client under the next id. */
  Client add(Client.Link link, long now) {
    var client = new Client(++lastId, link, now);
    byId.put(client.id(), client);
    return client;
  }

  void remove(Client client) {
    byId.remove(client.id());
  }

  public int size() {
    return byId.size();
  }

  public @Nullable Client byId(long id) {
    return byId.get(id);
  }

  public Collection<Client> all() {
    return byId.values();
  }
}
