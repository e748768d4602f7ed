package dev.heddle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system says of itself, of processes and of limits; on Linux, from /proc. */
final class Machine {
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.+)");
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB");
  private static final Pattern LOAD = Pattern.compile("^(\\S+)");
  private static final Pattern STOLEN = Pattern.compile("(?m)^cpu(?: +\\d+){7} +(\\d+)");
  private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\d+)");

  private Machine() {}

  /** Processors, memory, system, and how busy it was in the last minute: in one line. */
  static String describe() {
    var model = find(MODEL, "/proc/cpuinfo");
    var memory = find(MEMORY, "/proc/meminfo");
    var load = find(LOAD, "/proc/loadavg");
    return Runtime.getRuntime().availableProcessors()
        + " processors"
        + (model.isEmpty() ? "" : " (" + model + ")")
        + (memory.isEmpty() ? "" : ", " + (Long.parseLong(memory) >> 20) + " GB")
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + (load.isEmpty() ? "" : ", load " + load + " before");
  }

  /** Resident memory of a process in bytes; NaN where there is no /proc. */
  static double residentBytes(long pid) {
    return residentBytes(read("/proc/" + pid + "/status"));
  }

  /** From the text of /proc/PID/status. */
  static double residentBytes(String status) {
    var kilobytes = find(RESIDENT.matcher(status));
    return kilobytes.isEmpty() ? Double.NaN : Long.parseLong(kilobytes) * 1024.0;
  }

  /**
   * Processor time that a virtual machine has wanted and not got so far, in microseconds, of all
   * its processors; NaN where there is no /proc.
   */
  static double stolenMicros() {
    return stolenMicros(read("/proc/stat"));
  }

  /** From the text of /proc/stat, which counts in hundredths of a second. */
  static double stolenMicros(String stat) {
    var ticks = find(STOLEN.matcher(stat));
    return ticks.isEmpty() ? Double.NaN : Long.parseLong(ticks) * 10_000.0;
  }

  /** Whether there is a /proc to read. */
  static boolean hasProc() {
    return Files.isReadable(Path.of("/proc/self/status"));
  }

  /** Whether a process has loaded a Java virtual machine; false where there is no /proc. */
  static boolean isJvm(long pid) {
    return read("/proc/" + pid + "/maps").contains("/libjvm.");
  }

  /** Files and sockets that a process may have open; unlimited where there is no /proc. */
  static long openFiles() {
    return openFiles(read("/proc/self/limits"));
  }

  /** From the text of /proc/PID/limits: the soft limit, which the JVM raises to the hard one. */
  static long openFiles(String limits) {
    var files = find(OPEN_FILES.matcher(limits));
    return files.isEmpty() ? Long.MAX_VALUE : Long.parseLong(files);
  }

  private static String find(Pattern pattern, String file) {
    return find(pattern.matcher(read(file)));
  }

  private static String find(Matcher matcher) {
    return matcher.find() ? matcher.group(1).strip() : "";
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return ""; // no such system, or a process that has just ended
    }
  }
}
