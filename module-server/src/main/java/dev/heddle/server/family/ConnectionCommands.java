package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ALLOW_BUSY;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.NO_AUTH;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Numbers;
import dev.heddle.server.config.Config;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The commands by which a client introduces itself and finds out whether the server lives. */
public final class ConnectionCommands {
  private static final String DEFAULT_USER = "default";

  private final Config config;

  private ConnectionCommands(Config config) {
    this.config = config;
  }

  public static void declare(CommandTable t, ServerControl server) {
    var commands = new ConnectionCommands(server.config());
    t.group(Group.CONNECTION);
    t.add("PING [message]", ConnectionCommands::ping, FAST)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .doc("1.0.0", "O(1)", "Answers PONG, or the message.");
    t.add("ECHO message", (call, out) -> out.bulk(call.copy(1)), LOADING, STALE, FAST)
        .doc("1.0.0", "O(1)", "Returns the message.");
    t.add("SELECT index", ConnectionCommands::select, LOADING, STALE, FAST)
        .doc("1.0.0", "O(1)", "Changes the database on which the connection works.");
    t.add("QUIT", ConnectionCommands::quit, NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
        .arity(-1)
        .deprecated("7.2.0", "closing the connection")
        .doc("1.0.0", "O(1)", "Closes the connection.");
    t.add("RESET", commands::reset, NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
        .doc("6.2.0", "O(1)", "Takes the connection back to the state in which it began.");
    t.add(
            "AUTH [username] password",
            commands::auth,
            NOSCRIPT,
            LOADING,
            STALE,
            FAST,
            NO_AUTH,
            ALLOW_BUSY)
        .doc("1.0.0", "O(N), N passwords of the user", "Authenticates the connection.");
    t.add(
            "HELLO [arguments=protover [AUTH username password] [SETNAME clientname]]",
            commands::hello,
            NOSCRIPT,
            LOADING,
            STALE,
            FAST,
            NO_AUTH,
            ALLOW_BUSY)
        .doc(
            "6.0.0",
            "O(1)",
            "Agrees on the version of the protocol, and introduces client and server.");
  }

  private static void ping(Call call, ReplyWriter out) {
    switch (call.count()) {
      case 1 -> out.simple("PONG");
      case 2 -> out.bulk(call.args().array(1), call.args().offset(1), call.args().length(1));
      default -> throw Err.wrongArity(call.command().fullName());
    }
  }

  private static void select(Call call, ReplyWriter out) {
    call.client().select(DatabaseCommands.database(call, 1).id());
    out.ok();
  }

  private static void quit(Call call, ReplyWriter out) {
    out.ok();
    call.client().closeAfterReply();
  }

  private void reset(Call call, ReplyWriter out) {
    call.client().reset(password().isEmpty());
    out.protocol(call.client().protocol());
    out.simple("RESET");
  }

  private String password() {
    return config.security.requirePass.value();
  }

  private void auth(Call call, ReplyWriter out) {
    if (call.count() > 3) {
      throw Err.SYNTAX;
    }
    if (call.count() == 2 && password().isEmpty()) {
      throw Err.AUTH_WITHOUT_PASSWORD;
    }
    String user = call.count() == 3 ? call.text(1) : DEFAULT_USER;
    authenticate(call.client(), user, call.copy(call.count() - 1));
    out.ok();
  }

  private void authenticate(Client client, String user, byte[] given) {
    byte[] expected = password().getBytes(StandardCharsets.ISO_8859_1);
    boolean right = expected.length == 0 || MessageDigest.isEqual(expected, given);
    if (!user.equals(DEFAULT_USER) || !right) {
      throw Err.WRONG_PASSWORD;
    }
    client.authenticated(true);
  }

  /** What follows HELLO. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Hello(int version, @Nullable String user, byte[] password, @Nullable String name) {
    static Hello parse(Call call) {
      if (call.count() == 1) {
        return new Hello(call.client().protocol(), null, new byte[0], null);
      }
      int version = version(call);
      String user = null;
      byte[] password = new byte[0];
      String name = null;
      for (int i = 2; i < call.count(); i++) {
        int more = call.count() - 1 - i;
        if (call.is(i, "AUTH") && more >= 2) {
          user = call.text(i + 1);
          password = call.copy(i + 2);
          i += 2;
        } else if (call.is(i, "SETNAME") && more >= 1) {
          name = ClientCommands.checkedName(call.text(i + 1));
          i++;
        } else {
          throw Err.err("Syntax error in HELLO option '" + call.text(i) + "'");
        }
      }
      return new Hello(version, user, password, name);
    }

    private static int version(Call call) {
      long version =
          Numbers.parse(
              call.args().array(1),
              call.args().offset(1),
              call.args().length(1),
              Err.PROTOCOL_VERSION);
      if (version < 2 || version > 3) {
        throw Err.NO_PROTO;
      }
      return (int) version;
    }
  }

  private void hello(Call call, ReplyWriter out) {
    Hello hello = Hello.parse(call);
    Client client = call.client();
    if (hello.user() != null) {
      authenticate(client, hello.user(), hello.password());
    }
    if (!client.authenticated() && !password().isEmpty()) {
      throw Err.HELLO_NO_AUTH;
    }
    if (hello.name() != null) {
      client.name(hello.name());
    }
    client.protocol(hello.version());
    out.protocol(hello.version());
    introduce(client, out);
  }

  private static void introduce(Client client, ReplyWriter out) {
    out.map(7);
    out.bulk("server");
    out.bulk("redis");
    out.bulk("version");
    out.bulk(Versions.REDIS);
    out.bulk("proto");
    out.integer(client.protocol());
    out.bulk("id");
    out.integer(client.id());
    out.bulk("mode");
    out.bulk("standalone");
    out.bulk("role");
    out.bulk("master");
    out.bulk("modules");
    out.array(0);
  }
}
