package dev.heddle.server.info;

import dev.heddle.store.Database;
import dev.heddle.store.Keyspace;

/** INFO keyspace: the databases that hold something. */
final class KeyspaceInfo {
  private KeyspaceInfo() {}

  static void write(Moment moment, InfoText text) {
    Keyspace keyspace = moment.engine().keyspace();
    for (int i = 0; i < keyspace.databases(); i++) {
      Database db = keyspace.database(i);
      if (db.size() > 0) {
        text.field(
            "db" + i,
            "keys="
                + db.size()
                + ",expires="
                + db.expires()
                + ",avg_ttl="
                + db.averageTtl(moment.now()));
      }
    }
  }
}
