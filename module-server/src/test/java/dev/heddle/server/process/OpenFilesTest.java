package dev.heddle.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.config.Config;
import dev.heddle.server.config.ConfigException;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max processes             63304                63304                processes
      Max open files            1024                 524288               files
      Max locked memory         8388608              8388608              bytes
      """;

  private final Config config = new Config();
  private final StringBuilder logged = new StringBuilder();
  private final ServerLog log =
      new ServerLog(
          lines -> logged.append(new String(lines, StandardCharsets.UTF_8)),
          config.process,
          InstantSource.system());

  private String logged() {
    assertTrue(log.flush());
    return logged.toString();
  }

  @Test
  void reducesMaxclientsToWhatTheLimitLeavesForThem() throws IOException {
    OpenFiles.of(LIMITS).fit(config, log);
    assertEquals(992, config.clients.maxClients.value());
    assertTrue(logged().contains("maxclients has been reduced to 992"), logged());
  }

  @Test
  void leavesMaxclientsThatFitAlone() throws IOException {
    config.with("maxclients", "992");
    OpenFiles.of(LIMITS).fit(config, log);
    assertEquals(992, config.clients.maxClients.value());
    assertEquals("", logged());
  }

  @Test
  void refusesAChangeBeyondTheLimit() throws IOException {
    OpenFiles.of(LIMITS).fit(config, log);
    var refused =
        assertThrows(
            ConfigException.class,
            () -> config.set(List.of("maxclients", "993"), /* local= */ true));
    assertTrue(String.valueOf(refused.getMessage()).contains("try with 992"), refused::toString);
    assertEquals(992, config.clients.maxClients.value());
    config.set(List.of("maxclients", "10"), /* local= */ true);
    assertEquals(10, config.clients.maxClients.value());
  }

  @Test
  void needsRoomForOneClient() {
    OpenFiles few = OpenFiles.of("Max open files            32                   32\n");
    var refused = assertThrows(IOException.class, () -> few.fit(config, log));
    assertTrue(String.valueOf(refused.getMessage()).contains("limit of 32"), refused::toString);
  }

  @Test
  void anUnknownLimitIsNone() throws IOException {
    OpenFiles.of("Max open files            unlimited            unlimited\n").fit(config, log);
    OpenFiles.of("").fit(config, log);
    assertEquals(10_000, config.clients.maxClients.value());
  }
}
