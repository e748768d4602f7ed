package dev.heddle.server.family;

import dev.heddle.server.command.Err;

/** The kinds of clients; all that there are here are normal ones. */
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
}
