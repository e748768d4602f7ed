package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  private int run(String... args) {
    return new Main(stream(out), stream(err)).run(args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void assumeInstalled(String program) {
    assumeTrue(Contender.find(program) != null, program + " is not installed");
  }

  @Test
  void helpIsNoFailure() {
    assertEquals(0, run("--help"));
    assertTrue(text(out).startsWith("Usage: heddle bench"), text(out));
  }

  @Test
  void aWrongOptionIsOneLineAndExitCode1() {
    assertEquals(1, run("--wrong"));
    assertEquals("heddle bench: unknown option '--wrong'; see --help\n", text(err));
  }

  @Test
  void aMissingServerIsNamed() {
    assertEquals(1, run("startup", "--server-command", "/no/such/server"));
    assertTrue(text(err).contains("not at '/no/such/server'; say where with --server-command"));
  }

  @Test
  void aMissingRivalThatWasAskedForIsNamed() {
    assertEquals(1, run("--redis", "/no/such/redis"));
    assertEquals("heddle bench: --redis: no program '/no/such/redis'\n", text(err));
  }

  @Test
  void throughputIsMeasuredWithRedisOnBothSides() throws IOException {
    assumeInstalled("redis-server");
    assumeInstalled("redis-benchmark");
    String options =
        "--calibrate --only get --pipelines 16 --rounds 1 --seconds 0.1 --warmup 0.1 --idle 3"
            + " -r 100 --valkey none --out "
            + directory;
    assertEquals(0, run(options.split(" ", -1)), () -> text(err));
    assertTrue(text(out).contains("Noise"), text(out));
    for (var name : new String[] {"throughput.txt", "throughput.json", "throughput.svg"}) {
      assertTrue(Files.size(directory.resolve(name)) > 100, name);
    }
  }

  @Test
  void memoryAndStartUpAreMeasured() {
    assumeInstalled("redis-server");
    String common = " --calibrate --valkey none --out " + directory;
    assertEquals(0, run(("memory --only integers --keys 1000 --pause 0" + common).split(" ", -1)));
    assertEquals(0, run(("startup --runs 1 --seconds 0.2 --warmup 0.2" + common).split(" ", -1)));
    assertTrue(text(out).contains("integers"), text(out));
    assertTrue(text(out).contains("median ms"), text(out));
    assertTrue(text(out).contains("then 10000 SET by 50 clients"), text(out));
  }

  @Test
  void filesAreLoadedByThoseWhoHaveWrittenThem() throws IOException {
    assumeInstalled("redis-server");
    String options = "load --calibrate --valkey none --keys 2000 --rounds 1 --out " + directory;
    assertEquals(0, run(options.split(" ", -1)), () -> text(err));
    assertTrue(text(out).contains("2,004 keys of all types"), text(out));
    assertTrue(text(out).lines().anyMatch(line -> line.startsWith("AOF ")), text(out));
    for (var name : new String[] {"load.txt", "load.json", "load.svg"}) {
      assertTrue(Files.size(directory.resolve(name)) > 100, name);
    }
  }

  @Test
  void withoutARivalNobodyWritesTheFilesToLoad() {
    String options = "load --redis none --valkey none --server-command /bin/true --out ";
    assertEquals(1, run((options + directory).split(" ", -1)));
    assertTrue(text(err).contains("written by a redis-server: there is none"), text(err));
  }

  @Test
  void savesAreMeasuredUnderWrites() throws IOException {
    assumeInstalled("redis-server");
    String options =
        "snapshot --calibrate --valkey none --keys 2000 --rounds 1 --rate 1000 --before 0.2"
            + " --clients 5 --out "
            + directory;
    assertEquals(0, run(options.split(" ", -1)), () -> text(err));
    assertTrue(text(out).contains("Redis again: a save adds "), text(out));
    for (var name : new String[] {"snapshot.txt", "snapshot.json", "snapshot.svg"}) {
      assertTrue(Files.size(directory.resolve(name)) > 100, name);
    }
  }

  @Test
  void tailsGrowthAndLongCommandsAreMeasured() throws IOException {
    assumeInstalled("redis-server");
    assumeInstalled("redis-benchmark");
    String common = " --calibrate --valkey none --out " + directory;
    String tail = "tail --quick --keys 1000 --clients 5 --seconds 0.1 --warmup 0.1 --minutes 0.01";
    String growth = "growth --quick --keys 1000,2000 --seconds 0.1 --warmup 0.1 --rate 20000";
    String large = "large --quick --keys 1000 --elements 1000 --before 0.1";
    for (String line : new String[] {tail, growth, large}) {
      assertEquals(0, run((line + common).split(" ", -1)), () -> text(err));
    }
    assertTrue(text(out).contains("Redis again as a multiple of Redis: p99.9 "), text(out));
    assertTrue(text(out).contains("Redis again: while keys were added nobody waited"), text(out));
    assertTrue(text(out).lines().anyMatch(line -> line.startsWith("expiry ")), text(out));
    for (var name : new String[] {"tail.svg", "tail.json", "growth.json", "large.json"}) {
      assertTrue(Files.size(directory.resolve(name)) > 100, name);
    }
  }
}
