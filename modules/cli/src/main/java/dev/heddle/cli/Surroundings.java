package dev.heddle.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the client finds around it.
 *
 * @param terminalIn whether a person types at {@code in}
 * @param terminalOut whether a person reads {@code out}
 * @param variables the environment variables
 */
record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminalIn,
    boolean terminalOut,
    Map<String, String> variables) {

  /** Prints a text of one character a byte. */
  void print(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says something that is not an answer. */
  void complain(String message) {
    out.flush();
    err.println(message);
    err.flush();
  }
}
