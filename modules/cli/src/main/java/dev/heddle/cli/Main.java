package dev.heddle.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program {@code heddle-cli}. */
public final class Main {
  private Main() {}

  /** Runs the client on the streams of the process and ends the process with its exit code. */
  public static void main(String[] args) {
    var surroundings =
        new Surroundings(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            Terminal.isAt(0),
            Terminal.isAt(1),
            System.getenv());
    int code = new Cli(surroundings).run(args);
    surroundings.out().flush();
    System.exit(code);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    var out = new BufferedOutputStream(new FileOutputStream(descriptor));
    return new PrintStream(out, /* autoFlush= */ false, StandardCharsets.UTF_8);
  }
}
