package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIGKILL under load, again and again on the same directory: with {@code appendfsync always} each
 * acknowledged write is there after the restart, and {@code redis-server} sees the same data.
 *
 * <p>{@code -Dheddle.crash.rounds=N} sets the number of rounds.
 */
class CrashIT {
  private static final int ROUNDS = Integer.getInteger("heddle.crash.rounds", 50);
  private static final String AOF = "appendonlydir/appendonly.aof";
  private static final String MANIFEST = AOF + ".manifest";

  @TempDir Path directory;
  @TempDir Path copy;

  private HeddleProcess start() throws IOException {
    return HeddleProcess.start(directory, "--appendonly", "yes", "--appendfsync", "always");
  }

  @Test
  void noAcknowledgedWriteIsLost(TestReporter reporter) throws Exception {
    var random = new Random(42);
    var loads = new ArrayList<CrashLoad>();
    loads.addAll(CrashStrings.ofEachKind(1, /* pipeline= */ 1));
    loads.addAll(CrashStrings.ofEachKind(2, /* pipeline= */ 8));
    for (int round = 0; round < ROUNDS; round++) {
      try (var server = start()) {
        verify(server, loads);
        killUnderLoad(server, loads, random.nextInt(5, 120));
      }
    }
    copyTo(copy);
    reporter.publishEntry("SIGKILLs", "" + ROUNDS);
    reporter.publishEntry("acknowledged writes", "" + total(loads));
    try (var server = start()) {
      verify(server, loads);
      redisFindsTheSame(server);
    }
  }

  private static void verify(HeddleProcess server, List<CrashLoad> loads) throws IOException {
    try (var wire = new Wire(server.port())) {
      for (CrashLoad load : loads) {
        load.resume(load.verify(wire, load.acknowledged()));
      }
    }
  }

  private static void killUnderLoad(HeddleProcess server, List<CrashLoad> loads, int millis)
      throws Exception {
    var before = loads.stream().map(CrashLoad::total).toList();
    var failures = new CopyOnWriteArrayList<Throwable>();
    var threads = new ArrayList<Thread>();
    for (CrashLoad load : loads) {
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
              .start(() -> load.run(server.port())));
    }
    for (int i = 0; i < loads.size(); i++) {
      CrashLoad load = loads.get(i);
      long known = before.get(i);
      Await.until("writes are acknowledged", () -> load.total() > known || !failures.isEmpty());
    }
    Thread.sleep(millis); // the random moment
    server.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
  }

  private static long total(List<CrashLoad> loads) {
    return loads.stream().mapToLong(CrashLoad::total).sum();
  }

  /** The files as the last SIGKILL has left them. */
  private void copyTo(Path target) throws IOException {
    Files.createDirectory(target.resolve("appendonlydir"));
    try (Stream<Path> files = Files.list(directory.resolve("appendonlydir"))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve("appendonlydir").resolve(file.getFileName()));
      }
    }
  }

  private void redisFindsTheSame(HeddleProcess server) throws Exception {
    if (RealRedis.onPath("redis-check-aof")) {
      Shell.Result check = Shell.run("redis-check-aof", copy.resolve(MANIFEST).toString());
      assertTrue(check.output().contains(verdict(server.startOutput())), check.output());
    }
    if (RealRedis.onPath("redis-server")) {
      try (var redis = RealRedis.start(copy, "--appendonly", "yes")) {
        assertEquals(Contents.of(redis.port()), Contents.of(server.port()));
      }
    }
  }

  /** A command that SIGKILL cut in two is no damage when both find it at the same offset. */
  private static String verdict(String log) {
    Matcher cut = Pattern.compile("Truncating the AOF \\S+ at offset (\\d+)").matcher(log);
    return cut.find() ? "ok_up_to=" + cut.group(1) + "," : "All AOF files and manifest are valid";
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".1.incr.aof", ".manifest"})
  void aFirstStartThatIsKilledHalfwayIsRepeated(String file) throws Exception {
    Path moment =
        file.isEmpty() ? directory.resolve("appendonlydir") : directory.resolve(AOF + file);
    try (var server = HeddleProcess.launch(List.of(), directory, "--appendonly", "yes")) {
      while (Files.notExists(moment) && server.process().isAlive()) {
        Thread.onSpinWait(); // the very moment
      }
      server.kill();
    }
    for (int i = 1; i <= 2; i++) {
      try (var server = start();
          var wire = new Wire(server.port())) {
        assertEquals(new Reply.Int(i), wire.call("INCR", "starts"));
        server.kill();
      }
    }
  }
}
