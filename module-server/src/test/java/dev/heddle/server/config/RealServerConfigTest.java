package dev.heddle.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, defaults and texts of errors are those of redis-server 7.0. */
class RealServerConfigTest {
  /** New in 7.2, and our own. */
  private static final Set<String> ADDED =
      Set.of(
          "cluster-announce-human-nodename",
          "locale-collate",
          "set-max-listpack-entries",
          "set-max-listpack-value",
          "log-format");

  /** Given to the real server when it is started. */
  private static final Set<String> GIVEN = Set.of("port", "dir");

  /**
   * The real server is only asked about values that are wrong: a right one would cut it off, or
   * need what the machine or this version of Heddle does not have.
   */
  private static final Set<String> DANGEROUS =
      Set.of(
          "bind",
          "port",
          "tls-port",
          "requirepass",
          "bind-source-addr",
          "server_cpulist",
          "ignore-warnings",
          "maxclients",
          "activedefrag",
          "jemalloc-bg-thread",
          "cluster-announce-hostname",
          "tls-cluster",
          "tls-replication");

  /** The real server takes as much of an endless number as fits. */
  private static final Set<String> WRAPPING =
      Set.of("maxmemory", "maxmemory-clients", "cluster-link-sendbuf-limit");

  private static final String ENDLESS = "99999999999999999999";

  private static final List<String> VALUES =
      List.of("abc", "-1", ENDLESS, "yes", "1 2 3", "101%", "0", "08", "1x", "1kb", "!");

  @TempDir Path dir;

  @BeforeAll
  static void needsRealServer() throws IOException, InterruptedException {
    RealServer.assumeInstalled();
  }

  @Test
  void namesAndDefaultsAgree() throws IOException, InterruptedException {
    try (var real = RealServer.start(dir)) {
      Map<String, String> theirs = new TreeMap<>();
      List<String> reply = real.call("CONFIG", "GET", "*");
      for (int i = 0; i < reply.size(); i += 2) {
        theirs.put(reply.get(i), reply.get(i + 1));
      }
      theirs.keySet().removeAll(GIVEN);
      Map<String, String> ours = new TreeMap<>();
      new Config(dir)
          .get(name -> !ADDED.contains(name) && !GIVEN.contains(name))
          .forEach(entry -> ours.put(entry.name(), entry.value()));
      assertEquals(theirs, ours);
    }
  }

  @Test
  void refusedValuesGetTheSameText() throws IOException, InterruptedException {
    var differences = new ArrayList<String>();
    try (var real = RealServer.start(dir)) {
      for (Config.Entry entry : new Config(dir).get(name -> !ADDED.contains(name))) {
        for (String value : VALUES) {
          // The level "nothing" is new in 7.2.
          String ours = set(entry.name(), value).replace(", nothing", "");
          if (isAsked(entry.name(), value, ours)) {
            String theirs = real.call("CONFIG", "SET", entry.name(), value).get(0);
            if (!ours.equals(theirs)) {
              differences.add(entry.name() + " " + value + ":\n  " + ours + "\n  " + theirs);
            }
          }
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  private static boolean isAsked(String name, String value, String ours) {
    return ours.equals("OK")
        ? !DANGEROUS.contains(name)
        : !(value.equals(ENDLESS) && WRAPPING.contains(name));
  }

  /** As CONFIG SET does, but for refusing what Heddle does not have. */
  private String set(String name, String value) {
    var config = new Config(dir);
    Setting<?> setting = Assertions.assertInstanceOf(Setting.class, config.find(name));
    try {
      new ConfigChange(name, setting, value)
          .requireAllowed(config.security.enableProtectedConfigs, /* local= */ true);
      setting.parse(List.of(value));
      return "OK";
    } catch (SettingException e) {
      return ConfigChange.failed(name, e.getMessage()).getMessage();
    } catch (ConfigException e) {
      return e.getMessage();
    }
  }

  @Test
  void refusedDirectivesGetTheSameText() throws IOException, InterruptedException {
    for (String line :
        List.of(
            "foo bar",
            "port",
            "port 1 2",
            "  timeout \"abc",
            "timeout 'a\\'b'",
            "timeout \"a\"b",
            "requirepass 'a' # comment",
            "include",
            "include a b",
            "rename-command GET",
            "save 900",
            "save 900 1 300",
            "save 0 1",
            "databases 0",
            "bind 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
            "unixsocketperm 999",
            "unixsocketperm 10000",
            "client-output-buffer-limit normal 1 2 3 pubsub 1 2",
            "client-output-buffer-limit master 1 2 3",
            "client-output-buffer-limit normal 1mb x 3",
            "maxmemory 1tb",
            "maxmemory 5%",
            "maxmemory-clients 101%",
            "oom-score-adj-values 1 2",
            "dir /there/is/no/such/directory",
            "dbfilename a/b",
            "appendfilename a/b",
            "appendfilename \"\"",
            "appenddirname a/b",
            "appenddirname \"\"",
            "enable-debug-command maybe",
            "proc-title-template \"{foo}\"",
            "hash-max-zipmap-entries 5",
            "slave-announced yes",
            "sentinel foo",
            "vm-enabled yes",
            "cluster-enabled maybe",
            "replicaof 1 2 3",
            "supervised maybe",
            "syslog-facility foo",
            "shutdown-on-sigint save nosave",
            "latency-tracking-info-percentiles 50 x",
            "latency-tracking-info-percentiles 50 101")) {
      Path file = Files.writeString(dir.resolve("wrong.conf"), line + "\n");
      String theirs = RealServer.output(List.of(file.toString()));
      assertEquals(withoutHead(theirs), withoutHead(ours(file.toString())), line);
    }
  }

  @Test
  void refusedOptionsGetTheSameText() throws IOException, InterruptedException {
    String last = "--timeout";
    for (List<String> options :
        List.of(
            List.of("--foo"),
            List.of(last),
            List.of(last, "--foo"),
            List.of(last, "5 6"),
            List.of("--port", "1", "2"),
            List.of("--save", last, "abc"),
            List.of("--save", "", last, "abc"),
            List.of("--save", "900", "1", "300", "10", last, "abc"),
            List.of("--save", "900 1 300 10", last, "abc"),
            List.of("--logfile", "", last, "abc"),
            List.of("--requirepass", "--foo", last, "abc"),
            List.of("--requirepass", last, "abc"),
            List.of("--bind", "a", "b", last, "abc"),
            List.of("--port=1"),
            List.of("--TIMEOUT", "a\"b"))) {
      String theirs = RealServer.output(options);
      assertEquals(
          withoutHead(theirs), withoutHead(ours(options.toArray(String[]::new))), "" + options);
    }
  }

  @Test
  void aStockConfigurationIsAccepted() throws IOException {
    Path stock = Path.of("/etc/redis/redis.conf");
    Assumptions.assumeTrue(Files.isReadable(stock), stock + " is not there");
    String text = Files.readString(stock).replaceAll("(?m)^dir .*", "dir " + dir);
    var config = new Config(dir);
    config.load(Files.writeString(dir.resolve("redis.conf"), text));
    assertEquals(true, config.process.daemonize.value());
    assertEquals(List.of(), config.ineffective());
    String before = Files.readString(dir.resolve("redis.conf"));
    config.rewrite();
    assertEquals(before, Files.readString(dir.resolve("redis.conf")));
  }

  private String ours(String... arguments) {
    var config = new Config(dir);
    return Assertions.assertThrows(
            ConfigFileException.class,
            () -> config.load(List.of(arguments), InputStream.nullInputStream()))
        .getMessage();
  }

  /** From the line that is quoted on: before it, ours says more. */
  private static String withoutHead(String message) {
    return message.substring(message.indexOf(">>>")).strip();
  }
}
