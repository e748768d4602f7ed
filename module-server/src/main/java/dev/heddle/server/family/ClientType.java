package dev.heddle.server.family;

import dev.heddle.server.command.Client;
import dev.heddle.server.command.Err;

/** The kinds of clients; those that subscribe are not normal ones, those that monitor are. */
enum ClientType {
  NORMAL,
  MASTER,
  REPLICA,
  PUBSUB;

  static ClientType of(String word) {
    for (ClientType type : values()) {
      if (type.name().equalsIgnoreCase(word)) {
        return type;
      }
    }
    if (word.equalsIgnoreCase("slave")) {
      return REPLICA;
    }
    throw Err.err("Unknown client type '" + Err.shown(word) + "'");
  }

  boolean includes(Client client) {
    return switch (this) {
      case NORMAL -> !client.subscribed();
      case PUBSUB -> client.subscribed();
      case MASTER, REPLICA -> false;
    };
  }
}
