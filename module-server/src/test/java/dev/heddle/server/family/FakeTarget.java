package dev.heddle.server.family;

import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * What MIGRATE connects to: it notes each command and answers with the bytes that it was given for
 * it; after the last of them it says nothing more. It serves one connection after the other.
 */
final class FakeTarget implements AutoCloseable {
  /** In place of an answer: the connection ends. */
  static final String HANG_UP = "hang up";

  /** Behind an answer: the connection ends. */
  static final String GOODBYE = "goodbye";

  /** In place of an answer: the letter x, as long as anybody takes it. */
  static final String ENDLESS = "endless";

  private final ServerSocket listener;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Iterator<String> answers;
  private final Thread server;
  private volatile Socket client = new Socket(); // that it serves
  private volatile int connections;

  FakeTarget(String... answers) throws IOException {
    this(0, answers);
  }

  /** A target at a certain port. */
  FakeTarget(int port, String... answers) throws IOException {
    this.answers = List.of(answers).iterator();
    this.listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    this.server = Thread.ofPlatform().daemon().start(this::serveAll);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The commands so far, with {@code payload} for the fourth word of a RESTORE. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  /** How many connections there have been. */
  int connections() {
    return connections;
  }

  private void serveAll() {
    while (!listener.isClosed()) {
      serve();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
  private void serve() {
    try (Socket accepted = listener.accept()) {
      client = accepted;
      connections++;
      var commands = new ReplyReader(accepted.getInputStream());
      var out = accepted.getOutputStream();
      boolean over = false;
      while (!over) {
        heard.add(text((Reply.Array) commands.read()));
        String answer = answers.hasNext() ? answers.next() : "";
        over = answer.endsWith(GOODBYE) || answer.equals(HANG_UP);
        while (answer.equals(ENDLESS)) {
          write(out, "x".repeat(100_000));
        }
        write(out, answer.replace(GOODBYE, "").replace(HANG_UP, ""));
      }
    } catch (IOException e) {
      // the other side has hung up
    }
  }

  private static void write(OutputStream out, String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(Reply.Array command) {
    List<String> words =
        command.elements().stream()
            .map(word -> new String(((Reply.Bulk) word).bytes(), StandardCharsets.ISO_8859_1))
            .collect(Collectors.toCollection(java.util.ArrayList::new));
    if (words.getFirst().equals("RESTORE")) {
      words.set(3, "payload");
    }
    return String.join(" ", words);
  }

  /** Returns when nothing listens any more: a thread that accepts keeps the port open so long. */
  @Override
  public void close() throws IOException {
    while (server.isAlive()) {
      listener.close();
      client.close(); // once more if it came meanwhile
      try {
        server.join(Duration.ofMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }
}
