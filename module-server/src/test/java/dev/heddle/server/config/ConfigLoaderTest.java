package dev.heddle.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir Path dir;
  private Config config;

  @BeforeEach
  void defaults() throws IOException {
    dir = dir.toRealPath();
    config = new Config(dir);
  }

  private Path file(String name, String... lines) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, List.of(lines));
  }

  private void load(String... lines) throws IOException {
    config.load(file("redis.conf", lines));
  }

  private String failure(String... lines) throws IOException {
    Path file = file("redis.conf", lines);
    return assertThrows(ConfigFileException.class, () -> config.load(file)).getMessage();
  }

  private void run(String stdin, String... arguments) {
    config.load(List.of(arguments), new ByteArrayInputStream(stdin.getBytes(UTF_8)));
  }

  @Test
  void readsEveryKindOfValue() throws IOException {
    load(
        "# comment",
        "",
        "  PORT 7000  ",
        "bind 127.0.0.1 -::1",
        "maxmemory 2gb",
        "unixsocketperm 700",
        "appendfsync ALWAYS",
        "requirepass \"a \\x42\"",
        "client-output-buffer-limit pubsub 1mb 2k 3",
        "shutdown-on-sigterm nosave now",
        "latency-tracking-info-percentiles 50 99.95 100");
    assertEquals(7000, config.network.port.value());
    assertEquals(List.of("127.0.0.1", "-::1"), config.network.bind.value());
    assertEquals(2L << 30, config.memory.maxMemory.value());
    assertEquals(0700, config.network.unixSocketPerm.value());
    assertEquals("always", config.persistence.appendFsync.format());
    assertEquals("a B", config.security.requirePass.value());
    assertEquals(
        new OutputLimits.Limit(1 << 20, 2000, 3),
        config.clients.outputBufferLimit.value().pubsub());
    assertEquals("nosave now", config.process.shutdownOnSigterm.format());
    assertEquals("50 99.95 100", config.monitoring.latencyPercentiles.format());
    assertEquals(dir.resolve("redis.conf"), config.file());
  }

  @Test
  void theLastValueWins() throws IOException {
    load("timeout 1", "timeout 2");
    assertEquals(2, config.clients.timeout.value());
  }

  @Test
  void savePointsAddUpAndReplaceTheDefault() throws IOException {
    load("save 900 1", "save 300 10 60 100");
    assertEquals("900 1 300 10 60 100", config.persistence.save.format());
    run("", "--save", "1", "2");
    assertEquals("900 1 300 10 60 100 1 2", config.persistence.save.format());
    run("", "--save", "");
    assertEquals("", config.persistence.save.format());
  }

  @Test
  void anErrorNamesFileLineTextAndReason() throws IOException {
    assertEquals(
        "Reading the configuration file '"
            + dir.resolve("redis.conf")
            + "', at line 3\n>>> 'timeout abc'\nargument couldn't be parsed into an integer",
        failure("# one", "port 1", "  timeout abc"));
  }

  @Test
  void anErrorInAnIncludedFileNamesThatFile() throws IOException {
    file("inc/a.conf", "foo bar");
    assertEquals(
        "Reading the configuration file '"
            + dir.resolve("inc/a.conf")
            + "', at line 1\n>>> 'foo bar'\nBad directive or wrong number of arguments",
        failure("include inc/a.conf"));
  }

  @Test
  void includesFollowThePatternInOrder() throws IOException {
    file("inc/a.conf", "timeout 1", "hz 11");
    file("inc/b.conf", "timeout 2");
    file("inc/.hidden.conf", "timeout 3");
    file("inc/c.txt", "timeout 4");
    load("include in?/*.conf", "include missing/*.conf", "include " + dir + "/inc/[a]*");
    assertEquals(1, config.clients.timeout.value());
    assertEquals(11, config.process.hz.value());
  }

  @Test
  void includesStartAtTheDirectorySetBefore() throws IOException {
    file("sub/x.conf", "timeout 7");
    load("dir sub", "include x.conf");
    assertEquals(7, config.clients.timeout.value());
    assertEquals(dir.resolve("sub"), config.persistence.dir.value());
  }

  @Test
  void includesThatNeverEndAreAnError() throws IOException {
    String message = failure("include redis.conf");
    assertTrue(message.endsWith("Too many levels of included files"), message);
  }

  @Test
  void aMissingFileIsNamed() {
    String message =
        assertThrows(ConfigFileException.class, () -> run("", "nofile.conf")).getMessage();
    assertEquals(
        "Can't open config file '" + dir.resolve("nofile.conf") + "': No such file or directory",
        message);
  }

  @Test
  void standardInputComesAfterTheFileAndBeforeTheOptions() throws IOException {
    Path file = file("redis.conf", "timeout 1", "hz 11", "port 1");
    run("hz 12\nport 2", file.toString(), "--port", "3", "-");
    assertEquals(1, config.clients.timeout.value());
    assertEquals(12, config.process.hz.value());
    assertEquals(3, config.network.port.value());
  }

  @Test
  void errorsOfOptionsQuoteThemAsLines() {
    String message =
        assertThrows(ConfigFileException.class, () -> run("", "--port", "1", "a b")).getMessage();
    assertEquals(
        "Reading the options\n>>> 'port \"1\" \"a b\"'\nwrong number of arguments", message);
  }

  @Test
  void textsAreBytes() {
    config.load(List.of("--requirepass", "ä€"), InputStream.nullInputStream());
    assertEquals("Ã¤â\u0082¬", config.security.requirePass.value());
    assertEquals(dir.resolve("ä"), config.path("Ã¤"));
  }

  @Test
  void renamedCommandsAreKeptWithTheirPlace() throws IOException {
    load("rename-command GET \"\"", "rename-command SET setty");
    assertEquals("GET", config.renames().get(0).command());
    assertEquals("", config.renames().get(0).newName());
    String message =
        config
            .renames()
            .get(1)
            .directive()
            .failure("No such command in rename-command")
            .getMessage();
    assertTrue(
        message.endsWith(
            "at line 2\n>>> 'rename-command SET setty'\nNo such command in rename-command"),
        message);
  }

  @Test
  void whatDoesNotExistIsRefusedUnlessItIsTheDefault() throws IOException {
    load("cluster-enabled no", "slave-read-only yes", "slaveof no one", "supervised auto");
    for (String line :
        List.of(
            "cluster-enabled yes", "replicaof 127.0.0.1 6379", "tls-port 1", "aclfile users.acl")) {
      String message = failure(line);
      String name = line.substring(0, line.indexOf(' '));
      assertTrue(message.endsWith("\n'" + name + "' is not supported by this version"), message);
    }
    assertTrue(failure("user joe on").endsWith("'user' is not supported by this version"));
    assertTrue(
        failure("supervised systemd")
            .endsWith("'supervised systemd' is not supported by this version"));
  }

  @Test
  void whatHasNoEffectIsListed() throws IOException {
    load("io-threads 4", "activerehashing yes", "oom-score-adj-values 1 2 3");
    assertEquals(
        List.of("oom-score-adj-values 1 2 3", "io-threads 4"),
        config.ineffective().stream().map(Setting::toString).toList());
  }
}
