package dev.heddle.persist;

import java.io.IOException;

/** A file that does not have its format; the message names file and offset (or line). */
public abstract sealed class CorruptFileException extends IOException
    permits AofFormatException, ManifestException, RdbFormatException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  CorruptFileException(String message, String file, long offset) {
    super(message);
    this.file = file;
    this.offset = offset;
  }

  /** The file's name. */
  public final String file() {
    return file;
  }

  /** Offset of the first byte that was not understood; a line number for a manifest. */
  public final long offset() {
    return offset;
  }
}
