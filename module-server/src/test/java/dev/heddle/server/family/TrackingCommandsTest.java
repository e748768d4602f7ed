package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.command.Client;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TrackingCommandsTest {
  private final CommandHarness redis = new CommandHarness();
  private final Client writer = redis.client();
  private final Client reader = redis.newClient();

  @BeforeEach
  void speakResp3() {
    reader.protocol(3);
  }

  private List<String> readerSays(String line) {
    return redis.as(reader).sayAll(line);
  }

  private String writerSays(String line) {
    return redis.as(writer).say(line);
  }

  private static List<String> invalidated(String... keys) {
    return List.of(keys).stream().map(key -> ">[\"invalidate\", [\"" + key + "\"]]").toList();
  }

  @Test
  void aKeyThatWasReadIsInvalidatedOnce() {
    readerSays("CLIENT TRACKING ON");
    readerSays("MGET a b");
    writerSays("SET a 1");
    writerSays("SET a 2");
    assertEquals(invalidated("a"), redis.heard(reader));
    writerSays("SET b 1");
    assertEquals(invalidated("b"), redis.heard(reader));
  }

  @Test
  void onesOwnChangesAreToldBehindTheReply() {
    writerSays("MSET a 1 b 1");
    readerSays("CLIENT TRACKING ON");
    readerSays("MGET a b");
    assertEquals(
        List.of(":2", ">[\"invalidate\", [\"a\"]]", ">[\"invalidate\", [\"b\"]]"),
        readerSays("DEL a b"));
  }

  @Test
  void keysThatExpireAreInvalidated() {
    readerSays("CLIENT TRACKING ON");
    writerSays("SET a 1 PX 10");
    readerSays("GET a");
    redis.clock().advance(11);
    writerSays("GET a");
    assertEquals(invalidated("a"), redis.heard(reader));
  }

  @Test
  void keysReadInATransactionAreRemembered() {
    readerSays("CLIENT TRACKING ON");
    readerSays("MULTI");
    readerSays("GET a");
    readerSays("EXEC");
    writerSays("SET a 1");
    assertEquals(invalidated("a"), redis.heard(reader));
  }

  @Test
  void flushingInvalidatesEverything() {
    readerSays("CLIENT TRACKING ON");
    writerSays("FLUSHALL");
    assertEquals(List.of(">[\"invalidate\", nil]"), redis.heard(reader));
    assertEquals(List.of("OK", ">[\"invalidate\", nil]"), readerSays("FLUSHDB"));
  }

  @Test
  void cachingGoesForTheNextCommandOnly() {
    readerSays("CLIENT TRACKING ON OPTIN");
    readerSays("CLIENT CACHING YES");
    readerSays("GET a");
    readerSays("GET b");
    writerSays("MSET a 1 b 1");
    assertEquals(invalidated("a"), redis.heard(reader));
    readerSays("CLIENT CACHING YES");
    readerSays("NOSUCH");
    readerSays("GET a");
    writerSays("SET a 1");
    assertEquals(List.of(), redis.heard(reader));
    readerSays("CLIENT TRACKING OFF");
    readerSays("CLIENT TRACKING ON OPTOUT");
    readerSays("CLIENT CACHING NO");
    readerSays("GET a");
    readerSays("GET b");
    writerSays("MSET a 1 b 1");
    assertEquals(invalidated("b"), redis.heard(reader));
  }

  @Test
  void prefixesAreToldTogetherAtTheEnd() {
    readerSays("CLIENT TRACKING ON BCAST PREFIX a PREFIX b");
    writerSays("MSET a2 1 b1 1 c1 1 a1 1 a2 2");
    assertEquals(
        List.of(">[\"invalidate\", [\"a1\", \"a2\"]]", ">[\"invalidate\", [\"b1\"]]"),
        redis.heard(reader));
    assertEquals(List.of("OK", ">[\"invalidate\", [\"a1\"]]"), readerSays("SET a1 1"));
  }

  @Test
  void noLoopLeavesOutOnesOwnChanges() {
    readerSays("CLIENT TRACKING ON NOLOOP");
    readerSays("GET a");
    assertEquals(List.of("OK"), readerSays("SET a 1"));
    readerSays("CLIENT TRACKING OFF");
    readerSays("CLIENT TRACKING ON BCAST NOLOOP");
    assertEquals(List.of("OK"), readerSays("SET a 1"));
    writerSays("SET a 1");
    assertEquals(invalidated("a"), redis.heard(reader));
  }

  @Test
  void anotherClientMayBeToldInResp2() {
    Client other = redis.newClient();
    redis.as(other).sayAll("SUBSCRIBE __redis__:invalidate");
    readerSays("CLIENT TRACKING ON REDIRECT " + other.id());
    readerSays("GET a");
    writerSays("SET a 1");
    assertEquals(List.of("[\"message\", \"__redis__:invalidate\", [\"a\"]]"), redis.heard(other));
    writerSays("FLUSHALL");
    assertEquals(List.of("[\"message\", \"__redis__:invalidate\", nil]"), redis.heard(other));
    assertEquals(List.of(), redis.heard(reader));
  }

  @Test
  void aRedirectionToNobodyIsReported() {
    Client other = redis.newClient();
    readerSays("CLIENT TRACKING ON REDIRECT " + other.id());
    readerSays("GET a");
    redis.engine().disconnect(other);
    writerSays("SET a 1");
    assertEquals(List.of(">[\"tracking-redir-broken\", :" + other.id() + "]"), redis.heard(reader));
    assertEquals(
        List.of(
            "{\"flags\"=#{\"on\", \"broken_redirect\"}, \"redirect\"=:"
                + other.id()
                + ", \"prefixes\"=[]}"),
        readerSays("CLIENT TRACKINGINFO"));
    assertTrue(ClientLine.of(reader, 0).contains(" flags=tR "));
  }

  @Test
  void theTableIsBounded() {
    redis.engine().messaging().tracking().mostKeys(10);
    readerSays("CLIENT TRACKING ON");
    int invalidations = 0;
    for (int i = 0; i < 30; i++) {
      invalidations += readerSays("GET key:" + i).size() - 1;
    }
    assertEquals(20, invalidations);
    assertEquals(10, redis.engine().messaging().tracking().keys());
    assertEquals(10, redis.engine().messaging().tracking().items());
  }

  @Test
  void clientsThatAreGoneAreForgottenWhereTheyWouldTakeRoom() {
    for (int i = 0; i < 1000; i++) {
      Client passing = redis.newClient();
      redis.as(passing).sayAll("CLIENT TRACKING ON");
      redis.as(passing).sayAll("GET a");
      redis.engine().disconnect(passing);
    }
    assertTrue(redis.engine().messaging().tracking().items() <= 4);
    assertEquals(0, redis.engine().messaging().tracking().clients());
  }
}
