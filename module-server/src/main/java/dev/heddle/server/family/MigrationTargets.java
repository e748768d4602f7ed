package dev.heddle.server.family;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections that MIGRATE keeps for the next command to the same target; guarded by the
 * server's lock.
 */
public final class MigrationTargets {
  private static final int MOST = 64;
  private static final long LONGEST_UNUSED = 10_000; // milliseconds

  private final Map<Address, Kept> idle = new LinkedHashMap<>(); // the one used last is the last

  /** As the command names it. */
  private record Address(String host, String port) {}

  private record Kept(MigrationTarget target, long since) {}

  /** Takes out the connection to a target; null: there is none that still serves. */
  @Nullable MigrationTarget take(String host, String port) {
    Kept kept = idle.remove(new Address(host, port));
    if (kept == null) {
      return null;
    }
    if (!kept.target().isQuiet()) {
      kept.target().close();
      return null;
    }
    return kept.target();
  }

  /** Keeps a connection, or closes it when it is of no more use; {@code now}: epoch millis. */
  void keep(String host, String port, MigrationTarget target, long now) {
    if (!target.isReusable()) {
      target.close();
      return;
    }
    idle.put(new Address(host, port), new Kept(target, now));
    if (idle.size() > MOST) {
      Iterator<Kept> all = idle.values().iterator();
      all.next().target().close();
      all.remove();
    }
  }

  /** The number of connections that are kept. */
  public int size() {
    return idle.size();
  }

  /** Takes out those that nobody has used for ten seconds; what it returns closes them. */
  public List<Runnable> unused(long now) {
    var unused = new ArrayList<Runnable>();
    for (Iterator<Kept> all = idle.values().iterator(); all.hasNext(); ) {
      Kept kept = all.next();
      if (now - kept.since() <= LONGEST_UNUSED) {
        break; // and so are those that follow
      }
      unused.add(kept.target()::close);
      all.remove();
    }
    return unused;
  }

  /** Closes all of them. */
  public void close() {
    idle.values().forEach(kept -> kept.target().close());
    idle.clear();
  }
}
