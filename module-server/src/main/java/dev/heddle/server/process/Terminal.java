package dev.heddle.server.process;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** What a process has to do with the world around it. */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Signals signals) {

  /** That of this process. */
  public static Terminal own() {
    return new Terminal(System.in, System.out, System.err, System.getenv(), new JvmSignals());
  }
}
