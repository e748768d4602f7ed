package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeReportTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Setting setting =
      new Setting(
          List.of("Redis", "Heddle"),
          List.of("versions"),
          /* calibrating= */ false,
          "conditions",
          "machine",
          Instant.EPOCH);
  private final LargeReport report =
      new LargeReport(
          setting, new Transcript(new PrintStream(bytes, true, StandardCharsets.UTF_8)));

  private static Phase phase(int millis) {
    var phase = new Phase(0);
    phase.answered(millis * 1_000_000L);
    phase.sent(1_000_000);
    return phase;
  }

  private void add(LongCommand command, String server, double took, int before, int during) {
    report.add(new Disturbance(command, server, took, phase(before), phase(during)));
  }

  @Test
  void eachCommandHasALineForEachServer() {
    add(LongCommand.KEYS, "Redis", 40, 1, 40);
    add(LongCommand.KEYS, "Heddle", 30, 2, 10);
    report.end(LongCommand.KEYS);
    String text = bytes.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
    assertTrue(text.contains("\nkeys Redis 40.00 1.00 1.00 40.00 40.00 1.00\n"), text);
    assertTrue(text.contains("\n Heddle 30.00 2.00 2.00 10.00 0.25 10.00 0.25 1.00\n"), text);
  }

  @Test
  void roundsAreAddedUpAndTheLongestWaitIsOfAll() {
    add(LongCommand.FLUSHALL, "Redis", 100, 1, 100);
    add(LongCommand.FLUSHALL, "Heddle", 10, 1, 9);
    add(LongCommand.FLUSHALL, "Heddle", 20, 1, 25);
    report.end(LongCommand.FLUSHALL);
    String text = bytes.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
    assertTrue(text.contains("\n Heddle 15.00 1.00 1.00 25.00 0.25 25.00 0.25 1.00\n"), text);
  }

  @Test
  void theTitlesComeOnceAndTheFileHasEveryRun() {
    add(LongCommand.KEYS, "Redis", 40, 1, 40);
    report.end(LongCommand.KEYS);
    add(LongCommand.FLUSHALL, "Redis", 100, 1, 100);
    report.end(LongCommand.FLUSHALL);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.split("took ms", -1).length - 1, text);
    assertEquals(2, report.json().split("\"during\"", -1).length - 1, report.json());
  }

  @Test
  void eachCommandIsDoneToWhatItNames() {
    for (var command : LongCommand.values()) {
      if (command.words().size() == 2 && command.words().getFirst().equals("DEL")) {
        assertEquals(Words.lower(command.data().name()), command.words().getLast());
        assertEquals(7, command.elements(5, 7));
      } else {
        assertEquals(5, command.elements(5, 7));
      }
    }
  }
}
