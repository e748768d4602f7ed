package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.command.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PubSubCommandsTest {
  private static final String REFUSED =
      ": only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context";

  private final CommandHarness redis = new CommandHarness();
  private final Client publisher = redis.client();
  private final Client subscriber = redis.newClient();

  private List<String> subscriberSays(String line) {
    return redis.as(subscriber).sayAll(line);
  }

  private String publisherSays(String line) {
    return redis.as(publisher).say(line);
  }

  // ---- subscribing

  @Test
  void eachChannelIsConfirmedWithTheNumberOfSubscriptions() {
    assertEquals(
        List.of("[\"subscribe\", \"a\", :1]", "[\"subscribe\", \"b\", :2]"),
        subscriberSays("SUBSCRIBE a b"));
    assertEquals(List.of("[\"subscribe\", \"a\", :2]"), subscriberSays("SUBSCRIBE a"));
    assertEquals(List.of("[\"psubscribe\", \"a*\", :3]"), subscriberSays("PSUBSCRIBE a*"));
    assertEquals(List.of("[\"ssubscribe\", \"a\", :1]"), subscriberSays("SSUBSCRIBE a"));
    assertEquals(List.of("[\"unsubscribe\", \"none\", :3]"), subscriberSays("UNSUBSCRIBE none"));
    assertEquals(
        List.of("[\"unsubscribe\", \"a\", :2]", "[\"unsubscribe\", \"b\", :1]"),
        subscriberSays("UNSUBSCRIBE"));
    assertEquals(List.of("[\"punsubscribe\", \"a*\", :0]"), subscriberSays("PUNSUBSCRIBE"));
    assertEquals(List.of("[\"sunsubscribe\", \"a\", :0]"), subscriberSays("SUNSUBSCRIBE"));
  }

  @Test
  void theEndOfNoSubscriptionIsConfirmedWithoutAName() {
    assertEquals(List.of("[\"unsubscribe\", nil, :0]"), subscriberSays("UNSUBSCRIBE"));
    subscriber.protocol(3);
    assertEquals(List.of(">[\"punsubscribe\", nil, :0]"), subscriberSays("PUNSUBSCRIBE"));
  }

  @Test
  void confirmationsComeAlsoToWhoWantsNoReplies() {
    subscriberSays("CLIENT REPLY OFF");
    assertEquals(List.of("[\"subscribe\", \"a\", :1]"), subscriberSays("SUBSCRIBE a"));
    publisherSays("PUBLISH a x");
    assertEquals(List.of("[\"message\", \"a\", \"x\"]"), redis.heard(subscriber));
    assertEquals(List.of(), subscriberSays("PING"));
    assertEquals(List.of("[\"unsubscribe\", \"a\", :0]"), subscriberSays("UNSUBSCRIBE"));
  }

  @Test
  void inResp2SubscribersMayOnlySubscribe() {
    subscriberSays("SSUBSCRIBE a");
    assertEquals(List.of("-ERR Can't execute 'get'" + REFUSED), subscriberSays("GET k"));
    assertEquals(List.of("-ERR Can't execute 'client|id'" + REFUSED), subscriberSays("CLIENT ID"));
    assertEquals(List.of("[\"pong\", \"\"]"), subscriberSays("PING"));
    assertEquals(List.of("[\"pong\", \"hello\"]"), subscriberSays("PING hello"));
    subscriberSays("SUNSUBSCRIBE");
    assertEquals(List.of("nil"), subscriberSays("GET k"));
    assertEquals(List.of("PONG"), subscriberSays("PING"));
  }

  @Test
  void inResp3SubscribersMayDoEverything() {
    subscriber.protocol(3);
    assertEquals(List.of(">[\"subscribe\", \"a\", :1]"), subscriberSays("SUBSCRIBE a"));
    assertEquals(List.of("nil"), subscriberSays("GET k"));
    assertEquals(List.of("PONG"), subscriberSays("PING"));
  }

  @Test
  void shardChannelsAreNotSubscribedToInATransaction() {
    subscriberSays("MULTI");
    subscriberSays("SSUBSCRIBE a b");
    assertEquals(
        List.of("[-ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client]"),
        subscriberSays("EXEC"));
    assertEquals("[]", publisherSays("PUBSUB SHARDCHANNELS"));
  }

  @Test
  void resetEndsAllSubscriptions() {
    subscriberSays("SUBSCRIBE a");
    subscriberSays("PSUBSCRIBE a");
    assertEquals(List.of("RESET"), subscriberSays("RESET"));
    assertEquals(":0", publisherSays("PUBLISH a x"));
    assertEquals(List.of("nil"), subscriberSays("GET k"));
  }

  @Test
  void whoIsGoneHasNoSubscriptions() {
    subscriberSays("SUBSCRIBE a");
    subscriberSays("SSUBSCRIBE a");
    redis.engine().disconnect(subscriber);
    assertEquals(":0", publisherSays("PUBLISH a x"));
    assertEquals("[]", publisherSays("PUBSUB CHANNELS"));
    assertEquals("[]", publisherSays("PUBSUB SHARDCHANNELS"));
  }

  // ---- publishing

  @Test
  void aMessageGoesToTheChannelFirstAndThenToThePatterns() {
    subscriberSays("PSUBSCRIBE n*");
    subscriberSays("SUBSCRIBE news");
    subscriberSays("SSUBSCRIBE news");
    assertEquals(":2", publisherSays("PUBLISH news hello"));
    assertEquals(
        List.of(
            "[\"message\", \"news\", \"hello\"]", "[\"pmessage\", \"n*\", \"news\", \"hello\"]"),
        redis.heard(subscriber));
    assertEquals(":1", publisherSays("SPUBLISH news hello"));
    assertEquals(List.of("[\"smessage\", \"news\", \"hello\"]"), redis.heard(subscriber));
    assertEquals(":0", publisherSays("PUBLISH other hello"));
  }

  @Test
  void aClientHearsItselfBehindTheReply() {
    subscriber.protocol(3);
    subscriberSays("SUBSCRIBE a");
    assertEquals(List.of(":1", ">[\"message\", \"a\", \"x\"]"), subscriberSays("PUBLISH a x"));
    subscriberSays("MULTI");
    subscriberSays("PUBLISH a x");
    subscriberSays("PING");
    assertEquals(List.of("[:1, PONG]", ">[\"message\", \"a\", \"x\"]"), subscriberSays("EXEC"));
  }

  @Test
  void messagesThatCameBeforePrecedeTheReply() {
    subscriber.protocol(3);
    subscriberSays("SUBSCRIBE a");
    publisherSays("PUBLISH a x");
    assertEquals(List.of(">[\"message\", \"a\", \"x\"]", "PONG"), subscriberSays("PING"));
  }

  // ---- events

  @Test
  void changesArePublishedAsTheSettingSays() {
    redis.engine().messaging().events().classes("KE$x");
    subscriberSays("PSUBSCRIBE __key*");
    publisherSays("SET k v PX 10");
    publisherSays("DEL none");
    publisherSays("LPUSH l v");
    assertEquals(
        List.of(
            "[\"pmessage\", \"__key*\", \"__keyspace@0__:k\", \"set\"]",
            "[\"pmessage\", \"__key*\", \"__keyevent@0__:set\", \"k\"]"),
        redis.heard(subscriber));
    redis.clock().advance(11);
    publisherSays("GET k");
    assertEquals(
        List.of(
            "[\"pmessage\", \"__key*\", \"__keyspace@0__:k\", \"expired\"]",
            "[\"pmessage\", \"__key*\", \"__keyevent@0__:expired\", \"k\"]"),
        redis.heard(subscriber));
  }

  // ---- MONITOR

  @Test
  void aMonitorIsShownCommandsWithoutSecrets() {
    assertEquals(List.of("OK"), subscriberSays("MONITOR"));
    assertEquals(List.of(), subscriberSays("MONITOR"));
    publisherSays("AUTH default secret");
    publisherSays("CONFIG GET maxmemory");
    redis.sayWords("SET", "k", "a \"\\\n\0\u00ff");
    assertEquals(
        List.of(
            "1700000000.000000 [0 127.0.0.1:50000] \"AUTH\" \"(redacted)\" \"(redacted)\"",
            "1700000000.000000 [0 127.0.0.1:50000] \"SET\" \"k\" \"a \\\"\\\\\\n\\x00\\xff\""),
        redis.heard(subscriber).stream()
            .map(line -> line.replaceFirst("^[0-9]{10}\\.", "1700000000."))
            .toList());
    assertEquals(List.of("-ERR Replica can't interact with the keyspace"), subscriberSays("GET k"));
    subscriberSays("RESET");
    publisherSays("PING");
    assertEquals(List.of(), redis.heard(subscriber));
  }
}
