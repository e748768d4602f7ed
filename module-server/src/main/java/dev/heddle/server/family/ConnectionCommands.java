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
import dev.heddle.server.engine.Engine;
import dev.heddle.server.engine.Watches;
import dev.heddle.server.pubsub.Messaging;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The commands by which a client introduces itself and finds out whether the server lives. */
public final class ConnectionCommands {
  private static final String DEFAULT_USER = "default";

  private final Config config;
  private final Watches watches;
  private final Messaging messaging;

  private ConnectionCommands(Config config, Engine engine) {
    this.config = config;
    this.watches = engine.watches();
    this.messaging = engine.messaging();
  }

  public static void declare(CommandTable t, ServerControl server) {
    var commands = new ConnectionCommands(server.config(), server.engine());
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
        .unqueued()
        .deprecated("7.2.0", "closing the connection")
        .doc("1.0.0", "O(1)", "Closes the connection.");
    t.add("RESET", commands::reset, NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
        .unqueued()
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

  /** Where messages may come at any moment, the reply looks like one. */
  private static void ping(Call call, ReplyWriter out) {
    if (call.count() <= 2 && call.client().subscribed() && call.client().protocol() == 2) {
      out.array(2);
      out.bulk("pong");
      out.bulk(call.count() == 2 ? call.copy(1) : new byte[0]);
      return;
    }
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
    watches.unwatch(call.client());
    messaging.leave(call.client());
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
    check(user, call.copy(call.count() - 1));
    call.client().authenticated(true);
    out.ok();
  }

  /** Throws the error for a user that is not there, or a password that is not the user's. */
  private void check(String user, byte[] given) {
    byte[] expected = password().getBytes(StandardCharsets.ISO_8859_1);
    boolean right = expected.length == 0 || MessageDigest.isEqual(expected, given);
    if (!user.equals(DEFAULT_USER) || !right) {
      throw Err.WRONG_PASSWORD;
    }
  }

  /** What follows HELLO. */
  private record Hello(int version, boolean authenticated, @Nullable String name) {
    /**
     * A wrong password is an error as soon as it is met, before what stands behind it is looked at.
     */
    static Hello parse(Call call, ConnectionCommands commands) {
      if (call.count() == 1) {
        return new Hello(call.client().protocol(), /* authenticated= */ false, null);
      }
      int version = version(call);
      boolean authenticated = false;
      String name = null;
      for (int i = 2; i < call.count(); i++) {
        int more = call.count() - 1 - i;
        if (call.is(i, "AUTH") && more >= 2) {
          commands.check(call.text(i + 1), call.copy(i + 2));
          authenticated = true;
          i += 2;
        } else if (call.is(i, "SETNAME") && more >= 1) {
          name = ClientCommands.checkedName(call.text(i + 1));
          i++;
        } else {
          throw Err.err("Syntax error in HELLO option '" + Err.shown(call.text(i)) + "'");
        }
      }
      return new Hello(version, authenticated, name);
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
    Hello hello = Hello.parse(call, this);
    Client client = call.client();
    if (hello.authenticated()) {
      client.authenticated(true);
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
