package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisProtocol;

/** Messages over real sockets: order, slow subscribers, many of them, and replies in between. */
class PubSubIT {
  private static final Reply OK = new Reply.Simple("OK");

  private Heddle server;
  private Wire admin;

  @BeforeEach
  void start() throws IOException {
    server = Heddle.start(HeddleConfig.create());
    admin = new Wire(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    admin.close();
    server.close();
  }

  private Wire connect() throws IOException {
    return new Wire(server.port());
  }

  private Wire subscriber(int protocol, String channel) throws IOException {
    Wire wire = connect();
    wire.call("HELLO", "" + protocol);
    wire.call("SUBSCRIBE", channel);
    return wire;
  }

  /** The last word of a message. */
  private static String text(Reply message) {
    List<Reply> words =
        message instanceof Reply.Push push ? push.elements() : ((Reply.Array) message).elements();
    return ((Reply.Bulk) words.getLast()).text();
  }

  private String info(String field) throws IOException {
    return ((Reply.Bulk) admin.call("INFO", "everything"))
        .text()
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  // ---- order

  @Test
  void messagesOfEachPublisherArriveInTheirOrder() throws Exception {
    int publishers = 4;
    int messages = 3000;
    var subscribers = new ArrayList<Wire>();
    for (int i = 0; i < 10; i++) {
      subscribers.add(subscriber(i % 2 == 0 ? 2 : 3, "news"));
    }
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < publishers; i++) {
      String name = "p" + i;
      threads.add(Thread.ofVirtual().start(() -> publish(name, messages)));
    }
    for (Wire subscriber : subscribers) {
      Map<String, Integer> next = new HashMap<>();
      for (int i = 0; i < publishers * messages; i++) {
        String[] word = text(subscriber.read()).split(":", -1);
        assertEquals(next.getOrDefault(word[0], 0), Integer.parseInt(word[1]));
        next.merge(word[0], 1, Integer::sum);
      }
      subscriber.close();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void publish(String name, int messages) {
    try (Wire wire = connect()) {
      for (int from = 0; from < messages; from += 50) {
        var requests = new CommandEncoder();
        for (int i = from; i < from + 50; i++) {
          requests.command(
              Grammar.bytes("PUBLISH"), Grammar.bytes("news"), Grammar.bytes(name + ":" + i));
        }
        wire.send(requests.toBytes());
        for (int i = 0; i < 50; i++) {
          assertEquals(new Reply.Int(10), wire.read());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** As Redis 7.2 does, so that messages never stand within a reply. */
  @Test
  void aClientHearsWhatItPublishesItselfBehindTheReply() throws IOException {
    try (Wire wire = subscriber(3, "self")) {
      assertEquals(new Reply.Int(1), wire.call("PUBLISH", "self", "one"));
      assertEquals("one", text(wire.read()));
      wire.call("MULTI");
      wire.call("PUBLISH", "self", "two");
      wire.call("PING");
      assertEquals(
          new Reply.Array(List.of(new Reply.Int(1), new Reply.Simple("PONG"))), wire.call("EXEC"));
      assertEquals("two", text(wire.read()));
    }
  }

  @Test
  void messagesNeverStandWithinReplies() throws Exception {
    int commands = 5000;
    Thread publisher;
    try (Wire wire = subscriber(3, "news")) {
      publisher = Thread.ofVirtual().start(() -> publishUntilNobodyListens());
      var requests = new CommandEncoder();
      for (int i = 0; i < commands; i++) {
        requests.command(Grammar.bytes("ECHO"), Grammar.bytes("e" + i));
      }
      Thread sender = Thread.ofVirtual().start(() -> send(wire, requests.toBytes()));
      int expected = 0;
      int heard = 0;
      int last = -1;
      while (expected < commands || heard < 100) {
        Reply reply = wire.read();
        if (reply instanceof Reply.Push) {
          int number = Integer.parseInt(text(reply));
          assertTrue(number == last + 1 || last == -1, number + " behind " + last);
          last = number;
          heard++;
        } else {
          assertEquals("e" + expected++, ((Reply.Bulk) reply).text());
        }
      }
      sender.join();
    }
    publisher.join();
  }

  private void publishUntilNobodyListens() {
    try (Wire wire = connect()) {
      int i = 0;
      while (!wire.call("PUBLISH", "news", "" + i++).equals(new Reply.Int(0))) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(Wire wire, byte[] bytes) {
    try {
      wire.send(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void messagesReachAClientThatIsBlockedAndPrecedeTheAnswerAsTheyCame() throws IOException {
    try (Wire wire = subscriber(3, "news")) {
      wire.send("BLPOP", "list", "0");
      Await.until("it waits", () -> info("blocked_clients").equals("1"));
      admin.call("PUBLISH", "news", "one");
      assertEquals("one", text(wire.read()));
      admin.send(Grammar.bytes("PUBLISH news two\r\nRPUSH list a\r\nPUBLISH news three\r\n"));
      assertEquals("two", text(wire.read()));
      assertEquals("a", text(wire.read()));
      assertEquals("three", text(wire.read()));
    }
  }

  @Test
  void whatArrivesWhileAClientIsBlockedIsRunAfterwards() throws IOException {
    try (Wire wire = connect()) {
      wire.send("BLPOP", "list", "0");
      Await.until("it waits", () -> info("blocked_clients").equals("1"));
      wire.send("PING", "one");
      wire.send("PING", "two");
      admin.call("RPUSH", "list", "a");
      assertEquals("a", text(wire.read()));
      assertEquals("one", ((Reply.Bulk) wire.read()).text());
      assertEquals("two", ((Reply.Bulk) wire.read()).text());
      assertEquals("three", ((Reply.Bulk) wire.call("PING", "three")).text());
    }
  }

  // ---- the slow

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aSlowSubscriberIsCutOffAndSlowsNobodyDown(int protocol) throws IOException {
    String limit = "pubsub 1000000 0 0";
    assertEquals(OK, admin.call("CONFIG", "SET", "client-output-buffer-limit", limit));
    String message = "x".repeat(10_000);
    try (Wire slow = subscriber(protocol, "news");
        Wire fast = subscriber(protocol, "news")) {
      int published = 0;
      while (admin.call("PUBLISH", "news", message).equals(new Reply.Int(2))) {
        published++;
        assertEquals(message, text(fast.read()));
        assertTrue(published < 10_000, "nobody was cut off");
      }
      assertTrue(published >= 100, published + " messages, of which the socket takes some");
      assertEquals(message, text(fast.read()));
      assertEquals("1", info("client_output_buffer_limit_disconnections"));
      assertEquals("1", info("pubsub_channels"));
      assertEndsWithin(slow, published);
    }
  }

  /** The connection is closed behind a part of the messages. */
  private static void assertEndsWithin(Wire wire, int messages) throws IOException {
    long bytes = 0;
    try {
      bytes = wire.socket().getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      // reset: what the socket held was lost
    }
    assertTrue(bytes < messages * 10_000L, bytes + " bytes");
  }

  @Test
  void aSubscriberThatStaysSlowIsCutOff() throws IOException {
    String limit = "pubsub 0 100000 1";
    assertEquals(OK, admin.call("CONFIG", "SET", "client-output-buffer-limit", limit));
    try (Wire slow = subscriber(2, "news")) {
      assertTrue(slow.socket().isConnected());
      String message = "x".repeat(100_000);
      for (int i = 0; i < 200; i++) { // more than the sockets hold
        admin.call("PUBLISH", "news", message);
      }
      Await.until("it is cut off", () -> info("pubsub_channels").equals("0"));
    }
  }

  @Test
  void aSlowMonitorIsCutOffByTheLimitOfNormalClients() throws IOException {
    String limit = "normal 1000000 0 0";
    assertEquals(OK, admin.call("CONFIG", "SET", "client-output-buffer-limit", limit));
    try (Wire monitor = connect()) {
      monitor.call("MONITOR");
      String word = "x".repeat(50_000);
      Await.until(
          "it is cut off",
          () -> {
            admin.call("ECHO", word);
            return info("client_output_buffer_limit_disconnections").equals("1");
          });
      Await.until("it is gone", () -> info("connected_clients").equals("1"));
    }
  }

  @Test
  void whatASlowSubscriberHasNotTakenIsShown() throws IOException {
    try (Wire slow = subscriber(2, "news")) {
      String message = "x".repeat(100_000);
      for (int i = 0; i < 100; i++) {
        admin.call("PUBLISH", "news", message);
      }
      String line = ((Reply.Bulk) admin.call("CLIENT", "LIST", "TYPE", "pubsub")).text();
      assertTrue(line.contains(" sub=1 psub=0 ssub=0 "), line);
      long waiting = Long.parseLong(line.replaceAll("(?s).* omem=([0-9]+) .*", "$1"));
      long messages = Long.parseLong(line.replaceAll("(?s).* oll=([0-9]+) .*", "$1"));
      assertTrue(waiting > 0 && messages > 0, line);
      for (int i = 0; i < 100; i++) {
        assertEquals(message, text(slow.read()));
      }
      assertEquals(new Reply.Int(1), admin.call("PUBLISH", "news", "last"));
      assertEquals("last", text(slow.read()));
    }
  }

  /** While messages back up, the subscriber's own commands are answered at their places. */
  @Test
  void aSlowSubscriberMayGoOnSpeaking() throws Exception {
    try (Wire slow = subscriber(3, "news")) {
      String message = "x".repeat(200_000);
      for (int i = 0; i < 100; i++) {
        admin.call("PUBLISH", "news", message);
      }
      slow.send("PING", "now");
      Await.until("it is at it", () -> !info("client_recent_max_output_buffer").equals("0"));
      admin.call("PUBLISH", "news", "after");
      int before = 0;
      while (slow.read() instanceof Reply.Push) {
        before++;
      }
      assertTrue(before == 100 || before == 101, before + " messages");
      if (before == 100) {
        assertEquals("after", text(slow.read()));
      }
    }
  }

  // ---- many

  @Test
  void aThousandSubscribersHearAMessage() throws IOException {
    var subscribers = new ArrayList<Wire>();
    for (int i = 0; i < 1000; i++) {
      subscribers.add(subscriber(2 + i % 2, "news"));
    }
    for (int i = 0; i < 20; i++) {
      assertEquals(new Reply.Int(1000), admin.call("PUBLISH", "news", "m" + i));
    }
    for (Wire subscriber : subscribers) {
      for (int i = 0; i < 20; i++) {
        assertEquals("m" + i, text(subscriber.read()));
      }
      subscriber.close();
    }
    Await.until("all are gone", () -> info("pubsub_channels").equals("0"));
    assertEquals(new Reply.Int(0), admin.call("PUBLISH", "news", "nobody"));
  }

  /** Who publishes more than can be delivered at once delivers too; nobody is taken for slow. */
  @Test
  void fastSubscribersAreNotCutOffByAFloodOfMessages() throws Exception {
    // Less than half of the flood, and more than comes while a reader is stalled for a moment.
    String limit = "pubsub 16000000 0 0";
    assertEquals(OK, admin.call("CONFIG", "SET", "client-output-buffer-limit", limit));
    int messages = 2000;
    var threads = new ArrayList<Thread>();
    BlockingQueue<Integer> counts = new LinkedBlockingQueue<>();
    for (int i = 0; i < 20; i++) {
      Wire wire = subscriber(2, "news");
      threads.add(Thread.ofPlatform().start(() -> counts.add(count(wire, messages))));
    }
    byte[] message = Grammar.bytes("x".repeat(20_000));
    for (int i = 0; i < messages; i += 20) {
      var requests = new CommandEncoder();
      for (int k = 0; k < 20; k++) {
        requests.command(Grammar.bytes("PUBLISH"), Grammar.bytes("news"), message);
      }
      admin.send(requests.toBytes());
      for (int k = 0; k < 20; k++) {
        assertEquals(new Reply.Int(20), admin.read());
      }
    }
    for (Thread thread : threads) {
      thread.join();
      assertEquals(messages, counts.take());
    }
  }

  private static int count(Wire wire, int most) {
    int n = 0;
    try (wire) {
      while (n < most) {
        wire.read();
        n++;
      }
    } catch (IOException e) {
      return n;
    }
    return n;
  }

  // ---- ends

  @Test
  void whoHangsUpOrIsKilledHasNoSubscriptions() throws IOException {
    Wire one = subscriber(2, "news");
    Wire two = subscriber(2, "news");
    two.call("PSUBSCRIBE", "n*");
    assertEquals(new Reply.Int(3), admin.call("PUBLISH", "news", "x"));
    one.close();
    Await.until("one is gone", () -> admin.call("PUBLISH", "news", "x").equals(new Reply.Int(2)));
    assertEquals(new Reply.Int(1), admin.call("CLIENT", "KILL", "TYPE", "pubsub"));
    Await.until("two is gone", () -> admin.call("PUBLISH", "news", "x").equals(new Reply.Int(0)));
    assertEquals("0", info("pubsub_patterns"));
    two.close();
  }

  // ---- with a real client

  @ParameterizedTest
  @ValueSource(strings = {"RESP2", "RESP3"})
  void jedisSubscribes(String protocol) throws Exception {
    var config =
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.valueOf(protocol))
            .timeoutMillis(20_000)
            .build();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    var listener = new Listener(heard);
    try (var jedis = new Jedis(new HostAndPort("127.0.0.1", server.port()), config);
        var publisher = new Jedis(new HostAndPort("127.0.0.1", server.port()), config)) {
      Thread thread = Thread.ofPlatform().start(() -> jedis.subscribe(listener, "news"));
      assertEquals("subscribed news 1", heard.poll(20, TimeUnit.SECONDS));
      listener.psubscribe("n*");
      assertEquals("psubscribed n* 2", heard.poll(20, TimeUnit.SECONDS));
      assertEquals(2, publisher.publish("news", "hello"));
      assertEquals("news: hello", heard.poll(20, TimeUnit.SECONDS));
      assertEquals("n*: news: hello", heard.poll(20, TimeUnit.SECONDS));
      listener.unsubscribe();
      listener.punsubscribe();
      thread.join();
    }
  }

  private static final class Listener extends JedisPubSub {
    private final BlockingQueue<String> heard;

    Listener(BlockingQueue<String> heard) {
      this.heard = heard;
    }

    @Override
    public void onMessage(String channel, String message) {
      heard.add(channel + ": " + message);
    }

    @Override
    public void onPMessage(String pattern, String channel, String message) {
      heard.add(pattern + ": " + channel + ": " + message);
    }

    @Override
    public void onSubscribe(String channel, int count) {
      heard.add("subscribed " + channel + " " + count);
    }

    @Override
    public void onPSubscribe(String pattern, int count) {
      heard.add("psubscribed " + pattern + " " + count);
    }
  }
}
