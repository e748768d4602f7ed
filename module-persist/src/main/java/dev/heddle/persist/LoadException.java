package dev.heddle.persist;

/** Thrown by a {@link LoadSink} or {@link RdbSink} that cannot take what a file holds. */
public final class LoadException extends Exception {
  private static final long serialVersionUID = 1L;

  public LoadException(String reason) {
    super(reason);
  }
}
