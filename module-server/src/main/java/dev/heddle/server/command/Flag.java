package dev.heddle.server.command;

import java.util.Locale;

/** What {@code COMMAND INFO} calls the flags of a command, in the order in which it prints them. */
public enum Flag {
  WRITE,
  READONLY,
  DENYOOM,
  MODULE,
  ADMIN,
  PUBSUB,
  NOSCRIPT,
  BLOCKING,
  LOADING,
  STALE,
  SKIP_MONITOR,
  SKIP_SLOWLOG,
  ASKING,
  FAST,
  NO_AUTH,
  MAY_REPLICATE,
  NO_MANDATORY_KEYS,
  PROTECTED,
  NO_ASYNC_LOADING,
  NO_MULTI,
  ALLOW_BUSY,
  MOVABLEKEYS;

  /** This flag as one bit of a set. */
  @SuppressWarnings("EnumOrdinal") // never leaves the process
  public long bit() {
    return 1L << ordinal();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static long bits(Flag... flags) {
    long set = 0;
    for (Flag flag : flags) {
      set |= flag.bit();
    }
    return set;
  }
}
