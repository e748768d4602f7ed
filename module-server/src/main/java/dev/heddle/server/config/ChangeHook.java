package dev.heddle.server.config;

/** Puts a changed setting into effect. */
@FunctionalInterface
public interface ChangeHook {
  /**
   * Runs after the new values are in place.
   *
   * @throws SettingException to veto: all values of the same {@code CONFIG SET} are put back, and
   *     hooks that ran already run once more
   */
  void changed() throws SettingException;
}
