package dev.heddle.server.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Heddle this is, as the build wrote it down.
 *
 * @param version {@code 1.2.3}
 * @param revision the abbreviated commit, zeros if unknown
 */
public record Version(String version, String revision) {
  private static final String FILE = "version.properties";

  /** Reads what was written at build time. */
  public static Version read() {
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      var properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return new Version(
          properties.getProperty("version", "0.0.0"),
          properties.getProperty("revision", "00000000"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line of {@code --version}. */
  String line() {
    return "Heddle server v="
        + version
        + " sha="
        + revision
        + " malloc=jvm bits=64 build="
        + Runtime.version().feature();
  }
}
