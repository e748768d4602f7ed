package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Many producers of one stream, and more consumers of one group, which crash between getting
 * entries and acknowledging them; what they leave behind is claimed by others.
 *
 * <p>{@code -Dheddle.soak.seconds=N} sets for how long entries are added.
 */
class ConsumerGroupSoakIT {
  private static final int SECONDS = Integer.getInteger("heddle.soak.seconds", 3);
  private static final int PRODUCERS = 10;
  private static final int CONSUMERS = 50;
  private static final int CRASHES_OF_100 = 3;
  private static final int AT_ONCE = 10;
  private static final int BLOCK_MILLIS = 50;
  private static final long ABANDONED_MILLIS = 300;

  private final Set<StreamEntryID> added = ConcurrentHashMap.newKeySet();
  private final Set<StreamEntryID> delivered = ConcurrentHashMap.newKeySet();
  private final Set<StreamEntryID> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger crashes = new AtomicInteger();
  private final AtomicInteger claims = new AtomicInteger();
  private volatile boolean producing = true;
  private volatile boolean consuming = true;

  @Test
  void eachEntryIsAcknowledgedAndNoneIsLost(TestReporter reporter) throws Exception {
    try (var heddle = Heddle.start(HeddleConfig.create());
        var jedis = connect(heddle)) {
      jedis.xgroupCreate("s", "g", new StreamEntryID(0, 0), /* makeStream= */ true);
      List<Thread> producers = start(PRODUCERS, i -> produce(heddle, i));
      List<Thread> consumers = start(CONSUMERS, i -> consume(heddle, i));
      Thread.sleep(Duration.ofSeconds(SECONDS)); // the length of the soak
      producing = false;
      join(producers);
      Await.until(
          "all is acknowledged", () -> acknowledged.size() >= added.size() || !failures.isEmpty());
      consuming = false;
      join(consumers);
      reporter.publishEntry("entries", "" + added.size());
      reporter.publishEntry("crashes", "" + crashes);
      reporter.publishEntry("entries claimed", "" + claims);
      verify(jedis);
    }
  }

  private void verify(RedisClient jedis) {
    assertEquals(List.of(), failures);
    assertEquals(added.size(), jedis.xlen("s"));
    assertEquals(added, delivered);
    assertEquals(added, acknowledged);
    assertEquals(0, jedis.xpending("s", "g").getTotal());
    Map<String, Object> group = jedis.xinfoGroups("s").getFirst().getGroupInfo();
    assertEquals(0L, group.get("lag"));
    assertEquals((long) added.size(), group.get("entries-read"));
  }

  private static RedisClient connect(Heddle heddle) {
    var config = DefaultJedisClientConfig.builder().timeoutMillis(20_000).build();
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", heddle.port())
        .clientConfig(config)
        .build();
  }

  /** What the thread of this number does. */
  @FunctionalInterface
  private interface Work {
    void run(int number);
  }

  private List<Thread> start(int count, Work work) {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, failure) -> failures.add(failure.toString()))
              .start(() -> work.run(number)));
    }
    return threads;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  // ---- the two kinds of clients

  private void produce(Heddle heddle, int number) {
    try (var jedis = connect(heddle)) {
      for (int i = 0; producing; i++) {
        added.add(jedis.xadd("s", StreamEntryID.NEW_ENTRY, Map.of("from", number + ":" + i)));
      }
    }
  }

  private void consume(Heddle heddle, int number) {
    var random = new Random(number);
    for (int life = 0; consuming; life++) {
      try (var jedis = connect(heddle)) {
        live(jedis, "consumer-" + number + "-" + life, random);
      }
    }
  }

  /** Gets entries and acknowledges them until it crashes with some in its hands. */
  private void live(RedisClient jedis, String name, Random random) {
    while (consuming) {
      boolean claiming = random.nextInt(10) == 0;
      List<StreamEntryID> ids = claiming ? claim(jedis, name) : read(jedis, name);
      if (random.nextInt(100) < CRASHES_OF_100) {
        crashes.incrementAndGet();
        return;
      }
      for (StreamEntryID id : ids) {
        jedis.xack("s", "g", id);
        acknowledged.add(id);
      }
    }
  }

  private List<StreamEntryID> read(RedisClient jedis, String name) {
    var answer =
        jedis.xreadGroup(
            "g",
            name,
            XReadGroupParams.xReadGroupParams().count(AT_ONCE).block(BLOCK_MILLIS),
            Map.of("s", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    if (answer == null) {
      return List.of();
    }
    List<StreamEntryID> ids = ids(answer.getFirst().getValue());
    StreamEntryID last = null;
    for (StreamEntryID id : ids) {
      if (!delivered.add(id)) {
        failures.add(id + " was new twice");
      }
      if (last != null && last.compareTo(id) >= 0) {
        failures.add(id + " came behind " + last);
      }
      last = id;
    }
    return ids;
  }

  private List<StreamEntryID> claim(RedisClient jedis, String name) {
    List<StreamEntryID> ids =
        ids(
            jedis
                .xautoclaim(
                    "s",
                    "g",
                    name,
                    ABANDONED_MILLIS,
                    new StreamEntryID(0, 0),
                    XAutoClaimParams.xAutoClaimParams().count(100))
                .getValue());
    claims.addAndGet(ids.size());
    return ids;
  }

  private static List<StreamEntryID> ids(List<StreamEntry> entries) {
    return entries.stream().map(StreamEntry::getID).toList();
  }
}
