package dev.heddle.server;

import dev.heddle.server.command.CommandTable;
import dev.heddle.server.family.ServerControl;
import java.util.random.RandomGenerator;

/** Lets tests in other packages have every command family of the server. */
public final class AllFamilies {
  private AllFamilies() {}

  public static void declare(CommandTable table, ServerControl server, RandomGenerator random) {
    Families.declare(table, server, server.config(), random);
  }
}
