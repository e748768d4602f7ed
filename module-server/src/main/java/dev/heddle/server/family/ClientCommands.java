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
import java.nio.charset.StandardCharsets;

/** CLIENT and those of its subcommands with which a client speaks of itself. */
public final class ClientCommands {
  private ClientCommands() {}

  public static void declare(CommandTable t, ServerControl server) {
    t.group(Group.CONNECTION);
    t.container("CLIENT").doc("2.4.0", "Depends on subcommand.", "Commands about clients.");
    declareAboutOneself(t);
    ClientControlCommands.declare(t, server);
  }

  private static void declareAboutOneself(CommandTable t) {
    t.add("CLIENT ID", (call, out) -> out.integer(call.client().id()), NOSCRIPT, LOADING, STALE)
        .doc("5.0.0", "O(1)", "Returns the id of the connection.");
    t.add("CLIENT INFO", ClientCommands::info, NOSCRIPT, LOADING, STALE)
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

  private static void info(Call call, ReplyWriter out) {
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
}
