package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.heddle.resp.Limits;
import dev.heddle.resp.RequestReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that knows by heart what to answer; what it does not know is fine with it. */
final class CannedServer implements AutoCloseable {
  /** The answer that is none: the connection is closed. */
  static final String HANG_UP = "";

  final List<List<String>> received = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final Map<String, String> answers;
  private final Thread acceptor;

  CannedServer(Map<String, String> answers) throws IOException {
    this.answers = answers;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.acceptor = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var reader = new RequestReader(Limits.DEFAULTS);
      byte[] bytes = new byte[4096];
      for (int n; (n = socket.getInputStream().read(bytes)) >= 0; ) {
        reader.space().put(bytes, 0, n);
        reader.received(n);
        while (reader.parse(1) > 0) {
          String answer = answer(reader);
          if (answer.equals(HANG_UP)) {
            return;
          }
          socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
        }
      }
    } catch (IOException e) {
      // the client is gone
    }
  }

  private String answer(RequestReader reader) {
    var args = reader.args(0);
    var words = new ArrayList<String>();
    for (int i = 0; i < args.count(); i++) {
      words.add(args.text(i));
    }
    received.add(words);
    return answers.getOrDefault(String.join(" ", words), "+OK\r\n");
  }

  /** Returns when nothing listens any more: a thread that accepts keeps the port open so long. */
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
