package dev.heddle.store;

/** What becomes of keys whose time is over. */
public enum ExpiryMode {
  /** They are removed when somebody comes across them, and by {@link Database#expireDue}. */
  DELETE,
  /** They cannot be seen, but stay until somebody else says that they go: on a replica. */
  HIDE,
  /** They live on: while a journal is replayed that says itself when they went. */
  IGNORE
}
