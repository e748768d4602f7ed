package dev.heddle.server.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.family.CommandHarness;
import dev.heddle.server.family.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InfoCommandTest {
  private static final List<String> DEFAULT =
      List.of(
          "Server",
          "Clients",
          "Memory",
          "Persistence",
          "Stats",
          "Replication",
          "CPU",
          "Modules",
          "Errorstats",
          "Cluster",
          "Keyspace");

  private final CommandHarness redis = new CommandHarness();

  // ---- sections

  @Test
  void withoutArgumentsTheDefaultSectionsAreShown() {
    assertEquals(DEFAULT, titles("INFO"));
    assertEquals(DEFAULT, titles("INFO default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO all", "INFO EVERYTHING"})
  void allSectionsAreShownOnRequest(String command) {
    List<String> titles = titles(command);
    assertEquals(DEFAULT.size() + 2, titles.size());
    assertTrue(titles.contains("Commandstats") && titles.contains("Latencystats"));
  }

  @Test
  void severalSectionsAreShownOnceInTheirOrder() {
    assertEquals(
        "# Modules\r\n\r\n# Cluster\r\ncluster_enabled:0\r\n",
        text("INFO cluster MODULES modules nosuch"));
  }

  @Test
  void anUnknownSectionIsNothing() {
    assertEquals("", text("INFO nosuch"));
  }

  @Test
  void resp3GetsAVerbatimText() {
    redis.resp(3);
    var reply = (Reply.Verbatim) redis.run("INFO", "cluster");
    assertEquals("txt", reply.format());
  }

  @Test
  void noFieldIsShownTwice() {
    List<String> names =
        text("INFO everything")
            .lines()
            .filter(line -> line.contains(":"))
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList();
    assertEquals(names.stream().distinct().toList(), names);
  }

  // ---- server

  @Test
  void theServerTellsItsVersionAndAge() {
    redis.clock().advance(Duration.ofDays(2));
    Map<String, String> fields = fields("INFO server");
    assertEquals("7.2.0", fields.get("redis_version"));
    assertEquals("172800", fields.get("uptime_in_seconds"));
    assertEquals("2", fields.get("uptime_in_days"));
    assertEquals((MovableClock.START + 172_800_000L) + "000", fields.get("server_time_usec"));
    assertEquals("name=tcp,bind=*,bind=-::*,port=6379", fields.get("listener0"));
  }

  @Test
  void eachServerHasIdsOfItsOwn() {
    Map<String, String> fields = fields("INFO server replication");
    assertTrue(fields.get("run_id").matches("[0-9a-f]{40}"));
    assertTrue(fields.get("master_replid").matches("[0-9a-f]{40}"));
    assertNotEquals(fields.get("run_id"), fields.get("master_replid"));
  }

  // ---- what is counted

  @Test
  void clientsAreCounted() {
    redis.newClient();
    assertEquals("2", fields("INFO clients").get("connected_clients"));
  }

  @Test
  void usedMemoryGrowsWithTheData() {
    long before = Long.parseLong(fields("INFO memory").get("used_memory"));
    redis.sayWords("SET", "a", "x".repeat(10_000));
    Map<String, String> fields = fields("INFO memory");
    long used = Long.parseLong(fields.get("used_memory"));
    assertTrue(used >= before + 10_000, before + " " + used);
    assertTrue(Long.parseLong(fields.get("used_memory_peak")) >= used);
    assertEquals(fields.get("used_memory_dataset"), Long.toString(used));
    assertTrue(Long.parseLong(fields.get("jvm_heap_used")) > 0);
    assertTrue(Long.parseLong(fields.get("used_memory_rss")) > 0);
  }

  @Test
  void thePeakOfMemoryStays() {
    redis.sayWords("SET", "a", "x".repeat(10_000));
    String peak = fields("INFO memory").get("used_memory_peak");
    redis.say("DEL a");
    assertEquals(peak, fields("INFO memory").get("used_memory_peak"));
  }

  @Test
  void changesSinceTheLastSaveAreCounted() {
    redis.say("MSET a 1 b 2");
    Map<String, String> fields = fields("INFO persistence");
    assertEquals("2", fields.get("rdb_changes_since_last_save"));
    assertEquals("ok", fields.get("rdb_last_bgsave_status"));
    assertEquals("0", fields.get("aof_enabled"));
    assertFalse(fields.containsKey("aof_current_size"));
  }

  @Test
  void lookupsAreCounted() {
    redis.say("SET a b");
    redis.say("GET a");
    redis.say("MGET a b c");
    Map<String, String> fields = fields("INFO stats");
    assertEquals("2", fields.get("keyspace_hits"));
    assertEquals("2", fields.get("keyspace_misses"));
    assertEquals("4", fields.get("total_commands_processed"));
  }

  @Test
  void theTimeForWhichTheLockIsHeldIsCounted() {
    redis.config().with("enable-debug-command", "yes");
    long before = number("lock_held_usec");
    long taken = number("lock_acquisitions");
    redis.say("DEBUG SLEEP 0.05");
    assertTrue(number("lock_held_usec") - before >= 50_000);
    assertTrue(number("lock_acquisitions") > taken);
    boolean reset = false;
    for (int i = 0; i < 20 && !reset; i++) { // a machine that is busy may take as long for these
      redis.say("CONFIG RESETSTAT");
      reset = number("lock_held_usec") < 50_000;
    }
    assertTrue(reset);
  }

  @Test
  void nobodyTakesTheLockWhenNothingIsToBeDone() {
    long one = number("lock_acquisitions");
    long two = number("lock_acquisitions");
    long three = number("lock_acquisitions");
    assertEquals(two - one, three - two); // what INFO itself needs
    assertTrue(two - one <= 2);
  }

  private long number(String field) {
    return Long.parseLong(fields("INFO stats").get(field));
  }

  @Test
  void errorsAreCountedByTheirCode() {
    redis.say("SET a b");
    redis.say("INCR a");
    redis.say("GET");
    redis.say("AUTH someone wrong");
    Map<String, String> fields = fields("INFO errorstats stats");
    assertEquals("count=2", fields.get("errorstat_ERR"));
    assertEquals("count=1", fields.get("errorstat_WRONGPASS"));
    assertEquals("1", fields.get("acl_access_denied_auth"));
    assertEquals("3", fields.get("total_error_replies"));
  }

  @Test
  void aRefusedCommandCountsForItselfOnly() {
    redis.say("SET a b");
    redis.say("GET");
    redis.say("INCR a");
    Map<String, String> fields = fields("INFO commandstats");
    assertTrue(fields.get("cmdstat_set").startsWith("calls=1,"));
    assertTrue(fields.get("cmdstat_set").endsWith(",rejected_calls=0,failed_calls=0"));
    assertEquals(
        "calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0",
        fields.get("cmdstat_get"));
    assertTrue(fields.get("cmdstat_incr").endsWith(",rejected_calls=0,failed_calls=1"));
  }

  @Test
  void subcommandsAreCountedUnderTheirFullName() {
    redis.say("CONFIG GET hz");
    assertTrue(fields("INFO commandstats").get("cmdstat_config|get").startsWith("calls=1,"));
  }

  @Test
  void latenciesAreShownAtTheConfiguredPercentiles() {
    redis.say("SET a b");
    assertTrue(
        fields("INFO latencystats")
            .get("latency_percentiles_usec_set")
            .matches("p50=[0-9]+\\.[0-9]{3},p99=[0-9]+\\.[0-9]{3},p99\\.9=[0-9]+\\.[0-9]{3}"));
    redis.say("CONFIG SET latency-tracking-info-percentiles 100");
    assertTrue(
        fields("INFO latencystats")
            .get("latency_percentiles_usec_set")
            .matches("p100=[0-9]+\\.[0-9]{3}"));
  }

  @Test
  void databasesThatHoldSomethingAreShown() {
    redis.say("SET a b");
    redis.say("SELECT 3");
    redis.say("SET c d PX 1000");
    redis.say("SET e f");
    assertEquals(
        "# Keyspace\r\ndb0:keys=1,expires=0,avg_ttl=0\r\ndb3:keys=2,expires=1,avg_ttl=1000\r\n",
        text("INFO keyspace"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "1023, 1023B",
    "1024, 1.00K",
    "916616, 895.13K",
    "25276510208, 23.54G",
    "9223372036854775807, 8.00E",
  })
  void sizesHaveUnits(long bytes, String text) {
    assertEquals(text, InfoText.human(bytes));
  }

  private List<String> titles(String command) {
    return text(command)
        .lines()
        .filter(line -> line.startsWith("# "))
        .map(s -> s.substring(2))
        .toList();
  }

  private Map<String, String> fields(String command) {
    return text(command)
        .lines()
        .filter(line -> line.contains(":"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(':')),
                line -> line.substring(line.indexOf(':') + 1)));
  }

  private String text(String command) {
    var reply = (Reply.Bulk) redis.run(command.split(" ", -1));
    return new String(reply.bytes(), StandardCharsets.ISO_8859_1);
  }
}
