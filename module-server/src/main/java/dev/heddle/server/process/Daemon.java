package dev.heddle.server.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two halves of a detached start: a JVM cannot fork, so the process starts itself once more and
 * waits for the new one to be ready.
 *
 * <pre>
 *   parent: start the same command, marked by an environment variable; read its output to the end
 *   child:  start the server; print the ready mark; close standard output and error
 *   parent: the mark was there: exit code 0; no mark: show the output, exit code 1
 * </pre>
 */
final class Daemon {
  private static final String VARIABLE = "HEDDLE_DAEMON_CHILD";
  private static final String READY = "\0ready\n";

  private Daemon() {}

  /** Whether this process is the detached one. */
  static boolean isChild(Map<String, String> environment) {
    return environment.containsKey(VARIABLE);
  }

  /** Starts the child with {@code stdin} as its input, waits for it and returns the exit code. */
  static int startChild(byte[] stdin, PrintStream err) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(ownCommand()).redirectErrorStream(true);
    builder.environment().put(VARIABLE, "1");
    Process child = builder.start();
    try (OutputStream in = child.getOutputStream()) {
      in.write(stdin);
    }
    String output;
    try (InputStream out = child.getInputStream()) {
      output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (output.endsWith(READY)) {
      return 0;
    }
    err.print(output);
    err.println("The server did not start.");
    child.waitFor();
    return 1;
  }

  /** Tells the parent that the server is ready, and lets go of its terminal. */
  static void detach(PrintStream out, PrintStream err) {
    out.print(READY);
    out.close();
    err.close();
  }

  private static List<String> ownCommand() throws IOException {
    ProcessHandle.Info self = ProcessHandle.current().info();
    var command = new ArrayList<String>();
    command.add(self.command().orElseThrow(() -> new IOException("The own program is unknown")));
    Path arguments = Path.of("/proc/self/cmdline");
    if (Files.exists(arguments)) {
      // The runtime itself gives up on arguments longer than a page of memory.
      String[] words = Files.readString(arguments).split("\0", -1);
      command.addAll(List.of(words).subList(1, words.length - 1));
    } else {
      String[] words =
          self.arguments().orElseThrow(() -> new IOException("The own arguments are unknown"));
      command.addAll(List.of(words));
    }
    return command;
  }
}
