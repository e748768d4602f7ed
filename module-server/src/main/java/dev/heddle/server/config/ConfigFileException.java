package dev.heddle.server.config;

/** A directive that cannot be followed; the message says where it is and why, on several lines. */
public final class ConfigFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ConfigFileException(String text) {
    super(text);
  }
}
