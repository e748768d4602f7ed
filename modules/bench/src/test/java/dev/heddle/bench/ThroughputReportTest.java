package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputReportTest {
  private static final Plan PLAN =
      Plan.of(CommandLine.parse("--only", "get", "--pipelines", "1,16"));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Transcript transcript =
      new Transcript(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private static Setting setting(boolean calibrating, String... names) {
    return new Setting(
        List.of(names), List.of("versions"), calibrating, "conditions", "machine", Instant.EPOCH);
  }

  private static Sample sample(double perSecond, double cpuPerRequest) {
    return new Sample(new Latency(1000, perSecond, 1, 2, 3, 4), 1000 * cpuPerRequest, Double.NaN);
  }

  private static Result result(int pipeline, double perSecond, double cpu) {
    return result(pipeline, 50, perSecond, cpu);
  }

  private static Result result(int pipeline, int clients, double perSecond, double cpu) {
    var rounds = List.of(sample(perSecond, cpu), sample(perSecond * 1.1, cpu));
    var rival = List.of(sample(100_000, 10), sample(110_000, 10));
    return new Result(
        new Load(Workload.GET, pipeline, clients), Map.of("Heddle", rounds, "Redis", rival));
  }

  private String report(boolean calibrating, Result... results) {
    var report = new ThroughputReport(setting(calibrating, "Redis", "Heddle"), transcript);
    report.warm();
    List.of(results).forEach(report::add);
    report.end();
    return bytes.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
  }

  @Test
  void goalsAreMetOrMissed() {
    String report = report(false, result(1, 100_000, 11.6), result(16, 129_000, 10));
    assertTrue(report.contains("GET 1 50 1.000 >= 1.00 met 1.160 <= 1.15 MISSED"), report);
    assertTrue(report.contains("GET 16 50 1.290 >= 1.30 MISSED 1.000 <= 1.00 met"), report);
  }

  @Test
  void otherNumbersOfClientsHaveALowerGoal() {
    String report = report(false, result(1, 10, 90_000, 10), result(16, 1000, 89_000, 10));
    assertTrue(report.contains("GET 1 10 0.900 >= 0.90 met"), report);
    assertTrue(report.contains("GET 16 1000 0.890 >= 0.90 MISSED"), report);
  }

  @Test
  void eachServerHasItsLineWithRatios() {
    String report = report(false, result(1, 50_000, 20));
    assertTrue(report.contains("GET 1 50 Redis 105,000 1.000 2.000 3.000 4.000 10.00\n"), report);
    assertTrue(report.contains(" Heddle 52,500 0.50 (0.50-0.50) 1.000 2.000"), report);
    assertTrue(report.contains(" 20.00 2.00\n"), report);
  }

  @Test
  void calibrationTellsTheNoiseInsteadOfGoals() {
    String report = report(true, result(1, 97_000, 10.2), result(16, 101_000, 10));
    assertTrue(report.contains("requests/s 0.03\n CPU/request 0.02\n"), report);
    assertFalse(report.contains("met"), report);
  }

  @Test
  void filesHaveEveryRoundAndAPicture() {
    var files =
        new ThroughputFiles(setting(false, "Redis", "Heddle"), PLAN, List.of(result(1, 96_000, 9)));
    String json = files.json();
    assertEquals(3, json.split("\"requests_per_second\": 1", -1).length - 1, json);
    assertTrue(json.contains("\"requests_per_second\": 96000"), json);
    assertTrue(json.contains("\"server_cpu_us\": 9000"), json);
    assertTrue(files.picture().contains("multiple of Redis's; red: at least"), files.picture());
  }

  @Test
  void aServerAloneIsDrawnWithoutRatios() {
    var files = new ThroughputFiles(setting(false, "Heddle"), PLAN, List.of(result(1, 96_000, 9)));
    assertTrue(files.picture().contains(">Requests per second<"), files.picture());
    assertTrue(files.picture().contains("Heddle alone"), files.picture());
  }
}
