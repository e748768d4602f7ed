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
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Numbers;
import dev.heddle.server.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CLIENT and its subcommands. */
public final class ClientCommands {
  private final Engine engine;

  private ClientCommands(Engine engine) {
    this.engine = engine;
  }

  public static void declare(CommandTable t, ServerControl server) {
    var commands = new ClientCommands(server.engine());
    t.group(Group.CONNECTION);
    t.container("CLIENT").doc("2.4.0", "Depends on subcommand.", "Commands about clients.");
    commands.declareAboutOneself(t);
    commands.declareAboutOthers(t);
  }

  private void declareAboutOneself(CommandTable t) {
    t.add("CLIENT ID", (call, out) -> out.integer(call.client().id()), NOSCRIPT, LOADING, STALE)
        .doc("5.0.0", "O(1)", "Returns the id of the connection.");
    t.add("CLIENT INFO", this::info, NOSCRIPT, LOADING, STALE)
        .tips("nondeterministic_output")
        .doc("6.2.0", "O(1)", "Describes the connection, in one line.");
    t.add("CLIENT GETNAME", ClientCommands::getname, NOSCRIPT, LOADING, STALE)
        .doc("2.6.9", "O(1)", "Returns the name of the connection.");
    t.add("CLIENT SETNAME connection-name", ClientCommands::setname, NOSCRIPT, LOADING, STALE)
        .doc("2.6.9", "O(1)", "Names the connection.");
    t.add(
            "CLIENT SETINFO {attr=LIB-NAME libname|LIB-VER libver}",
            ClientCommands::setinfo,
            NOSCRIPT,
            LOADING,
            STALE)
        .doc("7.2.0", "O(1)", "Says which library, of which version, the connection uses.");
    t.add("CLIENT REPLY {action=ON|OFF|SKIP}", ClientCommands::reply, NOSCRIPT, LOADING, STALE)
        .doc("3.2.0", "O(1)", "Says whether the server shall reply to the connection.");
    t.add(
            "CLIENT NO-EVICT {enabled=ON|OFF}",
            ClientCommands::noEvict,
            ADMIN,
            NOSCRIPT,
            LOADING,
            STALE)
        .doc("7.0.0", "O(1)", "Spares the connection when clients use too much memory.");
    t.add("CLIENT NO-TOUCH {enabled=ON|OFF}", ClientCommands::noTouch, NOSCRIPT, LOADING, STALE)
        .doc(
            "7.2.0",
            "O(1)",
            "Says whether commands of the connection count as uses of their keys.");
  }

  private void declareAboutOthers(CommandTable t) {
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
  }

  /** A client's name or attribute may be any printable ASCII but a space. */
  static String checkedName(String name) {
    if (!isPlain(name)) {
      throw Err.CLIENT_NAME;
    }
    return name;
  }

  private static boolean isPlain(String name) {
    return name.chars().allMatch(c -> c >= '!' && c <= '~');
  }

  // ---- about oneself

  private void info(Call call, ReplyWriter out) {
    String line = ClientLine.of(call.client(), call.now()) + "\n";
    out.verbatim("txt", line.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void getname(Call call, ReplyWriter out) {
    String name = call.client().name();
    if (name.isEmpty()) {
      out.nil();
    } else {
      out.bulk(name);
    }
  }

  private static void setname(Call call, ReplyWriter out) {
    call.client().name(checkedName(call.text(2)));
    out.ok();
  }

  private static void setinfo(Call call, ReplyWriter out) {
    String value = call.text(3);
    boolean name = call.is(2, "LIB-NAME");
    if (!name && !call.is(2, "LIB-VER")) {
      throw Err.err("Unrecognized option '" + Err.shown(call.text(2)) + "'");
    }
    if (!isPlain(value)) {
      throw Err.err(
          (name ? "lib-name" : "lib-ver")
              + " cannot contain spaces, newlines or special characters.");
    }
    if (name) {
      call.client().libName(value);
    } else {
      call.client().libVersion(value);
    }
    out.ok();
  }

  private static void reply(Call call, ReplyWriter out) {
    Client client = call.client();
    if (call.is(2, "ON")) {
      client.replyMode(Client.ReplyMode.ON);
      out.ok();
    } else if (call.is(2, "OFF")) {
      client.replyMode(Client.ReplyMode.OFF);
    } else if (call.is(2, "SKIP")) {
      if (client.replyMode() != Client.ReplyMode.OFF) {
        client.replyMode(Client.ReplyMode.SKIP_NEXT);
      }
    } else {
      throw Err.SYNTAX;
    }
  }

  private static void noEvict(Call call, ReplyWriter out) {
    call.client().noEvict(onOrOff(call));
    out.ok();
  }

  private static void noTouch(Call call, ReplyWriter out) {
    call.client().noTouch(onOrOff(call));
    out.ok();
  }

  private static boolean onOrOff(Call call) {
    if (call.is(2, "ON")) {
      return true;
    }
    if (call.is(2, "OFF")) {
      return false;
    }
    throw Err.SYNTAX;
  }

  // ---- about others

  private void list(Call call, ReplyWriter out) {
    Collection<Client> shown = engine.clients().all();
    if (call.count() == 4 && call.is(2, "TYPE")) {
      shown = ClientType.of(call.text(3)) == ClientType.NORMAL ? shown : List.of();
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

  /** The kinds of clients; all that there are here are normal ones. */
  enum ClientType {
    NORMAL,
    MASTER,
    REPLICA,
    PUBSUB;

    static ClientType of(String word) {
      for (ClientType type : values()) {
        if (type.name().equalsIgnoreCase(word)) {
          return type;
        }
      }
      if (word.equalsIgnoreCase("slave")) {
        return REPLICA;
      }
      throw Err.err("Unknown client type '" + Err.shown(word) + "'");
    }
  }

  /** Which clients CLIENT KILL is to close; null for a filter that was not given. */
  private record ClientFilter(
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
          && (type == null || type == ClientType.NORMAL)
          && (address == null || address.equals(link.peer()))
          && (local == null || local.equals(link.local()))
          && !(skipMe && client.id() == caller.id());
    }
  }
}
