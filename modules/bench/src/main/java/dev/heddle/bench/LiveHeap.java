package dev.heddle.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Bytes of the objects that live in another JVM: the last line of {@code jcmd PID
 * GC.class_histogram}, which collects what is dead before it counts, and looks the same with every
 * collector.
 */
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private LiveHeap() {}

  /** NaN where there is no jcmd to ask with, or the process does not answer it. */
  static double of(long pid, Workspace workspace) throws IOException {
    var jcmd = Contender.find(Contender.beside("jcmd"));
    if (jcmd == null) {
      return Double.NaN;
    }
    var command = List.of(jcmd.toString(), Long.toString(pid), "GC.class_histogram");
    return total(workspace.run(command, LIMIT, () -> true).text());
  }

  /** From the text of the histogram; NaN when it is not one. */
  static double total(String histogram) {
    var matcher = TOTAL.matcher(histogram);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
  }
}
