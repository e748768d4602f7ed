package dev.heddle.persist;

/** A manifest that does not describe an append-only directory; the offset is its line. */
public final class ManifestException extends CorruptFileException {
  private static final long serialVersionUID = 1L;

  ManifestException(String reason, String file, long line) {
    super(reason + " (AOF manifest " + file + ", line " + line + ")", file, line);
  }
}
