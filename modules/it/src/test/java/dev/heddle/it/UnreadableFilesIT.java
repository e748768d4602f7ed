package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data that the server may not read or write stop its start with their name, and stay as they are.
 */
class UnreadableFilesIT {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  private static final String MANIFEST = "appendonlydir/appendonly.aof.manifest";
  private static final String INCREMENT = "appendonlydir/appendonly.aof.1.incr.aof";
  private static final String DENIED = "Permission denied";

  @TempDir Path directory;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    try (var heddle = Heddle.start(HeddleConfig.create().appendOnly(data));
        var wire = new Wire(heddle.port())) {
      wire.call("SET", "key", "value");
      wire.call("SAVE");
    }
    permit(directory, "rwxr-xr-x");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        permit(file, Files.isDirectory(file) ? "rwxrwxrwx" : "rw-rw-rw-");
      }
    }
  }

  @AfterEach
  void permitAll() throws IOException {
    permit(data, "rwxrwxrwx");
    permit(data.resolve("appendonlydir"), "rwxrwxrwx");
  }

  private static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** Starts a server as a user whom permissions concern; returns what it says when it ends. */
  private String refusedStart(String... options) throws Exception {
    try (var server = HeddleProcess.launch(asMortal(), data, options)) {
      assertEquals(1, server.awaitExit(), server.output());
      return server.output();
    }
  }

  private static List<String> asMortal() throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    Assumptions.assumeTrue(
        RealRedis.onPath("setpriv"), "root may read all, and there is no setpriv");
    var version = Stream.concat(AS_NOBODY.stream(), launcherWith("--version")).toList();
    Shell.Result nobody = Shell.run("", version);
    Assumptions.assumeTrue(
        nobody.exit() == 0, "nobody may not start the image: " + nobody.output());
    return AS_NOBODY;
  }

  private static Stream<String> launcherWith(String option) {
    return Stream.of(HeddleProcess.launcher("heddle-server").toString(), option);
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("", "---------", "yes"),
        Arguments.of("", "---------", "no"),
        Arguments.of("appendonlydir", "---------", "yes"),
        Arguments.of("appendonlydir", "r--r--r--", "yes"),
        Arguments.of(MANIFEST, "---------", "yes"),
        Arguments.of(INCREMENT, "---------", "yes"),
        Arguments.of(INCREMENT, "r--r--r--", "yes"),
        Arguments.of("dump.rdb", "---------", "no"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void dataThatMayNotBeUsedStopTheStart(String file, String permissions, String appendOnly)
      throws Exception {
    Path path = file.isEmpty() ? data : data.resolve(file);
    permit(path, permissions);
    String said = refusedStart("--appendonly", appendOnly);
    assertTrue(said.contains(path.getFileName().toString()) && said.contains(DENIED), said);
  }

  @Test
  void aDirectoryInWhichNothingCanBeMadeStopsTheStart() throws Exception {
    permit(data, "r-xr-xr-x");
    String said = refusedStart("--appendonly", "yes", "--appenddirname", "other");
    assertTrue(said.contains(data.resolve("other") + ": " + DENIED), said);
  }

  @Test
  void aFileInTheDirectorysPlaceStopsTheStart() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    try (var server = HeddleProcess.launch(List.of(), file, "--appendonly", "yes")) {
      assertEquals(1, server.awaitExit());
      assertTrue(server.output().contains("'dir \"" + file + "\"'"), server.output());
      assertTrue(server.output().contains("Not a directory"), server.output());
    }
  }

  @Test
  void aDirectoryInTheManifestsPlaceStopsTheStart() throws Exception {
    Files.delete(data.resolve(MANIFEST));
    Files.createDirectory(data.resolve(MANIFEST));
    try (var server = HeddleProcess.launch(List.of(), data, "--appendonly", "yes")) {
      assertEquals(1, server.awaitExit());
      assertTrue(server.output().contains(data.resolve(MANIFEST).toString()), server.output());
    }
  }
}
