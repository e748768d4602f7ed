package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ADMIN;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.server.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** CLIENT LIST, KILL, PAUSE, UNPAUSE and UNBLOCK: what a client does to others. */
final class ClientControlCommands {
  private final Engine engine;

  private ClientControlCommands(Engine engine) {
    this.engine = engine;
  }

  static void declare(CommandTable t, ServerControl server) {
    new ClientControlCommands(server.engine()).declare(t);
  }

  private void declare(CommandTable t) {
    t.add(
            "CLIENT LIST [TYPE {client-type=NORMAL|MASTER|REPLICA|PUBSUB}] [ID {client-id}...]",
            this::list,
            ADMIN,
            NOSCRIPT,
            LOADING,
            STALE)
        .tips("nondeterministic_output")
        .doc("2.4.0", "O(N), N clients", "Describes the connections, one in a line.");
    t.add(
            "CLIENT KILL {filter=ip:port|{new-format=[ID client-id]"
                + "|[TYPE {client-type=NORMAL|MASTER|SLAVE|REPLICA|PUBSUB}]"
                + "|[USER username]|[ADDR ip:port]|[LADDR ip:port]|[SKIPME {skipme=YES|NO}]}...}",
            this::kill,
            ADMIN,
            NOSCRIPT,
            LOADING,
            STALE)
        .doc("2.4.0", "O(N), N clients", "Closes connections.");
    t.add(
            "CLIENT PAUSE timeout:integer [mode=WRITE|ALL]",
            this::pause,
            ADMIN,
            NOSCRIPT,
            LOADING,
            STALE)
        .doc("2.9.50", "O(1)", "Has clients wait with their commands for some time.");
    t.add("CLIENT UNPAUSE", this::unpause, ADMIN, NOSCRIPT, LOADING, STALE)
        .doc("6.2.0", "O(N), N clients that wait", "Ends a pause.");
    t.add(
            "CLIENT UNBLOCK client-id [unblock-type=TIMEOUT|ERROR]",
            this::unblock,
            ADMIN,
            NOSCRIPT,
            LOADING,
            STALE)
        .doc("5.0.0", "O(log N), N clients that wait", "Ends the wait of a blocked client.");
  }

  private void list(Call call, ReplyWriter out) {
    Collection<Client> shown = engine.clients().all();
    if (call.count() == 4 && call.is(2, "TYPE")) {
      ClientType type = ClientType.of(call.text(3));
      shown = shown.stream().filter(type::includes).toList();
    } else if (call.count() > 3 && call.is(2, "ID")) {
      shown = byIds(call);
    } else if (call.count() != 2) {
      throw Err.SYNTAX;
    }
    var text = new StringBuilder();
    for (Client client : shown) {
      text.append(ClientLine.of(client, call.now())).append('\n');
    }
    out.verbatim("txt", text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<Client> byIds(Call call) {
    var found = new ArrayList<Client>();
    for (int i = 3; i < call.count(); i++) {
      long id = Numbers.parse(call.args(), i, Err.INVALID_CLIENT_ID);
      Client client = engine.clients().byId(id);
      if (client != null) {
        found.add(client);
      }
    }
    return found;
  }

  private void kill(Call call, ReplyWriter out) {
    boolean byAddress = call.count() == 3;
    ClientFilter filter = byAddress ? ClientFilter.address(call.text(2)) : ClientFilter.parse(call);
    var victims = new ArrayList<Client.Link>();
    int killed = 0;
    for (Client client : engine.clients().all()) {
      Client.Link link = client.link();
      if (link != null && filter.matches(client, link, call.client())) {
        killed++;
        if (client.id() == call.client().id()) {
          client.closeAfterReply();
        } else {
          engine.blocked().abandon(client);
          victims.add(link);
        }
      }
    }
    if (byAddress && killed == 0) {
      throw Err.NO_SUCH_CLIENT;
    }
    int count = killed;
    call.outside(reply -> {
      victims.forEach(Client.Link::close);
      answerKill(byAddress, count, reply);
    });
  }

  private static void answerKill(boolean byAddress, int count, ReplyWriter out) {
    if (byAddress) {
      out.ok();
    } else {
      out.integer(count);
    }
  }

  private void pause(Call call, ReplyWriter out) {
    if (call.count() > 4) {
      throw Err.unknownForm(call.args(), "CLIENT");
    }
    boolean all = call.count() == 3 || call.is(3, "ALL");
    if (!all && !call.is(3, "WRITE")) {
      throw Err.err("CLIENT PAUSE mode must be WRITE or ALL");
    }
    long millis =
        Numbers.parse(
            call.args().array(2),
            call.args().offset(2),
            call.args().length(2),
            Err.TIMEOUT_NOT_AN_INTEGER);
    if (millis < 0) {
      throw Err.TIMEOUT_NEGATIVE;
    }
    if (millis > Long.MAX_VALUE - call.now()) {
      throw Err.TIMEOUT_OUT_OF_RANGE;
    }
    engine.pause(call.now() + millis, all);
    out.ok();
  }

  private void unpause(Call call, ReplyWriter out) {
    engine.unpause();
    out.ok();
  }

  private void unblock(Call call, ReplyWriter out) {
    if (call.count() > 4) {
      throw Err.unknownForm(call.args(), "CLIENT");
    }
    boolean asError = call.count() == 4 && call.is(3, "ERROR");
    if (call.count() == 4 && !asError && !call.is(3, "TIMEOUT")) {
      throw Err.err("CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    }
    Client client = engine.clients().byId(call.integer(2));
    boolean woken = client != null && engine.blocked().unblock(client, asError);
    out.integer(woken ? 1 : 0);
  }
}
