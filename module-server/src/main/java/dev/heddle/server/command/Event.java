package dev.heddle.server.command;

/** What happened to a key, under the names that keyspace notifications use. */
public enum Event {
  SET('$', "set"),
  SETRANGE('$', "setrange"),
  APPEND('$', "append"),
  INCRBY('$', "incrby"),
  INCRBYFLOAT('$', "incrbyfloat"),
  DEL('g', "del"),
  EXPIRE('g', "expire"),
  PERSIST('g', "persist"),
  RENAME_FROM('g', "rename_from"),
  RENAME_TO('g', "rename_to"),
  MOVE_FROM('g', "move_from"),
  MOVE_TO('g', "move_to"),
  COPY_TO('g', "copy_to"),
  EXPIRED('x', "expired"),
  EVICTED('e', "evicted");

  private final char kind;
  private final String text;

  Event(char kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /** The letter that selects it in notify-keyspace-events. */
  public char kind() {
    return kind;
  }

  /** The event's name. */
  public String text() {
    return text;
  }
}
