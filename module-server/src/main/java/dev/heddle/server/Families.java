package dev.heddle.server;

import dev.heddle.server.command.CommandTable;
import dev.heddle.server.config.Config;
import dev.heddle.server.family.BitmapCommands;
import dev.heddle.server.family.ClientCommands;
import dev.heddle.server.family.CommandCommands;
import dev.heddle.server.family.ConfigCommands;
import dev.heddle.server.family.ConnectionCommands;
import dev.heddle.server.family.CounterCommands;
import dev.heddle.server.family.DatabaseCommands;
import dev.heddle.server.family.DebugCommand;
import dev.heddle.server.family.DumpCommands;
import dev.heddle.server.family.ExpiryCommands;
import dev.heddle.server.family.GeoCommands;
import dev.heddle.server.family.GeoSearchCommands;
import dev.heddle.server.family.HashCommands;
import dev.heddle.server.family.HyperLogLogCommands;
import dev.heddle.server.family.KeyCommands;
import dev.heddle.server.family.LatencyCommands;
import dev.heddle.server.family.ListCommands;
import dev.heddle.server.family.LolwutCommand;
import dev.heddle.server.family.MemoryCommands;
import dev.heddle.server.family.MigrateCommand;
import dev.heddle.server.family.MonitorCommand;
import dev.heddle.server.family.ObjectCommands;
import dev.heddle.server.family.PubSubCommands;
import dev.heddle.server.family.ScanCommands;
import dev.heddle.server.family.ServerCommands;
import dev.heddle.server.family.ServerControl;
import dev.heddle.server.family.SetCommands;
import dev.heddle.server.family.SlowlogCommands;
import dev.heddle.server.family.SortCommand;
import dev.heddle.server.family.StreamCommands;
import dev.heddle.server.family.StringCommands;
import dev.heddle.server.family.TrackingCommands;
import dev.heddle.server.family.TransactionCommands;
import dev.heddle.server.family.ZRangeCommands;
import dev.heddle.server.family.ZSetAlgebraCommands;
import dev.heddle.server.family.ZSetCommands;
import dev.heddle.server.family.ZSetPops;
import dev.heddle.server.family.ZSetRandom;
import dev.heddle.server.info.InfoCommand;
import dev.heddle.server.process.Version;
import java.util.random.RandomGenerator;

/** All command families, each declared once. */
final class Families {
  private Families() {}

  static void declare(
      CommandTable table, ServerControl server, Config config, RandomGenerator random) {
    var version = Version.read();
    StringCommands.declare(table, config.clients.protoMaxBulkLen::value);
    BitmapCommands.declare(table, config.clients.protoMaxBulkLen::value);
    HyperLogLogCommands.declare(table, config.encoding.hllSparseMaxBytes::value);
    CounterCommands.declare(table);
    ListCommands.declare(table);
    HashCommands.declare(table);
    KeyCommands.declare(table);
    SetCommands.declare(table);
    ZSetCommands.declare(table);
    ZRangeCommands.declare(table);
    ZSetAlgebraCommands.declare(table);
    ZSetPops.declare(table);
    ZSetRandom.declare(table);
    StreamCommands.declare(table);
    GeoCommands.declare(table);
    GeoSearchCommands.declare(table);
    SortCommand.declare(table);
    ExpiryCommands.declare(table);
    DumpCommands.declare(table, config.persistence.rdbCompression::value);
    MigrateCommand.declare(
        table, server.migrationTargets(), config.persistence.rdbCompression::value);
    ScanCommands.declare(table, server.engine());
    ObjectCommands.declare(table);
    DatabaseCommands.declare(table, server);
    TransactionCommands.declare(table, server.engine());
    ConnectionCommands.declare(table, server);
    ClientCommands.declare(table, server);
    TrackingCommands.declare(table, server.engine());
    PubSubCommands.declare(table, server.engine().messaging().pubSub());
    MonitorCommand.declare(table, server.engine().messaging().monitors());
    CommandCommands.declare(table);
    ConfigCommands.declare(table, server);
    ServerCommands.declare(table, server);
    MemoryCommands.declare(table, server);
    SlowlogCommands.declare(table, server.engine());
    LatencyCommands.declare(table, server.engine());
    DebugCommand.declare(table, server);
    LolwutCommand.declare(table, random, version);
    InfoCommand.declare(table, server, random, version);
  }
}
