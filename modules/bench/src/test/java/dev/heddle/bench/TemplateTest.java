package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static List<String> words(Template template, long number) {
    var out = new CommandEncoder();
    template.encode(number, out);
    var lines = new String(out.toBytes(), StandardCharsets.US_ASCII).lines().toList();
    return lines.stream().filter(line -> !line.startsWith("*") && !line.startsWith("$")).toList();
  }

  @Test
  void theNumberIsPaddedAsRedisBenchmarkDoes() {
    var template = new Template("set key:__rand_int__ __value__", "xxx");
    assertEquals(List.of("set", "key:000000000042", "xxx"), words(template, 42));
  }

  @Test
  void aLongValueStartsWithTheNumber() {
    var template = new Template("set __number__ __value__", "x".repeat(14));
    assertEquals(List.of("set", "7", "000000000007xx"), words(template, 7));
  }

  @Test
  void keysOfADataSetHave16BytesAndValues64() {
    var words = words(DataSet.STRINGS.template(), 999_999);
    assertEquals(16, words.get(1).length());
    assertEquals(64, words.get(2).length());
  }

  @Test
  void eachWorkloadFillsWhatItReads() {
    for (var workload : Workload.values()) {
      if (workload.subscribers() == 0) {
        var key = words(workload.fill(3), 1).get(1).replace("000000000001", "__rand_int__");
        assertTrue(workload.command(3).contains(key), workload.name());
      }
    }
  }

  @Test
  void pointsLieOnALineAndAreNamedAsTheSearchNamesThem() {
    var fill = words(Workload.GEOSEARCH.fill(3), 4711);
    assertEquals(List.of("geoadd", "points", "4711e-5", "4711e-5", "point:000000004711"), fill);
    assertEquals("point:__rand_int__", Workload.GEOSEARCH.command(3).get(3));
  }

  @Test
  void msetHasTenPairs() {
    assertEquals(21, Workload.MSET.command(3).size());
    assertEquals(10, Arrays.stream(Workload.MSET.line().split("__value__", -1)).count() - 1);
  }

  @Test
  void theSharesOfAMixAddUpToItsKeys() {
    assertEquals(1_000_004, Mix.keys(1_000_000));
    assertEquals(20_000, Mix.LARGE_ZSET.commands(1_000_000));
    assertEquals(1, Mix.STREAMS.commands(1));
  }
}
