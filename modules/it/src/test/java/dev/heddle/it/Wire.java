package dev.heddle.it;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A client that shows the bytes of each reply. */
final class Wire implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket = new Socket();
  private final Recorder recorder;
  private final ReplyReader replies;

  Wire(int port) throws IOException {
    this("127.0.0.1", port);
  }

  Wire(String host, int port) throws IOException {
    socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    recorder = new Recorder(new BufferedInputStream(socket.getInputStream()));
    replies = new ReplyReader(recorder);
  }

  /** True when a server at this port answers PING. */
  static boolean answers(int port) {
    try (var wire = new Wire(port)) {
      return wire.call("PING").equals(new Reply.Simple("PONG"));
    } catch (IOException e) {
      return false;
    }
  }

  /** What CLIENT LIST says of a client, empty when it is not there. */
  String client(String id) throws IOException {
    return call("CLIENT", "LIST", "ID", id) instanceof Reply.Bulk list ? list.text() : "";
  }

  /** True when the server has no other client. */
  boolean isAlone() throws IOException {
    return ((Reply.Bulk) call("CLIENT", "LIST")).text().lines().count() == 1;
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void send(List<byte[]> command) throws IOException {
    var encoder = new CommandEncoder();
    encoder.command(command.toArray(byte[][]::new));
    send(encoder.toBytes());
  }

  /** The next reply, decoded. */
  Reply read() throws IOException {
    recorder.bytes.reset();
    return replies.read();
  }

  /** The next reply as it came, each byte a char. */
  String readRaw() throws IOException {
    read();
    return recorder.bytes.toString(StandardCharsets.ISO_8859_1);
  }

  void send(String... command) throws IOException {
    send(Stream.of(command).map(Grammar::bytes).toList());
  }

  Reply call(String... command) throws IOException {
    send(command);
    return read();
  }

  /** A command about a key that need not be text. */
  Reply call(String command, byte[] key) throws IOException {
    send(List.of(Grammar.bytes(command), key));
    return read();
  }

  /** Decodes what {@link #readRaw} has returned. */
  static Reply parse(String raw) throws IOException {
    return new ReplyReader(new ByteArrayInputStream(Grammar.bytes(raw))).read();
  }

  String callRaw(List<byte[]> command) throws IOException {
    send(command);
    return readRaw();
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Keeps what passes through, byte for byte. */
  private static final class Recorder extends FilterInputStream {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Recorder(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        bytes.write(b);
      }
      return b;
    }

    @Override
    public int read(byte[] into, int off, int len) throws IOException {
      int n = super.read(into, off, len);
      if (n > 0) {
        bytes.write(into, off, n);
      }
      return n;
    }
  }
}
