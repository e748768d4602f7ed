package dev.heddle.server.config;

/** What is special about a setting. */
public enum Trait {
  /** Fixed once the server has started. */
  IMMUTABLE,
  /** {@code CONFIG SET} needs {@code enable-protected-configs}. */
  PROTECTED,
  /** Kept and shown, without any effect: it tunes an internal that Heddle does not have. */
  INERT,
  /** Known, but what it asks for does not exist: only the default is accepted. */
  UNSUPPORTED
}
