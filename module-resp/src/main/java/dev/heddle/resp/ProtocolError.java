package dev.heddle.resp;

/**
 * The peer does not speak the protocol; the connection cannot go on. The message is what a client
 * is told after {@code ERR Protocol error: }. It carries no stack trace: bad input is not a bug.
 */
public final class ProtocolError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with the given text. */
  public ProtocolError(String message) {
    super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
