package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class WorkspaceTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory;

  private static List<String> shell(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  @Test
  void aProgramsOutputsAndExitCodeAreTaken() throws IOException {
    try (var workspace = new Workspace(directory)) {
      var output = workspace.run(shell("echo out; echo err >&2; exit 3"), LONG, () -> true);
      assertEquals(new Workspace.Output(3, "out\nerr\n"), output);
    }
  }

  @Test
  void aProgramThatIsNoLongerWantedIsEnded() throws IOException {
    try (var workspace = new Workspace(directory)) {
      var output = workspace.run(shell("exec sleep 100"), LONG, () -> false);
      assertNotEquals(0, output.exitCode());
    }
  }

  @Test
  void aProgramEndsAtItsTimeLimit() throws IOException {
    try (var workspace = new Workspace(directory)) {
      var output = workspace.run(shell("exec sleep 100"), Duration.ofMillis(1), () -> true);
      assertNotEquals(0, output.exitCode());
    }
  }

  @Test
  void closingEndsProcessesAndDeletesData() throws IOException {
    var workspace = new Workspace(directory);
    var process = workspace.start(new ProcessBuilder(shell("exec sleep 100")));
    Files.writeString(workspace.dataDirectory("data").resolve("dump.rdb"), "x");
    Files.writeString(workspace.file("kept.txt"), "y");
    workspace.close();
    assertFalse(process.isAlive());
    try (var left = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("kept.txt")), left.toList());
    }
  }

  @Test
  void nothingStartsAfterClosing() throws IOException {
    var workspace = new Workspace(directory);
    workspace.close();
    assertFalse(workspace.start(new ProcessBuilder(shell("exec sleep 100"))).isAlive());
    assertThrows(Failure.class, () -> workspace.dataDirectory("data"));
  }

  @Test
  void portsAreBelowThoseOfOutgoingConnections() throws IOException {
    try (var workspace = new Workspace(directory)) {
      int first = workspace.freePort();
      assertTrue(first < 32_768 && workspace.freePort() > first);
    }
  }

  @Test
  void aServerThatDoesNotStartIsQuoted() throws IOException {
    var script = directory.resolve("server");
    Files.writeString(script, "#!/bin/sh\necho 'no such option: --port'\nexit 1\n");
    assertTrue(script.toFile().setExecutable(true));
    try (var workspace = new Workspace(directory)) {
      var contender = new Contender("Heddle", List.of(script.toString()));
      var failure =
          assertThrows(Failure.class, () -> ServerProcess.start(contender, Aof.OFF, workspace));
      assertTrue(failure.getMessage().startsWith("Heddle did not start; "), failure.getMessage());
      assertTrue(failure.getMessage().endsWith("\nno such option: --port"), failure.getMessage());
    }
  }
}
