package dev.heddle.server.net;

import dev.heddle.persist.Log;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.NetworkSettings;
import dev.heddle.server.engine.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All addresses at which the server listens. */
public final class Listeners implements Closeable {
  private static final String DUAL = "*::*";

  private final Engine engine;
  private final ConnectionRules rules;
  private final Log log;
  private @Nullable Poller poller;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Listener> retired = new ArrayList<>();
  private List<Listener> tcp = List.of();
  private List<Listener> unix = List.of();
  private boolean started;

  public Listeners(Engine engine, ConnectionRules rules, Log log) {
    this.engine = engine;
    this.rules = rules;
    this.log = log;
  }

  /**
   * Binds all configured addresses.
   *
   * @param anyPort take a port that is free, whatever is configured
   */
  public void open(Config config, boolean anyPort) throws IOException {
    lock.lock();
    try {
      NetworkSettings settings = config.network;
      poller = new Poller();
      int port = settings.port.intValue();
      if (anyPort || port != 0) {
        tcp = bind(settings.bind.value(), anyPort ? 0 : port);
      }
      if (!settings.unixSocket.value().isEmpty()) {
        Path path = config.path(settings.unixSocket.value());
        unix = List.of(openUnix(path, settings.unixSocketPerm.intValue()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Binds anew after the port or the addresses were changed; connections stay. */
  public void reopen(NetworkSettings settings) throws IOException {
    lock.lock();
    try {
      if (!started) {
        return;
      }
      List<Listener> old = tcp;
      for (Listener listener : old) {
        listener.stopAccepting();
      }
      retired.addAll(old);
      int port = settings.port.intValue();
      tcp = List.of();
      if (port != 0) {
        tcp = bind(settings.bind.value(), port);
        tcp.forEach(Listener::start);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins to accept. */
  public void start() {
    lock.lock();
    try {
      started = true;
      tcp.forEach(Listener::start);
      unix.forEach(Listener::start);
    } finally {
      lock.unlock();
    }
  }

  /** The TCP port, or -1 when there is none. */
  public int port() {
    lock.lock();
    try {
      return tcp.isEmpty() ? -1 : tcp.getFirst().port();
    } finally {
      lock.unlock();
    }
  }

  /** What the log says when clients may come. */
  public List<String> describe() {
    var lines = new ArrayList<String>();
    if (port() > 0) {
      lines.add("Ready to accept connections tcp");
    }
    if (!unix.isEmpty()) {
      lines.add("Ready to accept connections unix");
    }
    return lines;
  }

  private List<Listener> bind(List<String> addresses, int port) throws IOException {
    var bound = new ArrayList<Listener>();
    int chosen = port;
    try {
      for (String address : withoutCovered(addresses)) {
        boolean optional = address.startsWith("-");
        String host = optional ? address.substring(1) : address;
        try {
          var listener = new Listener(address(host, chosen), engine, rules, poller());
          bound.add(listener);
          chosen = listener.port();
        } catch (IOException e) {
          if (!optional || !isUnavailable(e)) {
            throw new IOException(
                "Could not create server TCP listening socket "
                    + host
                    + ":"
                    + chosen
                    + ": "
                    + e.getMessage(),
                e);
          }
        }
      }
    } catch (IOException e) {
      for (Listener listener : bound) {
        listener.close();
      }
      throw e;
    }
    return bound;
  }

  /**
   * The addresses to bind. The wildcards of IPv4 and IPv6 together are one socket for both: Java
   * has no option to keep IPv4 away from an IPv6 socket, so two would be in each other's way.
   */
  private static List<String> withoutCovered(List<String> addresses) {
    List<String> all = addresses.isEmpty() ? List.of("*") : addresses;
    boolean both = all.contains("*") && (all.contains("::*") || all.contains("-::*"));
    if (!both) {
      return all;
    }
    var distinct = new ArrayList<String>();
    for (String address : all) {
      if (!address.equals("*")) {
        distinct.add(address.endsWith("::*") ? DUAL : address);
      }
    }
    return distinct;
  }

  /** An address that this machine does not have is no error where it is marked as optional. */
  private static boolean isUnavailable(IOException e) {
    return e instanceof UnknownHostException
        || (e instanceof BindException && !String.valueOf(e.getMessage()).contains("in use"))
        || String.valueOf(e.getMessage()).contains("not supported");
  }

  private static SocketAddress address(String host, int port) throws UnknownHostException {
    return switch (host) {
      case DUAL -> new InetSocketAddress(anyAddress(), port);
      case "*" -> new InetSocketAddress(InetAddress.getByAddress(new byte[4]), port);
      case "::*" -> new InetSocketAddress(InetAddress.getByAddress(new byte[16]), port);
      default -> new InetSocketAddress(InetAddress.getByName(host), port);
    };
  }

  /** That of IPv6 where the machine has it, which takes IPv4 too. */
  private static InetAddress anyAddress() throws UnknownHostException {
    try (var probe = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
      return InetAddress.getByAddress(new byte[probe.isOpen() ? 16 : 4]);
    } catch (IOException | UnsupportedOperationException e) {
      return InetAddress.getByAddress(new byte[4]);
    }
  }

  private Listener openUnix(Path path, int mode) throws IOException {
    try {
      Files.deleteIfExists(path); // left by a server that was killed
      var listener = new Listener(UnixDomainSocketAddress.of(path), engine, rules, poller());
      if (mode != 0) {
        Files.setPosixFilePermissions(path, permissions(mode));
      }
      return listener;
    } catch (IOException e) {
      throw new IOException("Failed opening Unix socket: bind: " + path + ": " + e.getMessage(), e);
    }
  }

  /** The last nine bits of a mode, owner's read first, in the order of the enumeration. */
  private static Set<PosixFilePermission> permissions(int mode) {
    var set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & (1 << (all.length - 1 - i))) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }

  /** Accepts no more: the addresses are free for others; connections go on. */
  public void stopAccepting() {
    forAll(Listener::stopAccepting);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      started = false;
      forAll(Listener::close);
      closePoller();
    } finally {
      lock.unlock();
    }
  }

  private Poller poller() {
    return Objects.requireNonNull(poller, "not opened");
  }

  private void closePoller() {
    try {
      if (poller != null) {
        poller.close();
      }
    } catch (IOException e) {
      log.warning("Closing the selector: " + e.getMessage());
    }
  }

  /** A way to close a listener, or a part of it. */
  private interface Closing {
    void close(Listener listener) throws IOException;
  }

  private void forAll(Closing closing) {
    lock.lock();
    try {
      var all = new ArrayList<>(retired);
      all.addAll(tcp);
      all.addAll(unix);
      for (Listener listener : all) {
        try {
          closing.close(listener);
        } catch (IOException e) {
          log.warning("Closing a listening socket: " + e.getMessage());
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
