package dev.heddle.bench;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A blocking connection to a server that is measured. */
final class Wire implements AutoCloseable {
  /** Commands on their way at once when loading. */
  private static final int BATCH = 500;

  private static final int BUFFER = 64 << 10;
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final ReplyReader replies;
  private final CommandEncoder commands = new CommandEncoder();

  /** Connects to a port of this machine. */
  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    out = socket.getOutputStream();
    in = socket.getInputStream();
    replies = new ReplyReader(in);
  }

  /** Sends a command and waits for its reply, which may be an error. */
  Reply ask(String... command) throws IOException {
    commands.command(command);
    send();
    return replies.read();
  }

  /** Sends a command that must succeed. */
  Reply tell(String... command) throws IOException {
    return succeeded(ask(command), command[0]);
  }

  /** Sends a command that must succeed and reads over its reply, of which nothing is kept. */
  void pass(String... command) throws IOException {
    commands.command(command);
    send();
    var scanner = new ReplyScanner();
    byte[] buffer = new byte[BUFFER];
    int length;
    do {
      length = in.read(buffer);
      if (length < 0) {
        throw new IOException("the server has closed a connection");
      }
    } while (scanner.scan(ByteBuffer.wrap(buffer, 0, length)) == 0);
  }

  /** The text of INFO. */
  String info() throws IOException {
    return switch (tell("INFO")) {
      case Reply.Bulk bulk -> bulk.text();
      default -> throw new Failure("INFO is not answered with a text");
    };
  }

  /** The value of the first of these fields that a text of INFO has; empty: none. */
  static String field(String info, String... fields) {
    return Arrays.stream(fields)
        .flatMap(field -> info.lines().filter(line -> line.startsWith(field + ":")))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** The number that a field of a text of INFO has; NaN: there is none. */
  static double number(String info, String field) {
    String text = field(info, field);
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  /** Sends a command for each number from 0 to below {@code count}; all must succeed. */
  void load(Template template, int count) throws IOException {
    load(template, 0, count);
  }

  /** Sends a command for each number from {@code first} on to below {@code end}. */
  void load(Template template, int first, int end) throws IOException {
    for (int done = first; done < end; ) {
      int batch = Math.min(BATCH, end - done);
      for (int i = 0; i < batch; i++) {
        template.encode(done + i, commands);
      }
      send();
      for (int i = 0; i < batch; i++) {
        succeeded(replies.read(), "loading");
      }
      done += batch;
    }
  }

  private static Reply succeeded(Reply reply, String what) {
    if (reply instanceof Reply.Failure failure) {
      throw new Failure(what + " was answered with: " + failure.text());
    }
    return reply;
  }

  private void send() throws IOException {
    out.write(commands.buffer(), 0, commands.size());
    commands.reset();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
