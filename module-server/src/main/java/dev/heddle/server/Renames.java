package dev.heddle.server;

import dev.heddle.server.command.CommandTable;
import dev.heddle.server.config.Config;

/** Carries out rename-command. */
final class Renames {
  private Renames() {}

  /**
   * Gives commands the names that the configuration wants.
   *
   * @throws dev.heddle.server.config.ConfigFileException naming the directive when there is no such
   *     command or the name is taken
   */
  static void apply(Config config, CommandTable table) {
    for (Config.Rename rename : config.renames()) {
      if (table.find(rename.command()) == null) {
        throw rename.directive().failure("No such command in rename-command");
      }
      if (!table.rename(rename.command(), rename.newName())) {
        throw rename.directive().failure("Target command name already exists");
      }
    }
  }
}
