package dev.heddle.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.family.CommandHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CommandReferenceTest {
  private static final String REGENERATE = "heddle.regenerate";
  private static final String PAGE = "COMMANDS.md";

  @Test
  void thePageIsThatOfTheTable() throws IOException {
    var table = new CommandHarness().engine().table();
    String expected = new CommandReference(table, RedisCommand.all()).render();
    Path page = root().resolve(PAGE);
    if (Boolean.getBoolean(REGENERATE)) {
      Files.writeString(page, expected);
    }
    assertEquals(
        expected,
        Files.exists(page) ? Files.readString(page) : "",
        PAGE + " is stale: run this test with -D" + REGENERATE + "=true");
  }

  /** The directory with all modules. */
  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("module-server"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
