package dev.heddle.persist;

/** Where this module's log lines go; called from any thread, never under a lock. */
@FunctionalInterface
public interface Log {
  /** Redis's log levels, from the most to the least talkative. */
  enum Level {
    DEBUG,
    VERBOSE,
    NOTICE,
    WARNING
  }

  void log(Level level, String text);

  /** Says what an operator wants to know. */
  default void notice(String text) {
    log(Level.NOTICE, text);
  }

  /** Says what an operator must know. */
  default void warning(String text) {
    log(Level.WARNING, text);
  }
}
