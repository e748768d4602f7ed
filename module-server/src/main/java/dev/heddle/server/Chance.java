package dev.heddle.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers for one server: cheap ones, from a seed that nobody can guess. */
final class Chance {
  private static final Path SYSTEM = Path.of("/dev/urandom");

  private Chance() {}

  static RandomGenerator unpredictable() {
    return new SplittableRandom(seed());
  }

  /**
   * Where the system hands seeds out as a file, the security providers need not be loaded, which
   * takes a while.
   */
  private static long seed() {
    try (InputStream in = Files.newInputStream(SYSTEM)) {
      return ByteBuffer.wrap(in.readNBytes(Long.BYTES)).getLong();
    } catch (IOException e) {
      return new SecureRandom().nextLong();
    }
  }
}
