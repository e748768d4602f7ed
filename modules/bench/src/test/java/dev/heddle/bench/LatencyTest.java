package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final String REPORT =
      """
      get key:__rand_int__: rps=111128.0 (overall: 110685.3) avg_msec=0.268 (overall: 0.268)\r\
      ====== get key:__rand_int__ ======
        100000 requests completed in 0.13 seconds
        50 parallel clients
        36 bytes payload
        keep alive: 1
        host configuration "save":\s
        host configuration "appendonly": no
        multi-thread: no

      Latency by percentile distribution:
      0.000% <= 0.215 milliseconds (cumulative count 16)
      50.000% <= 0.831 milliseconds (cumulative count 51008)
      99.805% <= 2.471 milliseconds (cumulative count 99808)
      99.902% <= 2.543 milliseconds (cumulative count 99904)
      100.000% <= 2.599 milliseconds (cumulative count 100000)

      Cumulative distribution of latencies:
      0.000% <= 0.103 milliseconds (cumulative count 0)
      99.472% <= 2.103 milliseconds (cumulative count 99472)
      100.000% <= 3.103 milliseconds (cumulative count 100000)

      Summary:
        throughput summary: 787401.56 requests per second
        latency summary (msec):
                avg       min       p50       p95       p99       max
              0.909     0.208     0.831     1.535     1.999     2.599
      """;

  @Test
  void aReportHasAllFigures() {
    var expected = new Latency(100_000, 787_401.56, 0.831, 1.999, 2.543, 2.599);
    assertEquals(expected, Latency.parse(REPORT));
  }

  @Test
  void withFewRequestsTheLastStepCounts() {
    String few = REPORT.replace("99.902% <= 2.543 milliseconds (cumulative count 99904)\n", "");
    assertEquals(2.599, Latency.parse(few).p999());
  }

  @Test
  void aRunTooShortToMeasureIsRefused() {
    String instant = REPORT.replace("787401.56", "inf");
    assertThrows(Failure.class, () -> Latency.parse(instant));
  }

  @Test
  void theReasonOfAFailureIsFoundBetweenLinesOfProgress() {
    String output =
        "Error from server: ERR unknown command 'foo'\n \rfoo bar: rps=0.0 (overall: -nan)\r \n";
    assertEquals("Error from server: ERR unknown command 'foo'", LoadGenerator.reason(output));
    assertEquals("it ended without a word", LoadGenerator.reason("\r \n"));
  }

  @Test
  void whatIsNoReportIsQuoted() {
    var failure = assertThrows(Failure.class, () -> Latency.parse("Could not connect"));
    assertTrue(failure.getMessage().contains("Could not connect"), failure.getMessage());
  }
}
