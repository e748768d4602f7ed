package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlanTest {
  private static Plan plan(String... options) {
    return Plan.of(CommandLine.parse(options));
  }

  @Test
  void roundsAreFilledByTime() {
    assertEquals(200_000, plan("--seconds", "2").roundRequests(100_000, 1));
  }

  @Test
  void requestsAreWholePipelinesOfAllClients() {
    assertEquals(3200, plan("--seconds", "1").roundRequests(3000, 64));
    assertEquals(3200, plan("--seconds", "1").roundRequests(0.5, 64));
  }

  @Test
  void givenRequestsWin() {
    var plan = plan("--requests", "1234");
    assertEquals(1234, plan.roundRequests(100_000, 16));
    assertTrue(plan.describe().contains("1234 requests"), plan.describe());
  }

  @Test
  void theRoundsOfAllServersTakeTheirTime() {
    var plan = plan("--rounds", "5", "--seconds", "2", "--only", "get", "--pipelines", "1,16");
    assertEquals(40, plan.roundsSeconds(2));
  }

  @Test
  void allServersHaveTheSameAppendOnlyFile() {
    assertEquals("--appendonly no", String.join(" ", Aof.OFF.options()));
    assertEquals(
        "--appendonly yes --appendfsync everysec", String.join(" ", Aof.EVERYSEC.options()));
  }
}
