package dev.heddle.server.config;

/** Why a value cannot be given to a setting; the message is what a user reads. */
public final class SettingException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public SettingException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
