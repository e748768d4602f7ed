package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.bench.SaveCost.Cost;
import dev.heddle.bench.SaveCost.Save;
import dev.heddle.bench.Waits.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaveReportTest {
  private static Save save(double before, double during, double copied) {
    return new Save(
        new Summary(1000, 0.1, 0.2, before, 9, 9),
        new Summary(500, 0.3, 0.4, during, 10 * during, 10 * during),
        new Cost(2.5, 50e6, 200e6, copied, 300e6, 310e6, 0));
  }

  private static SaveReport report(boolean calibrating, Save... saves) {
    var setting =
        new Setting(
            List.of("Redis", "Heddle"),
            List.of("versions"),
            calibrating,
            "conditions",
            "machine",
            Instant.EPOCH);
    var rival = List.of(save(1, 7, 100e6));
    return new SaveReport(setting, Map.of("Redis", rival, "Heddle", List.of(saves)));
  }

  private static String text(SaveReport report) {
    return String.join("\n", report.lines()).replaceAll(" +", " ");
  }

  @Test
  void goalsAreMetOrMissed() {
    String met = text(report(false, save(1, 3, 20e6)));
    assertTrue(met.contains("Heddle: a save adds 2.00 ms to the 99.9th percentile, and 10.00 %"));
    assertTrue(met.contains("goals: 2 ms, met; 10 %, met"), met);
    String missed = text(report(false, save(1, 3.01, 20.1e6)));
    assertTrue(missed.contains("goals: 2 ms, MISSED; 10 %, MISSED"), missed);
    assertTrue(missed.contains("Redis: a save adds 6.00 ms to the 99.9th percentile, and 50.00 %"));
  }

  @Test
  void severalSavesAreShownByTheirMediansAndTheLongestWait() {
    String text = text(report(false, save(1, 2, 0), save(1, 5, 0), save(1, 3, 0)));
    assertTrue(text.contains("Heddle before 3,000 0.10 0.20 1.00 9.00\n"), text);
    assertTrue(text.contains(" during 1,500 0.30 0.40 3.00 50.00\n"), text);
    assertTrue(text.contains("Heddle 2.50 50.0 200.0 0.0 300.0 310.0 0.0\n"), text);
  }

  @Test
  void calibrationHasNoGoals() {
    assertFalse(text(report(true, save(1, 3, 20e6))).contains("met"));
  }

  @Test
  void filesHaveEverySaveAndAPicture() {
    var report = report(false, save(1, 2, 0), save(1, 5, 0));
    assertEquals(3, report.json().split("\"p99.9_ms\": 1,", -1).length - 1, report.json());
    assertTrue(report.json().contains("\"copied\": 100000000"), report.json());
    assertTrue(report.picture().contains("99.9th percentile"), report.picture());
  }
}
