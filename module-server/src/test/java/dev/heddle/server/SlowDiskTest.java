package dev.heddle.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.Disk;
import dev.heddle.persist.DiskFile;
import dev.heddle.persist.ForwardingDisk;
import dev.heddle.persist.ForwardingFile;
import dev.heddle.resp.Reply;
import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What LATENCY tells of an append-only file on a disk that takes its time. */
class SlowDiskTest {
  private static final long PAUSE_MILLIS = 20;
  private static final Reply OK = new Reply.Simple("OK");

  @TempDir Path dir;

  /** Those of the append-only file: on a machine that is busy, commands take long too. */
  private Set<String> events(TestClient client) throws IOException {
    var names = new TreeSet<String>();
    for (Reply event : ((Reply.Array) client.call("LATENCY", "LATEST")).elements()) {
      var fields = ((Reply.Array) event).elements();
      String name = ((Reply.Bulk) fields.getFirst()).text();
      if (name.startsWith("aof-")) {
        names.add(name);
      }
      assertTrue(((Reply.Int) fields.get(2)).value() >= PAUSE_MILLIS, event::toString);
    }
    return names;
  }

  private Server start(String fsync) throws IOException {
    var config = new Config();
    config.with("dir", dir.toString());
    config.with("bind", "127.0.0.1");
    config.with("save", "");
    config.with("appendonly", "yes");
    config.with("appendfsync", fsync);
    var clock = InstantSource.system();
    var server =
        new Server(
            config,
            clock,
            Chance.unpredictable(),
            /* anyPort= */ true,
            new ServerLog(lines -> {}, config.process, clock),
            new SlowDisk(Disk.real()));
    server.start(listening -> {});
    return server;
  }

  private static void threshold(TestClient client, long millis) throws IOException {
    assertEquals(OK, client.call("CONFIG", "SET", "latency-monitor-threshold", "" + millis));
  }

  @Test
  void slowWritesAndSyncsThatClientsWaitForAreEvents() throws Exception {
    Server server = start("always");
    try (var client = new TestClient(server.port())) {
      assertEquals(OK, client.call("SET", "before", "1"));
      assertEquals(Set.of(), events(client)); // nobody wants to know
      threshold(client, PAUSE_MILLIS);
      assertEquals(OK, client.call("SET", "a", "1"));
      Set<String> all = Set.of("aof-write", "aof-write-alone", "aof-fsync-always");
      assertEquals(all, events(client));
      threshold(client, 60_000);
      var reset = Stream.concat(Stream.of("LATENCY", "RESET"), all.stream());
      assertEquals(new Reply.Int(3), client.call(reset.toArray(String[]::new)));
      assertEquals(OK, client.call("SET", "a", "2"));
      assertEquals(Set.of(), events(client));
    }
    server.close();
  }

  @Test
  void aRewriteIsAnEventWhenItTakesItsPlace() throws Exception {
    Server server = start("everysec");
    try (var client = new TestClient(server.port())) {
      threshold(client, PAUSE_MILLIS);
      assertTrue(client.call("BGREWRITEAOF") instanceof Reply.Simple);
      OnFaultyDisk.awaitField(client, "aof_rewrites", "1");
      assertTrue(events(client).contains("aof-rename"));
      assertEquals(OK, client.call("SET", "a", "1"));
      OnFaultyDisk.await("it is written", () -> events(client).contains("aof-write"));
      assertFalse(events(client).contains("aof-fsync-always"));
    }
    server.close();
  }

  /** Writing, syncing and renaming take a while each. */
  private static final class SlowDisk extends ForwardingDisk {
    SlowDisk(Disk real) {
      super(real);
    }

    private static void pause() {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
      for (long left; (left = end - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(left);
      }
    }

    @Override
    public DiskFile open(Path file, Mode mode) throws IOException {
      return new SlowFile(super.open(file, mode));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      pause();
      super.rename(from, to);
    }
  }

  private static final class SlowFile extends ForwardingFile {
    SlowFile(DiskFile real) {
      super(real);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      SlowDisk.pause();
      return super.write(from, position);
    }

    @Override
    public void force() throws IOException {
      SlowDisk.pause();
      super.force();
    }
  }
}
