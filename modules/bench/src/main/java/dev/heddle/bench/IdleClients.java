package dev.heddle.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections on which nothing happens after a first PING. */
final class IdleClients implements AutoCloseable {
  /** Files that a process has open besides. */
  private static final int OTHER_FILES = 200;

  private static final String PING = "PING\r\n";
  private static final String PONG = "+PONG\r\n";

  private final List<SocketChannel> channels = new ArrayList<>();

  /** Refuses numbers that the limit on open files does not allow. */
  static void check(int idle, int clients, int servers) throws IOException {
    long needed = OTHER_FILES + Math.max((long) idle * servers, (long) idle + clients);
    long limit = Machine.openFiles();
    if (needed > limit) {
      throw new Failure(
          "%d idle clients need %d open files, and the limit is %d (ulimit -n)"
              .formatted(idle, needed, limit));
    }
  }

  /** Connects so many clients to a server and sees that it answers each. */
  void open(ServerProcess server, int count) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    int first = channels.size();
    for (int i = 0; i < count; i++) {
      channels.add(SocketChannel.open(address));
    }
    for (var channel : channels.subList(first, channels.size())) {
      String answer = ping(channel);
      if (!answer.equals(PONG)) {
        throw new Failure(server.name() + " answers an idle client: " + answer.strip());
      }
    }
  }

  private static String ping(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
    var answer = ByteBuffer.allocate(256);
    while (channel.read(answer) > 0 && answer.get(answer.position() - 1) != '\n') {
      // the rest of the line is under way
    }
    return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    for (var channel : channels) {
      channel.close();
    }
  }
}
