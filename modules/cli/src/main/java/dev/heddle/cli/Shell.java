package dev.heddle.cli;

import dev.heddle.resp.Args;
import dev.heddle.resp.ProtocolError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads commands, one a line, from a person with a prompt or from a pipe without. */
final class Shell {
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final double SLOW = 0.5; // seconds from which on a person is told

  private final Surroundings around;
  private final Session session;
  private final boolean interactive;
  private boolean failed;

  Shell(Surroundings around, Session session) {
    this.around = around;
    this.session = session;
    this.interactive = around.terminalIn();
  }

  /** Runs all lines; false when a command failed, or no server was there for a pipe. */
  boolean run() throws IOException {
    if (interactive) {
      session.connect();
    }
    for (byte[] line; (line = line()) != null; ) {
      try {
        if (!run(Args.ofLine(line))) {
          break;
        }
      } catch (ProtocolError e) {
        say("Invalid argument(s)");
      }
    }
    return !failed;
  }

  /** False: it was the last line. */
  private boolean run(Args args) {
    var command = Command.of(args);
    switch (command.word(0)) {
      case "QUIT", "EXIT" -> {
        return false;
      }
      case "CLEAR" -> around.print(CLEAR);
      case "HELP" -> new CommandHelp(around, session).print(command);
      case "CONNECT" -> {
        return command.size() == 3 ? connect(command) : runTimes(command);
      }
      default -> {
        return command.size() == 0 || runTimes(command);
      }
    }
    return true;
  }

  private boolean connect(Command command) {
    if (!command.text(2).matches("[0-9]{1,5}") || Integer.parseInt(command.text(2)) > 65535) {
      say("Invalid port: " + command.text(2));
      return true;
    }
    session.connectTo(Address.of(command.text(1), Integer.parseInt(command.text(2))));
    return true;
  }

  private boolean runTimes(Command command) {
    boolean counted = command.size() > 1 && command.text(0).matches("[+-]?[0-9]{1,18}");
    long times = counted ? Long.parseLong(command.text(0)) : 1;
    if (times < 1) {
      say("Invalid number of times: " + command.text(0));
      return true;
    }
    for (long i = 0; i < times; i++) {
      var outcome = timed(counted ? command.from(1) : command);
      failed |= outcome != Session.Outcome.ANSWERED;
      if (outcome == Session.Outcome.UNREACHABLE) {
        return interactive; // a person can wait and try again
      }
      if (outcome == Session.Outcome.LOST) {
        return true;
      }
    }
    return true;
  }

  private Session.Outcome timed(Command command) {
    long start = System.nanoTime();
    var outcome = session.run(command);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (interactive && seconds >= SLOW) {
      say(String.format(Locale.ROOT, "(%.2fs)", seconds));
    }
    return outcome;
  }

  private void say(String text) {
    around.print(text + '\n');
  }

  /** The next line without its end; null when there is none. */
  private byte @Nullable [] line() throws IOException {
    if (interactive) {
      around.print(session.prompt());
    }
    around.out().flush();
    var line = new ByteArrayOutputStream();
    int b;
    while ((b = around.in().read()) >= 0 && b != '\n') {
      line.write(b);
    }
    if (b < 0 && interactive) {
      say("");
    }
    return b < 0 && line.size() == 0 ? null : line.toByteArray();
  }
}
