package dev.heddle.server;

import dev.heddle.server.command.CommandTable;
import dev.heddle.server.config.Config;

/** Carries out rename-command. */
final class Renames {
  private Renames() {}

  /**
   * Gives commands the names that the configuration wants.
   *
   * @throws IllegalArgumentException naming the directive when there is no such command or the name
   *     is taken
   */
  static void apply(Config config, CommandTable table) {
    for (Config.Rename rename : config.renames()) {
      if (table.find(rename.command()) == null) {
        throw new IllegalArgumentException(
            "No such command in rename-command: " + rename.command());
      }
      if (!table.rename(rename.command(), rename.newName())) {
        throw new IllegalArgumentException(
            "Target command name already exists: " + rename.newName());
      }
    }
  }
}
