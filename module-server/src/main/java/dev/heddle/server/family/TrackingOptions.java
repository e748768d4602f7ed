package dev.heddle.server.family;

import dev.heddle.server.command.Bytes;
import dev.heddle.server.command.Caching;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.engine.Clients;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What follows CLIENT TRACKING. */
record TrackingOptions(
    boolean on,
    long redirect,
    boolean bcast,
    boolean optin,
    boolean optout,
    boolean noLoop,
    List<Bytes> prefixes) {
  private static final Bytes EVERYTHING = new Bytes(new byte[0]);

  static TrackingOptions parse(Call call, Clients clients) {
    long redirect = Caching.ITSELF;
    boolean bcast = false;
    boolean optin = false;
    boolean optout = false;
    boolean noLoop = false;
    var prefixes = new ArrayList<Bytes>();
    for (int i = 3; i < call.count(); i++) {
      boolean more = i + 1 < call.count();
      if (call.is(i, "REDIRECT") && more) {
        redirect = redirect(call, ++i, redirect, clients);
      } else if (call.is(i, "BCAST")) {
        bcast = true;
      } else if (call.is(i, "OPTIN")) {
        optin = true;
      } else if (call.is(i, "OPTOUT")) {
        optout = true;
      } else if (call.is(i, "NOLOOP")) {
        noLoop = true;
      } else if (call.is(i, "PREFIX") && more) {
        prefixes.add(new Bytes(call.copy(++i)));
      } else {
        throw Err.SYNTAX;
      }
    }
    if (!call.is(2, "ON") && !call.is(2, "OFF")) {
      throw Err.SYNTAX;
    }
    return new TrackingOptions(call.is(2, "ON"), redirect, bcast, optin, optout, noLoop, prefixes);
  }

  private static long redirect(Call call, int i, long before, Clients clients) {
    if (before != Caching.ITSELF) {
      throw Err.REDIRECT_TWICE;
    }
    long id = call.integer(i);
    if (clients.byId(id) == null) {
      throw Err.REDIRECT_GONE;
    }
    return id;
  }

  /** The wish, after the errors that these options and the present wish may ask for. */
  Caching wish(@Nullable Caching present) {
    if (!bcast && !prefixes.isEmpty()) {
      throw Err.PREFIX_WITHOUT_BCAST;
    }
    if (present != null && bcast != (present.mode() == Caching.Mode.BCAST)) {
      throw Err.BCAST_SWITCHED;
    }
    if (bcast && (optin || optout)) {
      throw Err.BCAST_WITH_OPTIONS;
    }
    if (optin && optout) {
      throw Err.OPTIN_AND_OPTOUT;
    }
    if (present != null
        && ((optin && present.mode() == Caching.Mode.OPTOUT)
            || (optout && present.mode() == Caching.Mode.OPTIN))) {
      throw Err.OPTIN_SWITCHED;
    }
    Set<Bytes> all = new TreeSet<>();
    if (bcast) {
      all = allPrefixes(present);
    }
    return new Caching(mode(), noLoop, redirect, all);
  }

  private Caching.Mode mode() {
    if (bcast) {
      return Caching.Mode.BCAST;
    }
    if (optin) {
      return Caching.Mode.OPTIN;
    }
    return optout ? Caching.Mode.OPTOUT : Caching.Mode.READ;
  }

  /** Those the client has and those it adds; without any, one with which every key begins. */
  private Set<Bytes> allPrefixes(@Nullable Caching present) {
    Set<Bytes> all = present == null ? new TreeSet<>() : new TreeSet<>(present.prefixes());
    for (int i = 0; i < prefixes.size(); i++) {
      Bytes prefix = prefixes.get(i);
      requireApart(prefix, all, "an existing");
      requireApart(prefix, prefixes.subList(i + 1, prefixes.size()), "another provided");
    }
    all.addAll(prefixes.isEmpty() ? List.of(EVERYTHING) : prefixes);
    return all;
  }

  private static void requireApart(Bytes prefix, Iterable<Bytes> others, String whatTheyAre) {
    for (Bytes other : others) {
      if (begins(prefix, other) || begins(other, prefix)) {
        throw Err.prefixOverlaps(text(prefix), whatTheyAre, text(other));
      }
    }
  }

  private static boolean begins(Bytes prefix, Bytes whole) {
    return prefix.begin(whole.array(), 0, whole.array().length);
  }

  private static String text(Bytes bytes) {
    return Err.shown(new String(bytes.array(), StandardCharsets.ISO_8859_1));
  }
}
