package dev.heddle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the image that was just built. */
class ImageIT {
  private static final Path IMAGE = Path.of(System.getProperty("heddle.image"));

  @TempDir Path scratch;

  @Test
  void startsThroughSymbolicLinksAndFromAnywhere() throws Exception {
    Path directory = Files.createDirectory(scratch.resolve("with a space"));
    Path bin = Files.createDirectories(scratch.resolve("linked").resolve("bin"));
    Path server = IMAGE.resolve("bin").resolve("heddle-server");
    Path relative = bin.resolve("heddle-server");
    Files.createSymbolicLink(directory.resolve("server"), server);
    Files.createSymbolicLink(relative, Path.of("..", "..", "with a space", "server"));
    startAndStop(scratch.resolve("linked"), "");
  }

  @Test
  void theStartupCacheIsUsed() throws Exception {
    assumeTrue(featureOfImage() >= 25, "a runtime before 25 has no start-up cache");
    startAndStop(IMAGE, "-XX:AOTMode=on");
  }

  @Test
  void aStartupCacheThatIsNoneDoesNotStopTheServer() throws Exception {
    assumeTrue(featureOfImage() >= 25, "a runtime before 25 has no start-up cache");
    Path garbage = Files.writeString(scratch.resolve("garbage.aot"), "no cache");
    startAndStop(IMAGE, "-XX:AOTCache=" + garbage);
  }

  @Test
  void anotherCollectorMayBeChosen() throws Exception {
    startAndStop(IMAGE, "-XX:+UseSerialGC");
  }

  @Test
  void aHeapTooLargeForCompressedReferencesMayBeChosen() throws Exception {
    startAndStop(IMAGE, "-Xmx40g");
  }

  @Test
  void theRuntimeKnowsEveryOption() throws Exception {
    for (Program program : Program.values()) {
      List<String> options =
          Files.readAllLines(IMAGE.resolve("lib").resolve(program.command() + ".jvmopts"));
      var runtime = new JvmOptions(IMAGE.resolve("bin").resolve("java"));
      assertEquals(options, runtime.known(options));
    }
  }

  private void startAndStop(Path image, String option) throws Exception {
    Path data = Files.createDirectories(scratch.resolve("data"));
    try (var server = TrainingServer.start(image, data, option)) {
      server.run(List.of("PING"));
      server.stop();
    }
  }

  private static int featureOfImage() throws Exception {
    List<String> release = Files.readAllLines(IMAGE.resolve("release"));
    String version =
        release.stream().filter(line -> line.startsWith("JAVA_VERSION=")).findFirst().orElseThrow();
    String[] parts = version.split("[\".]", -1);
    assertTrue(parts.length > 1, version);
    return Integer.parseInt(parts[1]);
  }
}
