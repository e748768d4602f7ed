package dev.heddle.cli;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A socket to a server: commands go out, replies come in. */
final class Connection implements Closeable {
  private final SocketChannel channel;
  private final ReplyReader replies;
  private final CommandEncoder encoder = new CommandEncoder();

  private Connection(SocketChannel channel) {
    this.channel = channel;
    this.replies = new ReplyReader(Channels.newInputStream(channel));
  }

  static Connection open(Address address) throws IOException {
    return new Connection(
        address.isLocal()
            ? SocketChannel.open(UnixDomainSocketAddress.of(address.socket()))
            : tcp(address));
  }

  /** Tries all addresses of a host, as {@code localhost} may have one of each family. */
  private static SocketChannel tcp(Address address) throws IOException {
    InetAddress[] candidates;
    try {
      candidates = InetAddress.getAllByName(address.host());
    } catch (UnknownHostException e) {
      throw new IOException("Name or service not known", e);
    }
    var failure = new IOException("no address");
    for (InetAddress candidate : candidates) {
      try {
        var channel = SocketChannel.open(new InetSocketAddress(candidate, address.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  void send(List<byte[]> command) throws IOException {
    encoder.reset();
    encoder.command(command.toArray(byte[][]::new));
    var bytes = ByteBuffer.wrap(encoder.buffer(), 0, encoder.size());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  Reply read() throws IOException {
    return replies.read();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
