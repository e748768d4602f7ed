package dev.heddle.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** A TCP or UNIX socket. */
final class SocketTransport implements Transport {
  /** More is written in pieces: the JDK keeps a direct buffer as large as the largest write. */
  private static final int MOST_AT_ONCE = 64 << 10;

  private static final int KEEPALIVE_PROBES = 3;

  private final SocketChannel channel;
  private final Readiness readiness;
  private final SocketAddress peer;
  private final SocketAddress local;

  SocketTransport(SocketChannel channel, Poller poller) throws IOException {
    this.channel = channel;
    this.readiness = poller.watch(channel);
    this.peer = channel.getRemoteAddress();
    this.local = channel.getLocalAddress();
  }

  /**
   * Sends small replies at once, and asks peers that are silent for {@code seconds} whether they
   * live; 0: never.
   */
  void configureTcp(int seconds) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (seconds > 0) {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
        channel.setOption(
            ExtendedSocketOptions.TCP_KEEPINTERVAL, Math.max(1, seconds / KEEPALIVE_PROBES));
        channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
      }
    }
  }

  @Override
  public int read(ByteBuffer room) throws IOException {
    int n;
    do {
      readiness.awaitReadable();
      n = channel.read(room);
    } while (n == 0);
    return n;
  }

  @Override
  public void write(byte[] bytes, int off, int len) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, off, len);
    int end = off + len;
    while (rest.position() < end) {
      rest.limit(Math.min(end, rest.position() + MOST_AT_ONCE));
      if (channel.write(rest) == 0) {
        readiness.awaitWritable();
      }
    }
  }

  @Override
  public int tryWrite(byte[] bytes, int off, int len) throws IOException {
    return channel.write(ByteBuffer.wrap(bytes, off, Math.min(len, MOST_AT_ONCE)));
  }

  @Override
  public void whenWritable(Runnable then) {
    readiness.whenWritable(then);
  }

  @Override
  public String peer() {
    return text(peer);
  }

  @Override
  public String local() {
    return text(local);
  }

  @Override
  public boolean isLocal() {
    return isUnixSocket()
        || (peer instanceof InetSocketAddress inet && inet.getAddress().isLoopbackAddress());
  }

  @Override
  public boolean isUnixSocket() {
    return local instanceof UnixDomainSocketAddress;
  }

  private String text(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      String host = inet.getAddress().getHostAddress();
      return (host.indexOf(':') < 0 ? host : "[" + shortIpv6(host) + "]") + ":" + inet.getPort();
    }
    return local + ":0"; // the client's end of a UNIX socket has no name
  }

  /**
   * The JDK writes all eight groups of an IPv6 address; the loopback address is the one people look
   * for.
   */
  private static String shortIpv6(String host) {
    return host.equals("0:0:0:0:0:0:0:1") ? "::1" : host;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing is left to be told to this peer
    }
    readiness.closed();
  }
}
