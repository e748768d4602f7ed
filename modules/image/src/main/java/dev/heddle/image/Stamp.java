package dev.heddle.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The file beside an image that says of which inputs it was made; its time is that of the last
 * build.
 */
final class Stamp {
  private final Path file;

  Stamp(Path file) {
    this.file = file;
  }

  /** Digests the content of files and directories, and the running JDK. */
  static String digest(List<Path> inputs) throws IOException {
    MessageDigest digest = sha256();
    digest.update(Runtime.version().toString().getBytes(UTF_8));
    for (Path input : inputs) {
      for (Path path : Trees.files(input)) {
        digest.update(path.toString().getBytes(UTF_8));
        digest.update(Files.readAllBytes(path));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  boolean matches(String inputs) throws IOException {
    return Files.exists(file) && Files.readString(file).equals(inputs);
  }

  void write(String inputs) throws IOException {
    Files.writeString(file, inputs);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
