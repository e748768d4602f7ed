package dev.heddle.server.net;

import dev.heddle.server.engine.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections at one address, each on a virtual thread of its own. */
public final class Listener implements Closeable {
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
  private static final int FIRST_DESCRIPTOR = 8; // what a process has open before its first client

  private final ServerSocketChannel channel;
  private final SocketAddress address;
  private final Engine engine;
  private final ConnectionRules rules;
  private final Poller poller;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger descriptors = new AtomicInteger(FIRST_DESCRIPTOR);
  private final Thread acceptor;

  /** Listens at a TCP address, or at the path of a UNIX socket, whose file must not exist. */
  Listener(SocketAddress address, Engine engine, ConnectionRules rules, Poller poller)
      throws IOException {
    this.engine = engine;
    this.rules = rules;
    this.poller = poller;
    this.channel = open(address, rules.backlog());
    this.address = channel.getLocalAddress();
    this.acceptor = Thread.ofVirtual().name("heddle-accept").unstarted(this::acceptAll);
  }

  private static ServerSocketChannel open(SocketAddress address, int backlog) throws IOException {
    boolean unix = address instanceof UnixDomainSocketAddress;
    var channel = ServerSocketChannel.open(family(address));
    try {
      if (!unix) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      }
      return channel.bind(address, backlog);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static ProtocolFamily family(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      return inet.getAddress() instanceof Inet4Address
          ? StandardProtocolFamily.INET
          : StandardProtocolFamily.INET6;
    }
    return StandardProtocolFamily.UNIX;
  }

  /** Begins to accept. */
  public void start() {
    acceptor.start();
  }

  /** The TCP port, or -1 for a UNIX socket. */
  public int port() {
    return address instanceof InetSocketAddress inet ? inet.getPort() : -1;
  }

  private void acceptAll() {
    while (channel.isOpen()) {
      try {
        accept(channel.accept());
      } catch (IOException e) {
        if (channel.isOpen() && !pauseAfter(e)) {
          return;
        }
      }
    }
  }

  /** Out of file descriptors, most likely: others may end soon. */
  private boolean pauseAfter(IOException e) {
    rules.acceptFailed(e);
    try {
      Thread.sleep(AFTER_FAILURE);
      return true;
    } catch (InterruptedException interrupted) {
      return false;
    }
  }

  private void accept(SocketChannel socket) throws IOException {
    SocketTransport transport;
    try {
      transport = new SocketTransport(socket, poller);
      if (!transport.isUnixSocket()) {
        transport.configureTcp(rules.tcpKeepAliveSeconds());
      }
    } catch (IOException e) {
      socket.close(); // the peer was gone before it was accepted
      return;
    }
    var connection = new Connection(transport, engine, rules, descriptors.getAndIncrement());
    connections.add(connection);
    Thread.ofVirtual().name("heddle-client").start(() -> serve(connection));
  }

  private void serve(Connection connection) {
    threads.add(Thread.currentThread());
    try {
      if (channel.isOpen()) {
        connection.run();
      } else {
        connection.close();
      }
    } finally {
      connections.remove(connection);
      threads.remove(Thread.currentThread());
    }
  }

  /** Accepts no more, the address is free for others; connections go on. */
  public void stopAccepting() throws IOException {
    channel.close();
    try {
      acceptor.join(); // its descriptor is released when it has left its accept
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (address instanceof UnixDomainSocketAddress unix) {
      Files.deleteIfExists(unix.getPath());
    }
  }

  /** Accepts no more, ends all connections and waits for their threads. */
  @Override
  public void close() throws IOException {
    stopAccepting();
    connections.forEach(Connection::close);
    try {
      for (Thread thread : threads) {
        if (!thread.equals(Thread.currentThread())) {
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
