package dev.heddle.persist;

/** Thrown by a {@link LoadSink} or {@link RdbSink} that cannot take what a file holds. */
public final class LoadException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final byte[] NO_NAME = {};

  private final byte[] name;
  private final long offset;

  /** What is being handed over is refused. */
  public LoadException(String reason) {
    super(reason);
    this.name = NO_NAME;
    this.offset = -1;
  }

  /**
   * A command that was handed over earlier is refused.
   *
   * @param offset where it stands, as {@link RdbSink#at} was told
   */
  public LoadException(byte[] name, long offset, Throwable cause) {
    super(cause instanceof LoadException ? cause.getMessage() : cause.toString(), cause);
    this.name = name;
    this.offset = offset;
  }

  /** The name of the command that is refused, where {@code current} is being handed over. */
  byte[] name(byte[] current) {
    return offset < 0 ? current : name;
  }

  /** Where what is refused stands, where what is at {@code current} is being handed over. */
  long offset(long current) {
    return offset < 0 ? current : offset;
  }
}
