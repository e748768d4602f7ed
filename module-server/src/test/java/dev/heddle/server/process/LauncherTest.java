package dev.heddle.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.config.SignalShutdown;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(ServerStarter starter, String stdin, String... arguments)
      throws InterruptedException {
    var terminal =
        new Terminal(
            new ByteArrayInputStream(stdin.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of(),
            (name, action) -> true);
    return new Launcher(terminal, starter).run(List.of(arguments));
  }

  private int run(String... arguments) throws InterruptedException {
    return run(
        (config, log, listening) -> {
          throw new IOException("Could not listen");
        },
        "",
        arguments);
  }

  @Test
  void tellsItsVersion() throws InterruptedException {
    assertEquals(0, run("--version"));
    assertTrue(
        out.toString(UTF_8)
            .matches("Heddle server v=\\S+ sha=\\S+ malloc=jvm bits=64 build=\\S+\n"),
        out.toString(UTF_8));
    assertEquals(0, run("-v"));
  }

  @Test
  void tellsHowItIsUsed() throws InterruptedException {
    assertEquals(0, run("-h"));
    assertTrue(out.toString(UTF_8).startsWith("Usage: heddle-server ["));
    assertEquals(0, run("--help"));
  }

  @Test
  void aWrongDirectiveIsOneMessage() throws InterruptedException {
    assertEquals(1, run((config, log, listening) -> new Ended(), "port 1\nfoo bar\n", "-"));
    assertEquals("", out.toString(UTF_8));
    assertEquals(
        "\n*** FATAL CONFIG FILE ERROR (Heddle "
            + Version.read().version()
            + ") ***\nReading standard input, at line 2\n>>> 'foo bar'\n"
            + "Bad directive or wrong number of arguments\n",
        err.toString(UTF_8));
  }

  @Test
  void aLogFileThatCannotBeOpenedIsAnError() throws InterruptedException {
    assertEquals(1, run("--logfile", "/there/is/no/such/file"));
    assertTrue(
        err.toString(UTF_8).endsWith("Can't open the log file: No such file or directory\n"));
  }

  @Test
  void aServerThatDoesNotStartSaysWhyOnce() throws InterruptedException {
    assertEquals(1, run());
    assertTrue(out.toString(UTF_8).endsWith(" # Could not listen\n"), out.toString(UTF_8));
    assertTrue(out.toString(UTF_8).contains(" # Warning: no config file specified"));
    assertEquals("", err.toString(UTF_8));
  }

  @Test
  void aBugAtTheStartIsLoggedWithItsTrace() throws InterruptedException {
    ServerStarter buggy =
        (config, log, listening) -> {
          throw new IllegalStateException("bug");
        };
    assertEquals(1, run(buggy, ""));
    assertTrue(out.toString(UTF_8).contains("\njava.lang.IllegalStateException: bug\n\tat "));
  }

  @Test
  void withALogFileTheReasonIsAlsoShown(@TempDir Path dir)
      throws InterruptedException, IOException {
    Path file = dir.resolve("heddle.log");
    assertEquals(1, run("--logfile", file.toString()));
    assertEquals("Could not listen\n", err.toString(UTF_8));
    assertTrue(Files.readString(file).endsWith(" # Could not listen\n"));
  }

  @Test
  void theBannerHasVersionPortAndPid() throws InterruptedException {
    run("--always-show-logo", "yes", "--port", "7000");
    String text = out.toString(UTF_8);
    assertTrue(text.contains("Heddle " + Version.read().version() + " ("), text);
    assertTrue(text.contains("Port: 7000\n"), text);
    assertTrue(text.contains("PID: " + ProcessHandle.current().pid() + "\n"), text);
  }

  @Test
  void settingsWithoutEffectAreNamed() throws InterruptedException {
    run("--io-threads", "4");
    assertTrue(out.toString(UTF_8).contains(" * 'io-threads 4' has no effect in Heddle\n"));
    assertTrue(out.toString(UTF_8).contains(" * Running mode=standalone, port=6379.\n"));
  }

  private static final class Ended implements RunningServer {
    @Override
    public boolean shutdown(Set<SignalShutdown> options) {
      return true;
    }

    @Override
    public int awaitTermination() {
      return 0;
    }
  }
}
