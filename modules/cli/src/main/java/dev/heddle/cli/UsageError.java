package dev.heddle.cli;

/** The command line makes no sense; the reason says why. */
final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  UsageError(String reason) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
