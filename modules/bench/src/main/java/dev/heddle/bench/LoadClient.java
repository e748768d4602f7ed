package dev.heddle.bench;

import dev.heddle.resp.CommandEncoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One connection of a {@link SteadyLoad}, with the times at which those of its requests were due
 * that wait for an answer. Used by one thread; allocates nothing once it has grown to what the load
 * takes.
 */
final class LoadClient implements AutoCloseable {
  private static final int PIECE = 16 << 10; // bytes that one write takes

  private final SocketChannel channel;
  private final CommandEncoder commands = new CommandEncoder();
  private final ByteBuffer sending = ByteBuffer.allocateDirect(PIECE).limit(0);
  private final ReplyScanner replies = new ReplyScanner();
  private int copied; // bytes of the commands that went to the buffer
  private long[] due = new long[64]; // a ring, whose length is a power of two
  private int oldest;
  private int waiting;

  /** Connects, and has a selector say when something has come. */
  LoadClient(InetSocketAddress address, Selector selector) throws IOException {
    channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Requests without an answer. */
  int waiting() {
    return waiting;
  }

  /** Adds a request to what {@link #flush} sends. */
  void add(Request request, SplittableRandom random, long dueNanos) {
    request.encode(random, commands);
    if (waiting == due.length) {
      grow();
    }
    due[(oldest + waiting++) & (due.length - 1)] = dueNanos;
  }

  private void grow() {
    long[] longer = Arrays.copyOf(due, 2 * due.length);
    System.arraycopy(due, 0, longer, due.length, oldest); // what had wrapped goes on behind
    due = longer;
  }

  /** Sends as much as the connection takes. */
  void flush() throws IOException {
    while (sending.hasRemaining() || copied < commands.size()) {
      if (!sending.hasRemaining()) {
        refill();
      }
      if (channel.write(sending) == 0) {
        return;
      }
    }
  }

  private void refill() {
    int length = Math.min(PIECE, commands.size() - copied);
    sending.clear().put(commands.buffer(), copied, length).flip();
    copied += length;
    if (copied == commands.size()) {
      commands.reset();
      copied = 0;
    }
  }

  /** Takes what has come, at most a buffer full; the number of replies that end in it. */
  int receive(ByteBuffer buffer) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IOException("the server has closed a connection");
    }
    return replies.scan(buffer.flip());
  }

  /** When the request was due that has waited longest; it waits no more. */
  long answered() {
    long time = due[oldest];
    oldest = (oldest + 1) & (due.length - 1);
    waiting--;
    return time;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
