package dev.heddle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a standard stream of this process is a terminal. */
final class Terminal {
  private Terminal() {}

  /**
   * Asks the process file system, which knows each stream; where there is none, the console, which
   * exists when input and output both are a terminal, as this module brings no line editor along.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isAt(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }
}
