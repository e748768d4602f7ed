package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;

/** A Java program as its author would write it, with a pool, with pipelines, in both protocols. */
class JedisIT {
  private Heddle heddle;

  @BeforeEach
  void start() throws IOException {
    heddle = Heddle.start(HeddleConfig.create().set("requirepass", "secret"));
  }

  @AfterEach
  void stop() {
    heddle.close();
  }

  private RedisClient open(JedisClientConfig config) {
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", heddle.port())
        .clientConfig(config)
        .build();
  }

  private RedisClient connect(RedisProtocol protocol) {
    var config =
        DefaultJedisClientConfig.builder()
            .protocol(protocol)
            .password("secret")
            .clientName("jedis-test")
            .database(3)
            .timeoutMillis(20_000)
            .build();
    return open(config);
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void stringsAndTheirOptionsWork(RedisProtocol protocol) {
    try (RedisClient jedis = connect(protocol)) {
      assertEquals("OK", jedis.set("greeting", "hello"));
      assertEquals("hello", jedis.get("greeting"));
      assertNull(jedis.set("greeting", "again", SetParams.setParams().nx()));
      assertEquals("hello", jedis.setGet("greeting", "bye", SetParams.setParams().ex(100)));
      assertTrue(jedis.ttl("greeting") > 90);
      assertEquals(6, jedis.append("greeting", "bye"));
      assertEquals(List.of("byebye", "7"), mget(jedis));
      assertEquals(2.5, jedis.incrByFloat("price", 2.5));
      assertArrayEquals(new byte[] {0, -1, 13, 10}, binary(jedis));
      assertThrows(JedisDataException.class, () -> jedis.incr("greeting"));
    }
  }

  private static List<String> mget(RedisClient jedis) {
    jedis.incrBy("count", 7);
    return jedis.mget("greeting", "count");
  }

  private static byte[] binary(RedisClient jedis) {
    byte[] key = {0, 1, 2};
    jedis.set(key, new byte[] {0, -1, 13, 10});
    return jedis.get(key);
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void aPipelineAnswersInOrder(RedisProtocol protocol) {
    try (RedisClient jedis = connect(protocol);
        var pipeline = jedis.pipelined()) {
      var answers = new ArrayList<Response<Long>>();
      IntStream.range(0, 10_000).forEach(i -> answers.add(pipeline.incr("counter")));
      pipeline.sync();
      for (int i = 0; i < answers.size(); i++) {
        assertEquals(i + 1L, answers.get(i).get());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void scanFindsEveryKeyOnce(RedisProtocol protocol) {
    try (RedisClient jedis = connect(protocol)) {
      IntStream.range(0, 1000).forEach(i -> jedis.set("key:" + i, "x"));
      Set<String> seen = new HashSet<>();
      String cursor = ScanParams.SCAN_POINTER_START;
      do {
        var page = jedis.scan(cursor, new ScanParams().match("key:*").count(50));
        page.getResult().forEach(key -> assertTrue(seen.add(key), key));
        cursor = page.getCursor();
      } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
      assertEquals(1000, seen.size());
    }
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void aPoolServesManyThreads(RedisProtocol protocol) throws InterruptedException {
    try (RedisClient jedis = connect(protocol)) {
      var threads = new ArrayList<Thread>();
      for (int t = 0; t < 16; t++) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> IntStream.range(0, 500).forEach(i -> jedis.incr("shared"))));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals("8000", jedis.get("shared"));
    }
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void aWrongPasswordIsRefused(RedisProtocol protocol) {
    var config = DefaultJedisClientConfig.builder().protocol(protocol).password("wrong").build();
    assertThrows(
        RuntimeException.class,
        () -> {
          try (var jedis = open(config)) {
            jedis.get("greeting");
          }
        });
  }
}
