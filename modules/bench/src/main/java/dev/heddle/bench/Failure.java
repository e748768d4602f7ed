package dev.heddle.bench;

/** What ends the program with one line for its user. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String line;

  Failure(String line) {
    super(line, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.line = line;
  }

  /** What the user reads. */
  String line() {
    return line;
  }
}
