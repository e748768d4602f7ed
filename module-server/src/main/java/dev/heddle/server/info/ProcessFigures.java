package dev.heddle.server.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the operating system says of this process: from {@code /proc} where there is one, else what
 * Java knows.
 *
 * @param resident bytes of memory, 0 where that is unknown
 * @param systemMemory bytes of the machine, 0 where that is unknown
 */
record ProcessFigures(
    long resident,
    long systemMemory,
    double userSeconds,
    double systemSeconds,
    double childUserSeconds,
    double childSystemSeconds) {
  static final ProcessFigures UNKNOWN = new ProcessFigures(0, 0, 0, 0, 0, 0);

  private static final Path STAT = Path.of("/proc/self/stat");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path SYSTEM = Path.of("/proc/meminfo");
  private static final double TICKS = 100; // a second, wherever Linux shows times to programs
  private static final int USER_TIME = 11; // among the fields behind the program's name

  static ProcessFigures read() {
    try {
      String stat = Files.readString(STAT);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return new ProcessFigures(
          bytes(STATUS, "VmRSS:"),
          bytes(SYSTEM, "MemTotal:"),
          seconds(fields, 0),
          seconds(fields, 1),
          seconds(fields, 2),
          seconds(fields, 3));
    } catch (IOException e) {
      return known();
    }
  }

  /** The sum of user and system time is all that Java knows. */
  private static ProcessFigures known() {
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return new ProcessFigures(0, 0, cpu.toMillis() / 1000.0, 0, 0, 0);
  }

  private static double seconds(String[] fields, int which) {
    return Long.parseLong(fields[USER_TIME + which]) / TICKS;
  }

  /** The number in a line such as {@code VmRSS: 1234 kB}, in bytes. */
  private static long bytes(Path file, String name) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  long residentOr(long otherwise) {
    return resident > 0 ? resident : otherwise;
  }
}
