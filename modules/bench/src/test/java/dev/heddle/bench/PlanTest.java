package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static Plan plan(String... options) {
    return Plan.of(CommandLine.parse(options));
  }

  private static Load load(int pipeline) {
    return new Load(Workload.GET, pipeline, 50);
  }

  @Test
  void everyPipelineIsMeasuredWithEveryNumberOfClients() {
    var plan = plan("--pipelines", "1,16", "--clients", "5,200", "--seconds", "1");
    assertEquals(
        List.of(
            new Load(Workload.SET, 1, 5),
            new Load(Workload.SET, 16, 5),
            new Load(Workload.SET, 1, 200),
            new Load(Workload.SET, 16, 200)),
        plan.loads(Workload.SET));
    assertEquals(200, plan.mostClients());
    assertTrue(plan.describe().startsWith("5, 200 clients"), plan.describe());
    assertEquals(6400, plan.roundRequests(4000, new Load(Workload.SET, 16, 200)));
  }

  @Test
  void roundsAreFilledByTime() {
    assertEquals(200_000, plan("--seconds", "2").roundRequests(100_000, load(1)));
  }

  @Test
  void requestsAreWholePipelinesOfAllClients() {
    assertEquals(3200, plan("--seconds", "1").roundRequests(3000, load(64)));
    assertEquals(3200, plan("--seconds", "1").roundRequests(0.5, load(64)));
  }

  @Test
  void givenRequestsWin() {
    var plan = plan("--requests", "1234");
    assertEquals(1234, plan.roundRequests(100_000, load(16)));
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
