package dev.heddle.server;

import dev.heddle.server.command.CommandTable;
import dev.heddle.server.config.Config;
import dev.heddle.server.family.ConnectionCommands;
import dev.heddle.server.family.CounterCommands;
import dev.heddle.server.family.ServerControl;
import dev.heddle.server.family.StringCommands;
import java.util.random.RandomGenerator;

/** All command families, each declared once. */
final class Families {
  private Families() {}

  static void declare(
      CommandTable table, ServerControl server, Config config, RandomGenerator random) {
    StringCommands.declare(table, config.clients.protoMaxBulkLen::value);
    CounterCommands.declare(table);
    ConnectionCommands.declare(table, server);
  }
}
