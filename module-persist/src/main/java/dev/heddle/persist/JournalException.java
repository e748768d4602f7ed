package dev.heddle.persist;

/** Effects that could not be stored; the message is the operating system's reason. */
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1L;

  public JournalException(String reason) {
    super(reason);
  }
}
