package dev.heddle.persist;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The operating system's words for a failed file operation. */
final class DiskError {
  private DiskError() {}

  /**
   * The reason alone, as in {@code No space left on device}, also of what was wrapped to say where.
   */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException n -> "No such file or directory";
      case AccessDeniedException a -> "Permission denied";
      case FileAlreadyExistsException f -> "File exists";
      case NotDirectoryException d -> "Not a directory";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case IOException wrapped when wrapped.getCause() instanceof IOException cause ->
          reason(cause);
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
