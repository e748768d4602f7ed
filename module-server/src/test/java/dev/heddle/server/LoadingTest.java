package dev.heddle.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see while data are loaded from a disk that stops half-way. */
class LoadingTest {
  private static final int PATIENCE_SECONDS = 30;
  private static final int VALUES = 64;
  private static final int VALUE_BYTES = 1 << 16;
  private static final long GATE = 2 << 20;
  private static final Reply LOADING =
      new Reply.Failure("LOADING Redis is loading the dataset in memory");

  @TempDir Path dir;

  private final GatedDisk disk = new GatedDisk(GATE);
  private final StringBuilder log = new StringBuilder();
  private final CompletableFuture<Server> listening = new CompletableFuture<>();
  private final CompletableFuture<Server> loaded = new CompletableFuture<>();

  @AfterEach
  void theDiskGoesOn() {
    disk.open();
  }

  /** Leaves files of four megabytes behind. */
  private void fill(boolean appendOnly) throws IOException {
    var config =
        HeddleConfig.create()
            .set("dir", dir.toString())
            .set("save", appendOnly ? new String[] {""} : new String[] {"3600", "1"})
            .set("rdbcompression", "no")
            .set("appendonly", appendOnly ? "yes" : "no");
    try (var server = Heddle.start(config);
        var client = new TestClient(server.port())) {
      for (int i = 0; i < VALUES; i++) {
        client.call("SET", "key:" + i, "x".repeat(VALUE_BYTES));
      }
    }
  }

  /** Starts a server on a thread of its own, and waits until it has loaded half of its data. */
  private TestClient startHalfWay(boolean appendOnly) throws Exception {
    var config = new Config();
    config.with("dir", dir.toString());
    config.with("bind", "127.0.0.1");
    config.with("save", "3600", "1");
    config.with("appendonly", appendOnly ? "yes" : "no");
    var clock = InstantSource.system();
    var server =
        new Server(
            config,
            clock,
            Chance.unpredictable(),
            /* anyPort= */ true,
            new ServerLog(lines -> log.append(new String(lines, UTF_8)), config.process, clock),
            disk);
    Thread.ofPlatform().start(() -> start(server));
    var begun = listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    disk.awaitReader();
    return new TestClient(begun.port());
  }

  private void start(Server server) {
    try {
      server.start(listening::complete);
      loaded.complete(server);
    } catch (IOException | RuntimeException e) {
      listening.completeExceptionally(e);
      loaded.completeExceptionally(e);
    }
  }

  private Server awaitLoaded() throws ExecutionException, InterruptedException, TimeoutException {
    disk.open();
    return loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void commandsOnKeysAreRefusedUntilAllIsLoaded(boolean appendOnly) throws Exception {
    fill(appendOnly);
    try (var client = startHalfWay(appendOnly)) {
      assertEquals(LOADING, client.call("PING"));
      assertEquals(LOADING, client.call("GET", "key:0"));
      assertEquals(LOADING, client.call("SET", "key:0", "lost"));
      assertEquals(LOADING, client.call("BGSAVE"));
      assertEquals(new Reply.Simple("OK"), client.call("SELECT", "1"));
      assertEquals(new Reply.Simple("OK"), client.call("MULTI"));
      assertEquals(LOADING, client.call("INCR", "n"));
      assertTrue(client.call("EXEC") instanceof Reply.Failure);
      var server = awaitLoaded();
      assertEquals(new Reply.Simple("PONG"), client.call("PING"));
      assertEquals(new Reply.Int(0), client.call("DBSIZE"));
      client.call("SELECT", "0");
      assertEquals(new Reply.Int(VALUES), client.call("DBSIZE"));
      assertEquals(new Reply.Int(VALUE_BYTES), client.call("STRLEN", "key:0"));
      server.close();
    }
    int loadedAt = log.indexOf("loaded from");
    assertTrue(log.indexOf("Server initialized") < loadedAt, log::toString);
    assertTrue(loadedAt < log.indexOf("Ready to accept connections"), log::toString);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void infoTellsHowFarItIs(boolean appendOnly) throws Exception {
    fill(appendOnly);
    try (var client = startHalfWay(appendOnly)) {
      var fields = client.info("persistence");
      assertEquals("1", fields.get("loading"));
      assertEquals("0", fields.get("async_loading"));
      long total = Long.parseLong(fields.get("loading_total_bytes"));
      assertTrue(Math.abs(total - VALUES * VALUE_BYTES) <= 8000, "" + total);
      long done = Long.parseLong(fields.get("loading_loaded_bytes"));
      assertTrue(done >= GATE / 2 && done <= GATE, "" + done);
      assertEquals(100.0 * done / total, Double.parseDouble(fields.get("loading_loaded_perc")), 1);
      long writersMemory = Long.parseLong(fields.get("loading_rdb_used_mem"));
      assertEquals(appendOnly, writersMemory == 0, "" + writersMemory);
      assertTrue(Long.parseLong(fields.get("loading_eta_seconds")) >= 0);
      long began = Long.parseLong(fields.get("loading_start_time"));
      assertTrue(Math.abs(began - InstantSource.system().millis() / 1000) < PATIENCE_SECONDS);
      var server = awaitLoaded();
      var after = client.info("persistence");
      assertEquals("0", after.get("loading"));
      assertFalse(after.containsKey("loading_total_bytes"), after::toString);
      server.close();
    }
  }

  @Test
  void aClientEndsAServerThatLoadsAndNothingIsSaved() throws Exception {
    fill(/* appendOnly= */ false);
    byte[] before = Files.readAllBytes(dir.resolve("dump.rdb"));
    try (var client = startHalfWay(/* appendOnly= */ false)) {
      assertThrows(IOException.class, () -> client.call("SHUTDOWN", "SAVE"));
      assertEquals(0, awaitLoaded().awaitTermination());
    }
    assertArrayEquals(before, Files.readAllBytes(dir.resolve("dump.rdb")));
    assertEquals(-1, log.indexOf("Ready to accept connections"), log::toString);
  }

  @Test
  void aSignalEndsAServerThatLoadsAndNothingIsSaved() throws Exception {
    fill(/* appendOnly= */ true);
    try (var client = startHalfWay(/* appendOnly= */ true)) {
      assertEquals(LOADING, client.call("PING"));
      var ending = CompletableFuture.supplyAsync(() -> listening.join().shutdown(Set.of()));
      assertThrows(IOException.class, client::read); // the connection ends
      assertEquals(0, awaitLoaded().awaitTermination());
      assertTrue(ending.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    assertFalse(Files.exists(dir.resolve("dump.rdb")));
  }

  @Test
  void anAppendOnlyFileSwitchedOnMeanwhileBeginsWhenAllIsLoaded() throws Exception {
    fill(/* appendOnly= */ false);
    try (var client = startHalfWay(/* appendOnly= */ false)) {
      assertEquals(new Reply.Simple("OK"), client.call("CONFIG", "SET", "appendonly", "yes"));
      assertEquals("0", client.info("persistence").get("aof_enabled"));
      var server = awaitLoaded();
      assertEquals("1", client.info("persistence").get("aof_enabled"));
      server.close();
    }
  }

  /** An append-only file whose reader is far ahead when the command in its middle is run. */
  @Test
  void aCommandThatFailsIsNamedWithItsPlace() throws Exception {
    var commands = new CommandEncoder();
    long refusedAt = 0;
    for (int i = 0; i < 10_000; i++) {
      if (i == 5_000) {
        refusedAt = commands.size();
        commands.command("NOSUCH", "x");
      }
      commands.command("SET", "key:" + i, "value");
    }
    Path files = Files.createDirectory(dir.resolve("appendonlydir"));
    Files.write(files.resolve("appendonly.aof.1.incr.aof"), commands.toBytes());
    Files.writeString(
        files.resolve("appendonly.aof.manifest"), "file appendonly.aof.1.incr.aof seq 1 type i\n");
    disk.open();
    var config = HeddleConfig.create().set("dir", dir.toString()).set("appendonly", "yes");
    var failure = assertThrows(IOException.class, () -> Heddle.start(config).close());
    String place = "appendonly.aof.1.incr.aof at offset " + refusedAt + ": ";
    assertTrue(failure.getMessage().startsWith("Command 'NOSUCH' reading the append only file "));
    assertTrue(failure.getMessage().contains(place), failure.getMessage());
  }
}
