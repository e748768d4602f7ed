package dev.heddle.server.command;

/**
 * An error that a client sees as its reply: the line without the leading dash.
 *
 * <p>It carries no stack trace and nothing mutable, so the constants of {@link Err} are thrown
 * again and again. It is never logged.
 */
public final class CommandError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String line;

  CommandError(String line) {
    super(line, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.line = line;
  }

  /** The reply line, such as {@code ERR syntax error}. */
  public String line() {
    return line;
  }

  /** The first word, under which {@code INFO errorstats} counts it. */
  public String code() {
    int space = line.indexOf(' ');
    return space < 0 ? line : line.substring(0, space);
  }
}
