package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** Runs the client as a process would, with streams in memory. */
final class Client {
  private final boolean terminal;
  private String input = "";
  private Map<String, String> variables = Map.of();

  /** What the client left behind. */
  record Run(int code, String out, String err) {}

  private Client(boolean terminal) {
    this.terminal = terminal;
  }

  /** A person sits in front of it. */
  static Client atTerminal() {
    return new Client(/* terminal= */ true);
  }

  static Client inPipe() {
    return new Client(/* terminal= */ false);
  }

  Client given(String text) {
    input = text;
    return this;
  }

  Client with(Map<String, String> environment) {
    variables = environment;
    return this;
  }

  Run run(CannedServer server, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "-p";
    all[1] = Integer.toString(server.port());
    System.arraycopy(args, 0, all, 2, args.length);
    return run(all);
  }

  Run run(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var around =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(ISO_8859_1)),
            new PrintStream(out, false, ISO_8859_1),
            new PrintStream(err, false, ISO_8859_1),
            terminal,
            terminal,
            variables);
    int code = new Cli(around).run(args);
    around.out().flush();
    return new Run(code, out.toString(ISO_8859_1), err.toString(ISO_8859_1));
  }
}
