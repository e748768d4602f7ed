package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * What is prepared for the look-ups of a batch makes no difference: its commands answer what they
 * answer one by one, whether their keys hold large collections, anything else or nothing.
 */
class BatchProperties {
  /** More than are in the processor's caches anyway. */
  private static final int MANY = 5000;

  private final CommandHarness batches = filled();
  private final CommandHarness singles = filled();

  private static CommandHarness filled() {
    var redis = new CommandHarness();
    redis.say("SADD s " + numbered("m%d"));
    redis.say("SADD small m1 m2");
    redis.say("HSET h " + numbered("m%d %d"));
    redis.say("ZADD z " + numbered("%2$d m%1$d"));
    redis.say("PEXPIRE z 100000");
    redis.say("RPUSH l m1 m2 m3");
    redis.say("SET t 7");
    return redis;
  }

  private static String numbered(String format) {
    return IntStream.range(0, MANY)
        .mapToObj(i -> String.format(format, i, i))
        .collect(Collectors.joining(" "));
  }

  @Property(tries = 200)
  void aBatchAnswersWhatItsCommandsAnswerOneByOne(@ForAll("commands") List<String> commands) {
    List<String> expected = new ArrayList<>();
    commands.forEach(command -> expected.addAll(singles.sayAll(command)));
    assertEquals(expected, batches.sayAll(commands.toArray(String[]::new)));
    assertEquals(singles.effects(), batches.effects());
  }

  @Provide
  Arbitrary<List<String>> commands() {
    Arbitrary<String> named =
        Combinators.combine(
                Arbitraries.of(
                    "SADD %s %s",
                    "SREM %s %s",
                    "SISMEMBER %s %s",
                    "SMOVE %s small %s",
                    "HSET %s %s 1",
                    "HGET %s %s",
                    "HINCRBY %s %s 2",
                    "HDEL %s %s",
                    "ZADD %s 3 %s",
                    "ZADD %s NX CH 4 %s",
                    "ZSCORE %s %s",
                    "ZINCRBY %s 1 %s",
                    "ZREM %s %s",
                    "GET %s",
                    "INCR %s",
                    "TYPE %s",
                    "SET t %2$s",
                    "ZRANGE %s 0 1",
                    "HSTRLEN %s",
                    "COPY %s %s REPLACE",
                    "SCARD %s",
                    "PERSIST %s"),
                Arbitraries.of("s", "small", "h", "z", "l", "t", "none"),
                Arbitraries.integers().between(0, MANY + 50))
            .as((format, key, number) -> String.format(format, key, "m" + number));
    return Arbitraries.frequencyOf(
            Tuple.of(40, named),
            Tuple.of(1, Arbitraries.of("PING", "DBSIZE", "NONSENSE", "EVEN s x")))
        .list()
        .ofMinSize(4)
        .ofMaxSize(70);
  }
}
