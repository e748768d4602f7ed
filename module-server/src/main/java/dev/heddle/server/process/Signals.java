package dev.heddle.server.process;

/** The operating system's signals to this process. */
@FunctionalInterface
public interface Signals {
  /**
   * Runs {@code action}, on a thread of its own, each time the signal arrives.
   *
   * @param name without its {@code SIG}
   * @return false if that is impossible
   */
  boolean handle(String name, Runnable action);
}
