package dev.heddle.server.command;

import java.util.Locale;

/** The groups into which the documentation files commands; each has its ACL category. */
public enum Group {
  GENERIC("keyspace"),
  STRING("string"),
  LIST("list"),
  SET("set"),
  SORTED_SET("sortedset"),
  HASH("hash"),
  PUBSUB("pubsub"),
  TRANSACTIONS("transaction"),
  CONNECTION("connection"),
  SERVER("admin"),
  SCRIPTING("scripting"),
  HYPERLOGLOG("hyperloglog"),
  BITMAP("bitmap"),
  GEO("geo"),
  STREAM("stream");

  private final String category;

  Group(String category) {
    this.category = category;
  }

  String category() {
    return category;
  }

  /** As {@code COMMAND DOCS} prints it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
