package dev.heddle.server.family;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Limits;
import dev.heddle.resp.ProtocolError;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.Err;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The server to which MIGRATE moves keys, through a connection of that one command's own.
 *
 * <p>The caller holds the server's lock, so that no step may take longer than the timeout: to look
 * the name up, to connect, to write 64 KB, to read a reply. Each step is a thread of its own, for
 * which the caller waits; {@link #close} ends a step that takes too long. That bounds what sockets
 * have no timeout for: the look-up of a name, writing, and a reply that comes byte by byte.
 *
 * <p>Connections are not kept for the next command. To open one costs little beside moving a value;
 * and where one that was kept breaks, nobody knows whether the target has done what was written.
 */
final class MigrationTarget implements AutoCloseable {
  private static final String FINDING = "connecting to the client"; // Redis's words, all three
  private static final String WRITING = "writing to target instance";
  private static final String READING = "reading to target instance";
  private static final int PIECE = 64 << 10;
  private static final int LONGEST_LINE = 64 << 10;

  /** All replies are lines; nothing else is waited for. */
  private static final Limits LIMITS =
      new Limits(LONGEST_LINE, /* arguments= */ 1, /* bulk= */ 1, /* authenticated= */ true);

  private final Socket socket = new Socket();
  private final CommandEncoder unsent = new CommandEncoder();
  private final long timeoutMillis;
  private final ReplyReader replies;

  private MigrationTarget(String host, String port, long timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
    try {
      // the look-up of a name holds its thread fast: it must not be a carrier of all the others
      var address = within(Thread.ofPlatform().daemon(), FINDING, () -> find(host, port));
      this.replies = within(Thread.ofVirtual(), WRITING, () -> open(address));
    } catch (CommandError e) {
      close();
      throw e;
    }
  }

  /** Connects; {@code timeoutMillis} is for each step. */
  static MigrationTarget connect(String host, String port, long timeoutMillis) {
    return new MigrationTarget(host, port, timeoutMillis);
  }

  private static InetSocketAddress find(String host, String port) throws IOException {
    try {
      var address = new InetSocketAddress(host, Integer.parseInt(port));
      if (!address.isUnresolved()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not a port: " + port, e);
    }
    throw new UnknownHostException(host);
  }

  private ReplyReader open(InetSocketAddress address) throws IOException {
    socket.connect(address);
    socket.setTcpNoDelay(true);
    return new ReplyReader(socket.getInputStream(), LIMITS);
  }

  /** Writes a command, some time before the next reply is waited for. */
  void send(byte[]... command) {
    unsent.command(command);
    if (unsent.size() >= PIECE) {
      flush();
    }
  }

  private void flush() {
    for (int at = 0; at < unsent.size(); at += PIECE) {
      int from = at;
      int n = Math.min(PIECE, unsent.size() - at);
      within(
          Thread.ofVirtual(),
          WRITING,
          () -> {
            socket.getOutputStream().write(unsent.buffer(), from, n);
            return n;
          });
    }
    unsent.reset();
  }

  /** Waits for the reply to the next command; null when it was carried out, else the error. */
  @Nullable CommandError refusal() {
    flush();
    Reply reply = within(Thread.ofVirtual(), READING, replies::read);
    return switch (reply) {
      case Reply.Simple done -> null;
      case Reply.Failure failure -> Err.migrationRefused(failure.text());
      default -> throw Err.migrationBroken(READING); // no server answers so
    };
  }

  private <T> T within(Thread.Builder threads, String doing, Callable<T> step) {
    var task = new FutureTask<>(step);
    threads.name("heddle-migrate").start(task);
    try {
      return task.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException || e.getCause() instanceof ProtocolError) {
        throw Err.migrationBroken(doing);
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw Err.migrationBroken(doing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
      throw Err.migrationBroken(doing);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // nothing is left to be told to this target
    }
  }
}
