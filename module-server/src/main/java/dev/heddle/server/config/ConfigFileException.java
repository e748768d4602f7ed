package dev.heddle.server.config;

/** A directive that cannot be followed; the message says where it is and why, on several lines. */
public final class ConfigFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String text;

  public ConfigFileException(String text) {
    super(text);
    this.text = text;
  }

  public String text() {
    return text;
  }
}
