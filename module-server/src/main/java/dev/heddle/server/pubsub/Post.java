package dev.heddle.server.pubsub;

import dev.heddle.server.command.Client;
import dev.heddle.server.command.Outbox;

/**
 * Puts messages into outboxes, and cuts off who lets too many wait; guarded by the server's lock.
 */
public final class Post {

  /** How much may wait for a client, and who hears of it when more does. */
  public interface Limits {
    /** Bytes that may wait for this client; 0: any number. */
    long most(Client client);

    /** The client is cut off. */
    void exceeded(Client client);
  }

  private static final Limits NONE =
      new Limits() {
        @Override
        public long most(Client client) {
          return 0;
        }

        @Override
        public void exceeded(Client client) {}
      };

  private final Outbox.Courier courier;
  private Limits limits = NONE;

  public Post(Outbox.Courier courier) {
    this.courier = courier;
  }

  public void limits(Limits rules) {
    limits = rules;
  }

  /** Sends a message in each client's protocol. */
  void send(Iterable<Client> clients, Message message) {
    for (Client client : clients) {
      send(client, message.in(client.protocol()));
    }
  }

  /** Sends bytes that are encoded for this client, and do not change. */
  void send(Client client, byte[] message) {
    Client.Link link = client.link();
    if (link == null) {
      return;
    }
    Outbox outbox = client.openOutbox(courier);
    long waiting = outbox.add(message);
    long most = limits.most(client);
    if (most > 0 && waiting + link.unsentBytes() > most) {
      limits.exceeded(client);
      outbox.cutOff();
    }
  }

  /** Gives a client an outbox before it hears of anything. */
  void open(Client client) {
    client.openOutbox(courier);
  }
}
