package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {
  @Test
  void withoutWordsThroughputIsMeasuredWithAllDefaults() {
    var line = CommandLine.parse();
    assertEquals(Mode.THROUGHPUT, line.mode());
    var plan = Plan.of(line);
    assertEquals(List.of(Workload.values()), plan.workloads());
    assertEquals(List.of(1, 16, 64), plan.pipelines());
    assertEquals(List.of(50), plan.clients());
    assertEquals(1000, plan.idle());
    assertEquals(Aof.OFF, plan.aof());
  }

  @Test
  void listsAreReadInTheirOrderAndInAnyCase() {
    var plan = Plan.of(CommandLine.parse("--only", "MSET,get,GET", "--pipelines", "64, 1"));
    assertEquals(List.of(Workload.MSET, Workload.GET), plan.workloads());
    assertEquals(List.of(64, 1), plan.pipelines());
  }

  @Test
  void theKeyspaceHasTheNameThatRedisBenchmarkGivesItToo() {
    assertEquals(7, CommandLine.parse("-r", "7").integer(Option.KEYSPACE, 1));
  }

  @Test
  void quickChangesDefaultsOnly() {
    var line = CommandLine.parse("--quick", "--rounds", "9");
    assertEquals(9, line.integer(Option.ROUNDS, 1));
    assertEquals(0.4, line.time(Option.SECONDS, 0));
  }

  @Test
  void aModeMayHaveDefaultsOfItsOwn() {
    var plan = Plan.of(CommandLine.parse("clients"));
    assertEquals(List.of(1, 10, 50, 200, 1000), plan.clients());
    assertEquals(List.of(Workload.GET, Workload.SET), plan.workloads());
    assertEquals(0, plan.idle());
    assertEquals(7, Plan.of(CommandLine.parse("clients", "--idle", "7")).idle());
    assertEquals(50, CommandLine.parse("tail", "--quick").integer(Option.CLIENTS, 1));
    assertEquals(1, CommandLine.parse("tail", "--quick").time(Option.SECONDS, 0));
  }

  @Test
  void theHelpTellsDefaultsThatDiffer() {
    String help = Help.text().replaceAll("\\s+", " ");
    assertTrue(help.contains("(5; tail: 1; growth: 3; large: 1) [not memory, startup]"), help);
  }

  @Test
  void flagsTakeNoValue() {
    var line = CommandLine.parse("memory", "--calibrate", "--keys", "5");
    assertTrue(line.has(Option.CALIBRATE));
    assertFalse(line.has(Option.QUICK));
    assertEquals(5, line.integer(Option.KEYS, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "everything           | nothing to measure is called 'everything'; see --help",
        "--fast               | unknown option '--fast'; see --help",
        "memory -r 5          | -r has no meaning for memory; see --help",
        "--rounds             | --rounds needs a value; see --help",
        "--idle 1 --idle 2    | --idle is given twice",
        "--rounds 0           | --rounds takes a whole number from 1 on, not '0'",
        "--rounds many        | --rounds takes a whole number from 1 on, not 'many'",
        "--pipelines 1,x      | --pipelines takes a whole number from 1 on, not 'x'",
        "--pipelines ,        | --pipelines takes numbers between commas, not ','",
        "carriers --calibrate | --calibrate has no meaning for carriers; see --help",
        "--seconds NaN        | --seconds takes seconds from 0.1 on, not 'NaN'",
        "--only LOLWUT        | --only takes one of set, get, incr, mset, lpush, rpop, lrange-100,"
            + " sadd, hset, zadd, zrange-100, xadd, xreadgroup, setbit, bitcount, pfadd, geosearch,"
            + " publish-100, not 'LOLWUT'",
        "--aof sometimes      | --aof takes one of off, always, everysec, no, not 'sometimes'",
      })
  void aWrongWordIsNamed(String line, String message) {
    String[] words = line.split(" ", -1);
    var failure = assertThrows(Failure.class, () -> Plan.of(CommandLine.parse(words)));
    assertEquals(message, failure.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void theHelpHasEachWorkloadWithItsCommand(Workload workload) {
    String line = Help.text().lines().filter(l -> begins(l, workload)).findFirst().orElse("");
    assertTrue(line.contains(workload.command(3).getFirst() + " "), line);
    assertTrue(line.length() <= 100, line);
  }

  private static boolean begins(String line, Workload workload) {
    return line.startsWith("  " + Words.lower(workload.name()) + " ");
  }

  @Test
  void theHelpHasNoLongLine() {
    assertEquals("", Help.text().lines().filter(line -> line.length() > 100).findAny().orElse(""));
  }

  @ParameterizedTest
  @EnumSource(Option.class)
  void theHelpHasEachOption(Option option) {
    assertTrue(Help.text().contains("  " + option.word() + " "), option.word());
  }
}
