package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Bytes;
import dev.heddle.server.command.Caching;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.pubsub.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CLIENT TRACKING, CACHING, GETREDIR and TRACKINGINFO: what clients do that cache. */
public final class TrackingCommands {
  private static final int NOT_TRACKING = -1;

  private final Engine engine;
  private final Tracking tracking;

  private TrackingCommands(Engine engine) {
    this.engine = engine;
    this.tracking = engine.messaging().tracking();
  }

  public static void declare(CommandTable t, Engine engine) {
    var commands = new TrackingCommands(engine);
    t.group(Group.CONNECTION);
    t.add(
            "CLIENT TRACKING {status=ON|OFF} [REDIRECT client-id] [PREFIX prefix]... [BCAST] [OPTIN]"
                + " [OPTOUT] [NOLOOP]",
            commands::tracking,
            NOSCRIPT,
            LOADING,
            STALE)
        .doc(
            "6.0.0",
            "O(1). Some options may introduce additional complexity.",
            "Says whether the server tells the connection of changes to keys that it caches.");
    t.add("CLIENT CACHING {mode=YES|NO}", TrackingCommands::caching, NOSCRIPT, LOADING, STALE)
        .doc("6.0.0", "O(1)", "Says whether the keys of the next command are cached.");
    t.add("CLIENT GETREDIR", TrackingCommands::getredir, NOSCRIPT, LOADING, STALE)
        .doc(
            "6.0.0",
            "O(1)",
            "Returns the id of the client that is told in the connection's place.");
    t.add("CLIENT TRACKINGINFO", TrackingCommands::info, NOSCRIPT, LOADING, STALE)
        .doc("6.2.0", "O(1)", "Describes what the connection is told of keys that it caches.");
  }

  private void tracking(Call call, ReplyWriter out) {
    TrackingOptions options = TrackingOptions.parse(call, engine.clients());
    if (options.on()) {
      tracking.begin(call.client(), options.wish(call.client().caching()));
    } else {
      tracking.end(call.client());
    }
    out.ok();
  }

  private static void caching(Call call, ReplyWriter out) {
    Caching caching = call.client().caching();
    if (caching == null) {
      throw Err.CACHING_WITHOUT_TRACKING;
    }
    boolean yes = call.is(2, "YES");
    if (!yes && !call.is(2, "NO")) {
      throw Err.SYNTAX;
    }
    if (yes && caching.mode() != Caching.Mode.OPTIN) {
      throw Err.CACHING_YES_WITHOUT_OPTIN;
    }
    if (!yes && caching.mode() != Caching.Mode.OPTOUT) {
      throw Err.CACHING_NO_WITHOUT_OPTOUT;
    }
    caching.announced(true);
    out.ok();
  }

  private static void getredir(Call call, ReplyWriter out) {
    out.integer(redirect(call.client()));
  }

  /** As CLIENT LIST shows it too. */
  static long redirect(Client client) {
    Caching caching = client.caching();
    return caching == null ? NOT_TRACKING : caching.redirect();
  }

  private static void info(Call call, ReplyWriter out) {
    Caching caching = call.client().caching();
    List<String> flags = caching == null ? List.of("off") : flags(caching);
    Set<Bytes> prefixes = caching == null ? Set.of() : caching.prefixes();
    out.map(3);
    out.bulk("flags");
    out.set(flags.size());
    flags.forEach(out::bulk);
    out.bulk("redirect");
    out.integer(redirect(call.client()));
    out.bulk("prefixes");
    out.array(prefixes.size());
    prefixes.forEach(prefix -> out.bulk(prefix.array()));
  }

  private static List<String> flags(Caching caching) {
    var flags = new ArrayList<String>();
    flags.add("on");
    switch (caching.mode()) {
      case READ -> {}
      case BCAST -> flags.add("bcast");
      case OPTIN -> addMode(flags, "optin", caching, "caching-yes");
      case OPTOUT -> addMode(flags, "optout", caching, "caching-no");
    }
    if (caching.noLoop()) {
      flags.add("noloop");
    }
    if (caching.broken()) {
      flags.add("broken_redirect");
    }
    return flags;
  }

  private static void addMode(List<String> flags, String mode, Caching caching, String announced) {
    flags.add(mode);
    if (caching.announced()) {
      flags.add(announced);
    }
  }
}
