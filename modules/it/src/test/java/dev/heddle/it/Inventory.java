package dev.heddle.it;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What this JVM has open: file descriptors with what they lead to, and threads of servers. */
record Inventory(List<String> descriptors, List<String> threads) {
  private static final Path OWN = Path.of("/proc/self/fd");
  private static final Pattern NAME = Pattern.compile("^#\\d+ \"([^\"]*)\"", Pattern.MULTILINE);
  private static final Predicate<String> OF_A_SERVER =
      Pattern.compile("heddle-.*|aof-writer|log").asMatchPredicate();

  static Inventory take() throws IOException {
    return new Inventory(openDescriptors(), serverThreads());
  }

  /** Waits until no more is open than there was then; threads need a moment to end. */
  static void awaitAtMost(Inventory before) {
    Await.until("threads and descriptors are released", () -> take().isAtMost(before));
  }

  private boolean isAtMost(Inventory before) {
    return threads.size() <= before.threads.size()
        && descriptors.size() <= before.descriptors.size();
  }

  private static List<String> openDescriptors() throws IOException {
    var open = new ArrayList<String>();
    try (var all = Files.list(OWN)) {
      for (Path descriptor : (Iterable<Path>) all::iterator) {
        open.add(target(descriptor));
      }
    }
    return open;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  /** Platform and virtual threads; only a thread dump knows the latter. */
  private static List<String> serverThreads() throws IOException {
    Path directory = Files.createTempDirectory("heddle-threads");
    Path dump = directory.resolve("dump");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return NAME.matcher(Files.readString(dump))
          .results()
          .map(result -> result.group(1))
          .filter(OF_A_SERVER)
          .toList();
    } finally {
      Files.deleteIfExists(dump);
      Files.delete(directory);
    }
  }
}
