package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import org.jspecify.annotations.Nullable;

/** Which clients CLIENT KILL is to close; null for a filter that was not given. */
record ClientFilter(
    @Nullable Long id,
    @Nullable ClientType type,
    @Nullable String address,
    @Nullable String local,
    boolean skipMe) {

  static ClientFilter address(String address) {
    return new ClientFilter(null, null, address, null, /* skipMe= */ false);
  }

  static ClientFilter parse(Call call) {
    Long id = null;
    ClientType type = null;
    String address = null;
    String local = null;
    boolean skipMe = true;
    for (int i = 2; i < call.count(); i += 2) {
      if (i + 1 == call.count()) {
        throw Err.SYNTAX;
      }
      String value = call.text(i + 1);
      if (call.is(i, "ID")) {
        id = id(call, i + 1);
      } else if (call.is(i, "TYPE")) {
        type = ClientType.of(value);
      } else if (call.is(i, "ADDR")) {
        address = value;
      } else if (call.is(i, "LADDR")) {
        local = value;
      } else if (call.is(i, "USER")) {
        requireUser(value);
      } else if (call.is(i, "SKIPME") && (call.is(i + 1, "YES") || call.is(i + 1, "NO"))) {
        skipMe = call.is(i + 1, "YES");
      } else {
        throw Err.SYNTAX;
      }
    }
    return new ClientFilter(id, type, address, local, skipMe);
  }

  private static long id(Call call, int i) {
    long id = Numbers.parseOr(call.args(), i, 0);
    if (id <= 0) {
      throw Err.err("client-id should be greater than 0");
    }
    return id;
  }

  /** There is one user, whom every client is. */
  private static void requireUser(String name) {
    if (!name.equals("default")) {
      throw Err.err("No such user '" + Err.shown(name) + "'");
    }
  }

  boolean matches(Client client, Client.Link link, Client caller) {
    return (id == null || id == client.id())
        && (type == null || type.includes(client))
        && (address == null || address.equals(link.peer()))
        && (local == null || local.equals(link.local()))
        && !(skipMe && client.id() == caller.id());
  }
}
