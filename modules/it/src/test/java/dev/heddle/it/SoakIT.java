package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two hundred clients at once: some push and others wait for it, some move money in transactions
 * and others count it, some publish and others listen, some hang up in the midst.
 *
 * <p>No element is lost or comes twice, the sum of the accounts is the same at each moment, and
 * every listener hears every message of each publisher in order. It takes some seconds; {@code
 * -Dheddle.explore=true} makes it two minutes.
 */
class SoakIT {
  private static final int SECONDS = Boolean.getBoolean("heddle.explore") ? 120 : 5;
  private static final int PUBLISHERS = 20;
  private static final int LISTENERS = 30;
  private static final int PUSHERS = 30;
  private static final int TAKERS = 50;
  private static final int PAYERS = 40;
  private static final int AUDITORS = 15;
  private static final int TROUBLEMAKERS = 15;

  private static final int QUEUES = 5;
  private static final int MOST_WAITING = 1000; // elements in one queue
  private static final int ACCOUNTS = 10;
  private static final long MONEY = 1_000_000;
  private static final String END = "end";

  /** What one client does again and again. */
  private interface Part {
    void play(Wire wire, int number, Random random) throws IOException;
  }

  private final AtomicLong nextElement = new AtomicLong();
  private final Tally pushed = new Tally();
  private final Tally taken = new Tally();
  private final LongAdder paid = new LongAdder();
  private final LongAdder disturbed = new LongAdder();
  private final LongAdder audits = new LongAdder();
  private final LongAdder published = new LongAdder();
  private final LongAdder heard = new LongAdder();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  private Heddle server;
  private Wire admin;

  @BeforeEach
  void start() throws IOException {
    server = Heddle.start(HeddleConfig.create());
    admin = new Wire(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    over = true;
    admin.close();
    server.close();
  }

  @Test
  void nothingIsLostAmongTwoHundredClients() throws Exception {
    for (int i = 0; i < ACCOUNTS; i++) {
      admin.call("SET", "account:" + i, "" + MONEY);
    }
    List<Thread> listeners = startListeners();
    start(PUBLISHERS, this::publish);
    start(PUSHERS, this::push);
    start(TAKERS, this::take);
    start(PAYERS, this::pay);
    start(AUDITORS, this::audit);
    start(TROUBLEMAKERS, this::makeTrouble);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (System.nanoTime() < end && failures.isEmpty()) {
      Thread.sleep(10);
    }
    over = true;
    join(threads);
    admin.call("PUBLISH", "news", END);
    join(listeners);
    check();
  }

  private void check() throws IOException {
    assertEquals(List.of(), List.copyOf(failures));
    var all = new Tally();
    all.addAll(taken);
    left(all);
    assertEquals(pushed.toString(), all.toString());
    assertEquals(ACCOUNTS * MONEY, sum(admin.call(accounts())));
    assertEquals(published.sum() * LISTENERS, heard.sum());
    assertTrue(taken.count() > 0 && paid.sum() > 0 && audits.sum() > 0 && published.sum() > 0);
    System.err.printf(
        "soak: %d s, %d pushed, %d taken, %d paid, %d payments disturbed, %d audits, %d published%n",
        SECONDS,
        pushed.count(),
        taken.count(),
        paid.sum(),
        disturbed.sum(),
        audits.sum(),
        published.sum());
  }

  private void start(int clients, Part part) {
    for (int i = 0; i < clients; i++) {
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> play(number, part)));
    }
  }

  private void play(int number, Part part) {
    var random = new Random(number);
    try (var wire = new Wire(server.port())) {
      while (!over) {
        part.play(wire, number, random);
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static long number(Reply reply) {
    return reply instanceof Reply.Int n ? n.value() : Long.parseLong(((Reply.Bulk) reply).text());
  }

  private static List<Reply> elements(Reply reply) {
    return ((Reply.Array) reply).elements();
  }

  // ---- elements

  private void push(Wire wire, int number, Random random) throws IOException {
    String[] elements = new String[1 + random.nextInt(3)];
    for (int i = 0; i < elements.length; i++) {
      long element = nextElement.incrementAndGet();
      pushed.add(element);
      elements[i] = Long.toString(element);
    }
    String queue = "queue:" + random.nextInt(QUEUES);
    Reply length =
        switch (random.nextInt(4)) {
          case 0 -> pushAll(wire, "ZADD", "ranked", elements, /* scored= */ true);
          case 1 -> pushAll(wire, "LPUSH", "source", elements, /* scored= */ false);
          case 2 -> pushInTransaction(wire, queue, elements);
          default -> pushAll(wire, "RPUSH", queue, elements, /* scored= */ false);
        };
    while (number(length) > MOST_WAITING && !over) {
      length = wire.call("LLEN", queue);
    }
  }

  private static Reply pushAll(
      Wire wire, String command, String key, String[] elements, boolean scored) throws IOException {
    var words = new ArrayList<>(List.of(command, key));
    for (String element : elements) {
      if (scored) {
        words.add(element);
      }
      words.add(element);
    }
    return wire.call(words.toArray(String[]::new));
  }

  private static Reply pushInTransaction(Wire wire, String key, String[] elements)
      throws IOException {
    wire.call("MULTI");
    pushAll(wire, "RPUSH", key, elements, /* scored= */ false);
    wire.call("INCR", "transactions");
    return elements(wire.call("EXEC")).getFirst();
  }

  private void take(Wire wire, int number, Random random) throws IOException {
    String queue = "queue:" + random.nextInt(QUEUES);
    String other = "queue:" + random.nextInt(QUEUES);
    switch (number % 5) {
      case 0 -> tookSecond(wire.call("BLPOP", queue, other, "0.1"));
      case 1 -> tookSecond(wire.call("BRPOP", other, queue, "0.1"));
      case 2 -> wire.call("BLMOVE", "source", queue, "RIGHT", "LEFT", "0.1");
      case 3 -> tookSecond(wire.call("BZPOPMIN", "ranked", "0.1"));
      default -> tookMany(wire.call("BLMPOP", "0.1", "2", queue, other, "LEFT", "COUNT", "3"));
    }
  }

  private void tookSecond(Reply reply) {
    if (reply instanceof Reply.Array array) {
      taken.add(number(array.elements().get(1)));
    }
  }

  private void tookMany(Reply reply) {
    if (reply instanceof Reply.Array array) {
      elements(array.elements().get(1)).forEach(element -> taken.add(number(element)));
    }
  }

  private void left(Tally tally) throws IOException {
    for (int i = 0; i < QUEUES; i++) {
      elements(admin.call("LRANGE", "queue:" + i, "0", "-1")).forEach(e -> tally.add(number(e)));
    }
    elements(admin.call("LRANGE", "source", "0", "-1")).forEach(e -> tally.add(number(e)));
    elements(admin.call("ZRANGE", "ranked", "0", "-1")).forEach(e -> tally.add(number(e)));
  }

  // ---- money

  private void pay(Wire wire, int number, Random random) throws IOException {
    String from = "account:" + random.nextInt(ACCOUNTS);
    String to = "account:" + random.nextInt(ACCOUNTS);
    wire.call("WATCH", from, to);
    long amount = random.nextInt(100);
    long has = number(wire.call("GET", from));
    long other = number(wire.call("GET", to));
    if (from.equals(to) || has < amount) {
      wire.call("UNWATCH");
      return;
    }
    wire.call("MULTI");
    wire.call("SET", from, "" + (has - amount));
    wire.call("SET", to, "" + (other + amount));
    (wire.call("EXEC") instanceof Reply.Array ? paid : disturbed).increment();
  }

  private void audit(Wire wire, int number, Random random) throws IOException {
    assertEquals(ACCOUNTS * MONEY, sum(wire.call(accounts())));
    audits.increment();
  }

  private static String[] accounts() {
    var words = new ArrayList<>(List.of("MGET"));
    IntStream.range(0, ACCOUNTS).forEach(i -> words.add("account:" + i));
    return words.toArray(String[]::new);
  }

  private static long sum(Reply balances) {
    return elements(balances).stream().mapToLong(SoakIT::number).sum();
  }

  // ---- messages

  private void publish(Wire wire, int number, Random random) throws IOException {
    String message = number + ":" + number(wire.call("INCR", "published:" + number));
    assertEquals(new Reply.Int(LISTENERS), wire.call("PUBLISH", "news", message));
    published.increment();
  }

  private List<Thread> startListeners() throws IOException {
    var started = new ArrayList<Thread>();
    for (int i = 0; i < LISTENERS; i++) {
      var wire = new Wire(server.port());
      wire.call("SUBSCRIBE", "news");
      started.add(Thread.ofVirtual().start(() -> listen(wire)));
    }
    return started;
  }

  private void listen(Wire wire) {
    Map<String, Long> last = new HashMap<>();
    try (wire) {
      while (true) {
        String message = ((Reply.Bulk) elements(wire.read()).get(2)).text();
        if (message.equals(END)) {
          return;
        }
        String[] words = message.split(":", -1);
        long expected = last.merge(words[0], 1L, Long::sum);
        assertEquals(expected, Long.parseLong(words[1]));
        heard.increment();
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  // ---- trouble

  /** Waits and hangs up, or ends somebody's wait. */
  private void makeTrouble(Wire wire, int number, Random random) throws IOException {
    switch (number % 3) {
      case 0 -> {
        try (var brief = new Wire(server.port())) {
          brief.send("BLPOP", "never", "transactions:not", "0");
          wire.call("LLEN", "never");
        }
      }
      case 1 -> wire.call("CLIENT", "UNBLOCK", "" + (1 + random.nextInt(300)));
      default -> {
        wire.call("MULTI");
        wire.call("LPUSH", "queue:0", "never");
        wire.call(random.nextBoolean() ? "DISCARD" : "RESET");
      }
    }
  }
}
