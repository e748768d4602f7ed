package dev.heddle.store;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What is on the heap of this JVM. */
final class LiveHeap {
  private LiveHeap() {}

  /** The sizes of objects in this JVM. */
  static Sizes sizes() {
    var vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    boolean compact;
    try {
      compact = Boolean.parseBoolean(vm.getVMOption("UseCompactObjectHeaders").getValue());
    } catch (IllegalArgumentException e) {
      compact = false; // a JVM older than the option
    }
    return compact ? Sizes.ofHeader(8) : Sizes.detect();
  }

  /**
   * Bytes of live objects, the least of several: a collector may leave garbage in one collection
   * and take it in the next.
   */
  static long bytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      var runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
