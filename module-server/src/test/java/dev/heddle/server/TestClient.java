package dev.heddle.server;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.stream.Collectors;

/** A connection to a server. */
final class TestClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final ReplyReader replies;

  TestClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    replies = new ReplyReader(socket.getInputStream());
  }

  Reply call(String... command) throws IOException {
    var out = new CommandEncoder();
    out.command(command);
    socket.getOutputStream().write(out.toBytes());
    return read();
  }

  /** The next reply. */
  Reply read() throws IOException {
    return replies.read();
  }

  /** The fields of a section of INFO. */
  Map<String, String> info(String section) throws IOException {
    return ((Reply.Bulk) call("INFO", section))
        .text()
        .lines()
        .filter(line -> line.contains(":"))
        .map(line -> line.split(":", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
