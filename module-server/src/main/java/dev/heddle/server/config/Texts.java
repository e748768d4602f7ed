package dev.heddle.server.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Between byte strings, one {@code char} a byte, and the texts the runtime works with. */
final class Texts {
  private Texts() {}

  static String fromRuntime(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  static String toRuntime(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  static String fromPath(Path path) {
    return fromRuntime(path.toString());
  }

  /** What an error shows of a name that a client made up, as Redis does. */
  static String upToZero(String bytes) {
    int zero = bytes.indexOf(0);
    return zero < 0 ? bytes : bytes.substring(0, zero);
  }

  /** The path a byte string names, resolved against {@code directory}. */
  static Path toPath(Path directory, String bytes) {
    return bytes.isEmpty() ? directory : directory.resolve(toRuntime(bytes));
  }

  /** Whether a byte string can be the name of a file at all. */
  static boolean isPath(String bytes) {
    try {
      return Path.of(toRuntime(bytes)) != null;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
