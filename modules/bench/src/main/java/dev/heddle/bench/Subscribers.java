package dev.heddle.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that have subscribed to the channel of the workload, each with a thread that reads on.
 */
final class Subscribers implements AutoCloseable {
  private static final byte[] SUBSCRIBE =
      "SUBSCRIBE channel\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER = 64 << 10;

  private final List<Socket> sockets = new ArrayList<>();

  /** Connects so many to a server and waits until each has its confirmation. */
  Subscribers(ServerProcess server, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      sockets.add(socket);
      socket.getOutputStream().write(SUBSCRIBE);
      if (socket.getInputStream().read() != '*') {
        throw new Failure(server.name() + " does not let clients subscribe");
      }
      Thread.ofVirtual().start(() -> drain(socket));
    }
  }

  private static void drain(Socket socket) {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = socket.getInputStream()) {
      while (in.read(buffer) >= 0) {
        // what is published is only to be taken
      }
    } catch (IOException e) {
      // closed: the measurement is over
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
