package dev.heddle.server.config;

/** A refused {@code CONFIG} operation; the message is the whole error line for the client. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String line) {
    super(line, null, false, false);
  }
}
