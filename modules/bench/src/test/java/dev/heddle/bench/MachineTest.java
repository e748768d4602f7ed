package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MachineTest {
  @Test
  void residentMemoryIsReadFromTheStatusOfAProcess() {
    String status = "Name:\tredis-server\nVmSize:\t   70000 kB\nVmRSS:\t   12448 kB\nThreads:\t5\n";
    assertEquals(12_448 * 1024.0, Machine.residentBytes(status));
  }

  @Test
  void residentMemoryOfNoProcessIsUnknown() {
    assertEquals(Double.NaN, Machine.residentBytes(""));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aJvmIsKnownByItsLibrary() throws IOException {
    assertTrue(Machine.hasProc());
    assertTrue(Machine.isJvm(ProcessHandle.current().pid()));
  }

  @Test
  void theSoftLimitOfOpenFilesCounts() {
    String limits =
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             94000                94000                processes
        Max open files            1024                 20000                files
        """;
    assertEquals(1024, Machine.openFiles(limits));
  }

  @Test
  void noLimitIsNoLimit() {
    assertEquals(Long.MAX_VALUE, Machine.openFiles("Max open files   unlimited   unlimited files"));
    assertEquals(Long.MAX_VALUE, Machine.openFiles(""));
  }

  @Test
  void stolenTimeIsTheEighthOfAllProcessors() {
    String stat = "cpu  10 20 30 40 50 60 70 80 90 100\ncpu0 1 2 3 4 5 6 7 8 9 10\n";
    assertEquals(800_000, Machine.stolenMicros(stat));
    assertEquals(Double.NaN, Machine.stolenMicros(""));
  }
}
