package dev.heddle.server.family;

import dev.heddle.server.command.Err;

/** CLIENT and its subcommands. */
public final class ClientCommands {
  private ClientCommands() {}

  /** A client's name or attribute may be any printable ASCII but a space. */
  static String checkedName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '!' || name.charAt(i) > '~') {
        throw Err.CLIENT_NAME;
      }
    }
    return name;
  }
}
