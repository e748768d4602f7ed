package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CarriersReportTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private static Sample sample(double perSecond, double lockPerRequest) {
    return new Sample(new Latency(1000, perSecond, 1, 2, 3, 4), 7000, 1000 * lockPerRequest);
  }

  @Test
  void theLockIsSaturatedWhenItIsHeldAllTheTime() {
    var setting =
        new Setting(
            List.of("Redis", "Heddle 2"),
            List.of("versions"),
            /* calibrating= */ false,
            "conditions",
            "machine",
            Instant.EPOCH);
    var report =
        new CarriersReport(
            setting, new Transcript(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    var redis = List.of(sample(100_000, Double.NaN));
    var heddle = List.of(sample(100_000, 2), sample(100_000, 3));
    var load = new Load(Workload.SET, 16, 50);
    report.add(new Result(load, Map.of("Redis", redis, "Heddle 2", heddle)));
    report.end();
    String text = bytes.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
    assertTrue(text.contains("SET 16 Redis 100,000 3.000 7.00 - - -\n"), text);
    assertTrue(
        text.contains(" Heddle 2 100,000 1.00 (1.00-1.00) 3.000 7.00 2.500 25.0 % 400,000\n"),
        text);
    assertTrue(report.json().contains("\"server_lock_us\": 2000"), report.json());
  }

  @Test
  void theNumberOfCarriersIsAnOptionOfTheJvm() {
    var one = new Contender("Heddle", List.of("heddle-server")).with("Heddle 1", "-Dcarriers=1");
    assertTrue(one.environment().getOrDefault("HEDDLE_OPTS", "").endsWith("-Dcarriers=1"));
  }
}
