package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fills up under the append-only file, and then has room again; on a small tmpfs, which needs root. */
class FullDiskIT {
  private static final String MISCONF =
      "MISCONF Errors writing to the AOF file: No space left on device";

  @TempDir Path directory;
  private Path disk;
  private Path ballast;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    ballast = disk.resolve("ballast");
    Shell.Result mounted =
        Shell.run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(mounted.exit() == 0, "no tmpfs can be mounted: " + mounted.output());
  }

  @AfterEach
  void unmount() throws Exception {
    Shell.run("umount", disk.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec"})
  void writesAreRefusedReadsGoOnAndTheServerRecovers(String policy) throws Exception {
    long written = 0;
    try (var server = HeddleProcess.start(disk, "--appendonly", "yes", "--appendfsync", policy)) {
      try (var wire = new Wire(server.port())) {
        wire.call("SET", "kept", "value");
        Files.write(ballast, new byte[1 << 20]);
        written = fill(server.port());
        Reply refused = wire.call("SET", "more", "x");
        assertEquals(new Reply.Failure(MISCONF), refused);
        assertEquals(new Reply.Failure(MISCONF), wire.call("PING"));
        assertEquals("value", assertInstanceOf(Reply.Bulk.class, wire.call("GET", "kept")).text());
        Files.delete(ballast);
        Await.until(
            "the server writes again",
            () -> wire.call("SET", "more", "x").equals(new Reply.Simple("OK")));
        assertEquals(new Reply.Int(1), wire.call("INCR", "after"));
      }
      server.kill();
    }
    try (var server = HeddleProcess.start(disk, "--appendonly", "yes");
        var wire = new Wire(server.port())) {
      assertEquals("value", assertInstanceOf(Reply.Bulk.class, wire.call("GET", "kept")).text());
      Reply.Int size = assertInstanceOf(Reply.Int.class, wire.call("DBSIZE"));
      long least = policy.equals("always") ? written : 1; // everysec: what its second held may be gone
      assertTrue(size.value() >= least, size + " keys, acknowledged " + written);
    }
  }

  /** Writes until a write is refused; returns how many were acknowledged. */
  private static long fill(int port) throws IOException {
    long acknowledged = 0;
    for (int i = 0; i < 100_000; i++) {
      try (var wire = new Wire(port)) {
        Reply reply = wire.call("SET", "fill:" + i, "x".repeat(20_000));
        if (reply instanceof Reply.Failure) {
          return acknowledged;
        }
        acknowledged++;
      }
    }
    throw new AssertionError("two megabytes are never full");
  }
}
