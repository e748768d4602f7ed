package dev.heddle.persist;

/** An RDB file (or payload) that is damaged, cut, or of a version or type not known. */
public final class RdbFormatException extends CorruptFileException {
  private static final long serialVersionUID = 1L;

  RdbFormatException(String reason, String file, long offset) {
    super(reason + " (file " + file + ", offset " + offset + ")", file, offset);
  }
}
