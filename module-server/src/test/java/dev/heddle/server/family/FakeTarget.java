package dev.heddle.server.family;

import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * What MIGRATE connects to: it notes each command of one connection and answers with the bytes that
 * it was given for it; after the last of them it says nothing more.
 */
final class FakeTarget implements AutoCloseable {
  /** In place of an answer: the connection ends. */
  static final String HANG_UP = "hang up";

  /** In place of an answer: the letter x, as long as anybody takes it. */
  static final String ENDLESS = "endless";

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> answers;

  FakeTarget(String... answers) throws IOException {
    this.answers = List.of(answers);
    Thread.ofPlatform().daemon().start(this::serve);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The commands so far, with {@code payload} for the fourth word of a RESTORE. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  private void serve() {
    try (Socket client = listener.accept()) {
      var commands = new ReplyReader(client.getInputStream());
      var out = client.getOutputStream();
      for (int i = 0; ; i++) {
        heard.add(text((Reply.Array) commands.read()));
        String answer = i < answers.size() ? answers.get(i) : "";
        if (answer.equals(HANG_UP)) {
          return;
        }
        while (answer.equals(ENDLESS)) {
          write(out, "x".repeat(100_000));
        }
        write(out, answer);
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

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
