package dev.heddle.bench;

import dev.heddle.resp.CommandEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Clients that change keys of a {@link Mix} at a steady rate, on one thread. Each write has a time
 * at which it is due, whether or not the server has kept up until then; its wait is counted from
 * there.
 *
 * <p>The thread looks each tenth of a millisecond for what is due and what was answered: that is
 * how exact the waits are. It does not spin, for the processors are those of the server.
 */
final class WriteLoad implements AutoCloseable {
  private static final long NAP_NANOS = 100_000;
  private static final int BUFFER = 1 << 16;
  private static final int VALUE_SIZE = 64;

  /** One of the writes that are sent in turns, to the keys or elements that a row has made. */
  private record Write(Template template, Mix row) {
    static Write of(Mix row, String command) {
      return new Write(new Template(command, "y".repeat(VALUE_SIZE)), row);
    }

    void encode(SplittableRandom random, int keys, CommandEncoder out) {
      template.encode(random.nextInt(row.commands(keys)), out);
    }
  }

  private static final List<Write> WRITES =
      List.of(
          Write.of(Mix.STRINGS, "set key:__rand_int__ __value__"),
          Write.of(Mix.HASHES, "hset hash:__rand_int__ visits __number__"),
          Write.of(Mix.STRINGS, "set key:__rand_int__ __value__"),
          Write.of(Mix.LARGE_HASH, "hset large:hash field:__rand_int__ changed:__number__"),
          Write.of(Mix.STRINGS, "set key:__rand_int__ __value__"),
          Write.of(Mix.INTEGERS, "incr counter:__rand_int__"),
          Write.of(Mix.STRINGS, "set key:__rand_int__ __value__"),
          Write.of(Mix.LARGE_ZSET, "zadd large:zset 1 member:__rand_int__"),
          Write.of(Mix.STRINGS, "set key:__rand_int__ __value__"),
          Write.of(Mix.LISTS, "rpush list:__rand_int__ six"));

  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER);
  private final SplittableRandom random = new SplittableRandom(1);
  private final Waits waits = new Waits();
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private final double intervalNanos;
  private final int keys;
  private volatile boolean stopped;
  private volatile @Nullable String failure;

  /** One connection, with the due times of what it has sent and not been answered yet. */
  private static final class Client {
    private final SocketChannel channel;
    private final Queue<Long> due = new ArrayDeque<>();
    private final CommandEncoder commands = new CommandEncoder();
    private ByteBuffer sending = ByteBuffer.allocate(0);
    private boolean inLine;

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void flush() throws IOException {
      if (!sending.hasRemaining() && commands.size() > 0) {
        sending = ByteBuffer.wrap(commands.toBytes());
        commands.reset();
      }
      if (sending.hasRemaining()) {
        channel.write(sending);
      }
    }
  }

  /** Connects so many clients, which begin at once to send so many writes a second in all. */
  WriteLoad(int port, int clients, int perSecond, int keys) throws IOException {
    this.intervalNanos = 1e9 / perSecond;
    this.keys = keys;
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < clients; i++) {
      var client = new Client(SocketChannel.open(address));
      client.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.channel.configureBlocking(false);
      client.channel.register(selector, SelectionKey.OP_READ, client);
      this.clients.add(client);
    }
    thread.start();
  }

  /** Fails when the load has. */
  void check() {
    if (failure != null) {
      throw new Failure("the writes came to an end: " + failure);
    }
  }

  /** Ends the load; the waits of all its requests. */
  Waits end() throws IOException {
    close();
    check();
    return waits;
  }

  private void run() {
    try {
      long began = System.nanoTime();
      long sent = 0;
      while (!stopped) {
        sent = send(began, sent);
        selector.selectNow(key -> receive((Client) key.attachment()));
        LockSupport.parkNanos(NAP_NANOS);
      }
    } catch (IOException | Failure e) {
      failure = e.toString();
    }
  }

  /** Sends what is due, and returns how many writes have been sent in all. */
  private long send(long began, long before) throws IOException {
    long sent = before;
    long due;
    while ((due = began + (long) (sent * intervalNanos)) - System.nanoTime() <= 0) {
      var client = clients.get((int) (sent % clients.size()));
      WRITES.get((int) (sent % WRITES.size())).encode(random, keys, client.commands);
      client.due.add(due);
      sent++;
    }
    for (var client : clients) {
      client.flush();
    }
    return sent;
  }

  private void receive(Client client) {
    received.clear();
    try {
      if (client.channel.read(received) < 0) {
        throw new Failure("the server has closed a connection");
      }
    } catch (IOException e) {
      throw new Failure(e.toString());
    }
    long now = System.nanoTime();
    for (int i = 0; i < received.position(); i++) {
      byte b = received.get(i);
      if (!client.inLine && b == '-') {
        throw new Failure("a write was answered with an error");
      }
      client.inLine = b != '\n'; // each reply is one line
      if (b == '\n') {
        long due = client.due.remove();
        waits.add(due, now - due);
      }
    }
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
    for (var client : clients) {
      client.channel.close();
    }
    selector.close();
  }
}
