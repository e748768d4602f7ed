package dev.heddle.server.family;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Limits;
import dev.heddle.resp.ProtocolError;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.Err;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server to which MIGRATE moves keys; {@link MigrationTargets} has those that
 * wait for the next command.
 *
 * <p>The caller holds the server's lock, so that no step may take longer than the timeout: to look
 * the name up, to connect, to write 64 KB, to read a reply. A selector waits for all of them but
 * the first: sockets that block have no timeout for writing, nor for a reply that comes byte by
 * byte, and to hand the steps to other threads costs a multiple.
 */
final class MigrationTarget implements AutoCloseable {
  private static final byte[] SELECT = Call.ascii("SELECT");
  private static final String FINDING = "connecting to the client"; // Redis's words, all three
  private static final String WRITING = "writing to target instance";
  private static final String READING = "reading to target instance";
  private static final long LONGEST_TIMEOUT = TimeUnit.DAYS.toMillis(365);
  private static final int PIECE = 64 << 10;
  private static final int LONGEST_LINE = 64 << 10;
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
  private static final long NO_DATABASE = Long.MIN_VALUE;

  /** All replies are lines; nothing else is waited for. */
  private static final Limits LIMITS =
      new Limits(LONGEST_LINE, /* arguments= */ 1, /* bulk= */ 1, /* authenticated= */ true);

  private final CommandEncoder unsent = new CommandEncoder();
  private final ReplyReader replies = new ReplyReader(new Incoming(), LIMITS);
  private final SocketChannel channel;
  private final Selector selector;
  private long timeoutMillis;
  private long deadline; // of the present step, as System.nanoTime tells the time
  private long selected = NO_DATABASE;
  private int unanswered;
  private boolean kept; // from an earlier command
  private boolean heard; // since this command began
  private boolean timedOut;
  private boolean broken;

  private MigrationTarget(SocketChannel channel, Selector selector, long timeoutMillis) {
    this.channel = channel;
    this.selector = selector;
    this.timeoutMillis = Math.min(timeoutMillis, LONGEST_TIMEOUT);
  }

  // ---- its life

  /** Connects; {@code timeoutMillis} is for each step. */
  static MigrationTarget connect(String host, String port, long timeoutMillis) {
    InetSocketAddress address = find(host, port, timeoutMillis);
    try {
      var target = new MigrationTarget(SocketChannel.open(), Selector.open(), timeoutMillis);
      try {
        target.open(address);
        return target;
      } catch (IOException e) {
        target.close();
        throw e;
      }
    } catch (IOException e) {
      throw Err.migrationBroken(WRITING);
    }
  }

  private static InetSocketAddress find(String host, String port, long timeoutMillis) {
    try {
      int number = Integer.parseInt(port);
      InetSocketAddress address =
          ADDRESS.matcher(host).matches()
              ? new InetSocketAddress(host, number)
              : lookUp(host, number, timeoutMillis);
      if (!address.isUnresolved()) {
        return address;
      }
    } catch (IllegalArgumentException e) { // no number, or not one of a port
      throw Err.migrationBroken(FINDING);
    }
    throw Err.migrationBroken(FINDING);
  }

  /** On a thread of its own: nothing ends a look-up, and it holds its thread fast. */
  private static InetSocketAddress lookUp(String host, int port, long timeoutMillis) {
    var task = new FutureTask<>(() -> new InetSocketAddress(host, port));
    Thread.ofPlatform().daemon().name("heddle-migrate").start(task);
    try {
      return task.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw Err.migrationBroken(FINDING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
      throw Err.migrationBroken(FINDING);
    }
  }

  private void open(InetSocketAddress address) throws IOException {
    begin();
    channel.configureBlocking(false);
    channel.register(selector, 0);
    if (!channel.connect(address)) {
      do {
        await(SelectionKey.OP_CONNECT);
      } while (!channel.finishConnect());
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Another command is about to use it; {@code timeout} is for each of its steps. */
  void useAgain(long timeout) {
    timeoutMillis = Math.min(timeout, LONGEST_TIMEOUT);
    kept = true;
    heard = false;
  }

  /** Whether it can serve another command: all is answered. */
  boolean isReusable() {
    return !broken && unanswered == 0;
  }

  /** Whether the target has neither hung up meanwhile nor said what nobody has asked for. */
  boolean isQuiet() {
    try {
      return !replies.available() && channel.read(ByteBuffer.allocate(1)) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it had ended, unnoticed, before this command used it: a new one may serve. */
  boolean wasDead() {
    return broken && kept && !heard && !timedOut;
  }

  private CommandError broken(String doing, Exception cause) {
    broken = true;
    timedOut = cause instanceof SocketTimeoutException;
    return Err.migrationBroken(doing);
  }

  // ---- what is said

  private void begin() {
    deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  /** Waits until an operation may do something, or the time of the step is over. */
  private void await(int operation) throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0 || Thread.currentThread().isInterrupted()) { // the latter when the server ends
      throw new SocketTimeoutException();
    }
    channel.keyFor(selector).interestOps(operation);
    selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    selector.selectedKeys().clear();
  }

  /** Has the target change to a database, unless it is there; returns whether it will answer. */
  boolean select(long db) {
    if (db == selected) {
      return false;
    }
    send(SELECT, Call.ascii(db));
    selected = db;
    return true;
  }

  /** Writes a command, some time before the next reply is waited for. */
  void send(byte[]... command) {
    unanswered++;
    unsent.command(command);
    if (unsent.size() >= PIECE) {
      flush();
    }
  }

  private void flush() {
    int end = unsent.size();
    ByteBuffer rest = ByteBuffer.wrap(unsent.buffer(), 0, end);
    try {
      while (rest.position() < end) {
        begin();
        rest.limit(Math.min(end, rest.position() + PIECE));
        while (rest.hasRemaining()) {
          if (channel.write(rest) == 0) {
            await(SelectionKey.OP_WRITE);
          }
        }
      }
    } catch (IOException e) {
      throw broken(WRITING, e);
    }
    unsent.reset();
  }

  /** Waits for the reply to the next command; null when it was carried out, else the error. */
  @Nullable CommandError refusal() {
    flush();
    begin();
    try {
      Reply reply = replies.read();
      heard = true;
      unanswered--;
      return switch (reply) {
        case Reply.Simple done -> null;
        case Reply.Failure failure -> refused(failure);
        default -> throw new ProtocolError("no answer to such a command");
      };
    } catch (IOException | ProtocolError e) {
      throw broken(READING, e);
    }
  }

  private CommandError refused(Reply.Failure failure) {
    selected = NO_DATABASE; // it may have been that
    return Err.migrationRefused(failure.text());
  }

  @Override
  public void close() {
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      // nothing is left to be told to this target
    }
  }

  /** What the target sends, until the time of the step is over. */
  private final class Incoming extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int off, int len) throws IOException {
      ByteBuffer room = ByteBuffer.wrap(bytes, off, len);
      int n;
      while ((n = channel.read(room)) == 0) {
        await(SelectionKey.OP_READ);
      }
      return n;
    }
  }
}
