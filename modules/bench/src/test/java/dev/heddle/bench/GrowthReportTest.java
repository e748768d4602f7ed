package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthReportTest {
  private static final Load GET = new Load(Workload.GET, 16, 50);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Transcript transcript =
      new Transcript(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  private final Setting setting =
      new Setting(
          List.of("Redis", "Heddle"),
          List.of("versions"),
          /* calibrating= */ false,
          "conditions",
          "machine",
          Instant.EPOCH);
  private final GrowthReport report = new GrowthReport(setting, transcript);

  private static Grown grown(String server, int from, int to, long longestMicros) {
    var probe = new Phase(0);
    probe.answered(longestMicros * 1000);
    probe.sent(0);
    return new Grown(server, from, to, 2, probe);
  }

  private static Sample sample(double cpuPerRequest) {
    return new Sample(new Latency(1000, 50_000, 1, 2, 3, 4), 1000 * cpuPerRequest, Double.NaN);
  }

  private void measured(int keys, double redis, double heddle) {
    var samples = Map.of("Redis", List.of(sample(redis)), "Heddle", List.of(sample(heddle)));
    report.add(keys, new Result(GET, samples));
  }

  private String text() {
    report.end();
    return bytes.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
  }

  @Test
  void theLongestWaitOfAllStepsHasTheGoal() {
    report.add(grown("Redis", 0, 1000, 7000));
    report.add(grown("Heddle", 0, 1000, 4000));
    report.add(grown("Heddle", 1000, 3000, 5001));
    String text = text();
    assertTrue(text.contains(" 1,000 3,000 Heddle 1,000 5.00 5.00 5.00 0.00\n"), text);
    assertTrue(
        text.contains("Redis: while keys were added nobody waited longer than 7.00 ms\n"), text);
    assertTrue(text.contains("longer than 5.00 ms; goal: 5 ms, MISSED\n"), text);
  }

  @Test
  void aSizeIsComparedWithTheRivalAndWithTheFirstSize() {
    measured(1000, 2, 1);
    measured(4000, 3, 1.25);
    String text = text();
    assertTrue(text.contains(" 4,000 GET 16 Redis 50,000 3.00 1.50\n"), text);
    assertTrue(text.contains(" Heddle 50,000 1.00 (1.00-1.00) 1.25 0.42 1.25\n"), text);
  }

  @Test
  void theFileHasEveryStepAndSize() {
    report.add(grown("Redis", 0, 1000, 7000));
    measured(1000, 2, 1);
    assertTrue(report.json().contains("\"to\": 1000"), report.json());
    assertTrue(report.json().contains("\"keys\": 1000"), report.json());
    assertTrue(report.json().contains("\"server_lock_us\": null"), report.json());
  }
}
