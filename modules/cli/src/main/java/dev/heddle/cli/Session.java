package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.resp.ProtocolError;
import dev.heddle.resp.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs one command after the other on one connection, made anew when it is lost, and prints. */
final class Session {
  /** How a command ended. */
  enum Outcome {
    ANSWERED,
    REFUSED, // answered with an error, where that counts as a failure
    LOST, // the connection, before the answer
    UNREACHABLE
  }

  private final Options options;
  private final Surroundings around;
  private final ReplyFormat format;
  private final boolean showPushes;
  private final Dialogue dialogue;
  private Address address;
  private @Nullable Connection connection;

  Session(Options options, Surroundings around) {
    this.options = options;
    this.around = around;
    this.address = options.address();
    this.dialogue = new Dialogue(options.database);
    boolean raw =
        options.style == Options.Style.RAW
            || (options.style == Options.Style.BY_OUTPUT && !around.terminalOut());
    this.format = raw ? new RawFormat() : new TerminalFormat();
    this.showPushes =
        options.pushes == Options.Pushes.SHOWN
            || (options.pushes == Options.Pushes.BY_OUTPUT && around.terminalOut());
  }

  String prompt() {
    return connection == null ? "not connected> " : address.prompt() + dialogue.prompt() + "> ";
  }

  /** Leaves the server for another one. */
  void connectTo(Address other) {
    disconnect();
    dialogue.restart(/* onDatabase= */ 0);
    address = other;
    connect();
  }

  /** Connects unless that has been done; false: it cannot be, and the reason was said. */
  boolean connect() {
    if (connection != null) {
      return true;
    }
    try {
      var opened = Connection.open(address);
      connection = opened;
      greet(opened);
      return true;
    } catch (IOException | ProtocolError e) {
      around.complain("Could not connect to Redis at " + address + ": " + reason(e));
      disconnect();
      return false;
    }
  }

  private void greet(Connection to) throws IOException {
    if (!options.password.isEmpty()) {
      greet(
          to,
          "AUTH",
          options.user.isEmpty()
              ? Command.of("AUTH", options.password)
              : Command.of("AUTH", options.user, options.password));
    }
    if (options.protocol != 0) {
      String version = Integer.toString(options.protocol);
      greet(to, "HELLO " + version, Command.of("HELLO", version));
    }
    if (dialogue.database() != 0) {
      String database = Integer.toString(dialogue.database());
      if (!greet(to, "SELECT " + database, Command.of("SELECT", database))) {
        dialogue.restart(/* onDatabase= */ 0);
      }
    }
  }

  private boolean greet(Connection to, String what, Command command) throws IOException {
    to.send(command.words());
    if (to.read() instanceof Reply.Failure failure) {
      around.complain(what + " failed: " + decoded(failure.text()));
      return false;
    }
    return true;
  }

  /** Sends a command and prints its answer. */
  Outcome run(Command command) {
    if (!connect() || connection == null) {
      return Outcome.UNREACHABLE;
    }
    try {
      connection.send(command.words());
      if (command.streams()) {
        return stream(connection, command);
      }
      var reply = answer(connection);
      dialogue.answered(command, reply);
      return show(command, reply);
    } catch (IOException | ProtocolError e) {
      return lost(command, e);
    } finally {
      around.out().flush();
    }
  }

  /** Asks something for the client's own use; null when there is no answer. */
  @Nullable Reply ask(Command command) {
    if (!connect() || connection == null) {
      return null;
    }
    try {
      connection.send(command.words());
      return answer(connection);
    } catch (IOException | ProtocolError e) {
      lost(command, e);
      return null;
    }
  }

  private Outcome lost(Command command, Exception e) {
    disconnect();
    dialogue.disconnected();
    if (command.word(0).equals("SHUTDOWN") && e instanceof IOException) {
      return Outcome.ANSWERED;
    }
    around.complain("Error: " + reason(e));
    return Outcome.LOST;
  }

  private static String reason(Exception e) {
    return switch (e) {
      case EOFException eof -> "Server closed the connection";
      case ProtocolError error -> "Protocol error, " + error.getMessage();
      default -> String.valueOf(e.getMessage());
    };
  }

  private Reply answer(Connection from) throws IOException {
    var reply = from.read();
    while (reply instanceof Reply.Push push) {
      if (showPushes) {
        around.print(invalidation(push));
      }
      reply = from.read();
    }
    return reply;
  }

  private String invalidation(Reply.Push push) {
    boolean raw = format instanceof RawFormat;
    if (!raw
        && push.elements().size() == 2
        && push.elements().get(0).equals(new Reply.Bulk("invalidate".getBytes(ISO_8859_1)))
        && push.elements().get(1) instanceof Reply.Array keys) {
      return keys.elements().stream()
          .map(key -> '\'' + RawFormat.value(key) + '\'')
          .collect(Collectors.joining(", ", "-> invalidate: ", "\n"));
    }
    return format.print(push);
  }

  private Outcome show(Command command, Reply reply) {
    if (options.failOnError && reply instanceof Reply.Failure) {
      around.complain(decoded(format.print(reply).stripTrailing()));
      return Outcome.REFUSED;
    }
    around.print(command.answersWithText() ? RawFormat.value(reply) : format.print(reply));
    return Outcome.ANSWERED;
  }

  private Outcome stream(Connection from, Command command) throws IOException {
    if (format instanceof TerminalFormat && !command.word(0).equals("MONITOR")) {
      around.print("Reading messages... (press Ctrl-C to quit)\n");
    }
    around.out().flush();
    var reply = from.read();
    while (!(reply instanceof Reply.Failure)) {
      around.print(format.print(reply));
      around.out().flush();
      reply = from.read();
    }
    return show(command, reply);
  }

  /** A text of one character a byte as what its bytes most likely are. */
  private static String decoded(String text) {
    return new String(text.getBytes(ISO_8859_1), UTF_8);
  }

  void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException e) {
        around.complain("Error: " + e.getMessage());
      }
      connection = null;
    }
  }
}
