package dev.heddle.persist;

/** An append-only file that holds something else than whole commands. */
public final class AofFormatException extends CorruptFileException {
  private static final long serialVersionUID = 1L;

  AofFormatException(String message, String file, long offset) {
    super(message, file, offset);
  }
}
