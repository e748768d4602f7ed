package dev.heddle.resp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The two shapes of which replies are made, lines and counted bytes, read from a stream. */
final class ReplyInput {
  private final InputStream in;
  private final byte[] buffer = new byte[16 << 10];
  private int position;
  private int end;

  ReplyInput(InputStream in) {
    this.in = in;
  }

  /** Whether a byte can be had without waiting. */
  boolean available() throws IOException {
    return position < end || in.available() > 0;
  }

  /** The next byte, which remains the next one. */
  byte peek() throws IOException {
    if (position == end) {
      fill();
    }
    return buffer[position];
  }

  byte next() throws IOException {
    byte b = peek();
    position++;
    return b;
  }

  /** What comes before the next CRLF, one character a byte. */
  String line(int limit) throws IOException {
    var head = new ByteArrayOutputStream(0);
    while (true) {
      peek();
      int stop = position;
      while (stop < end && buffer[stop] != '\r') {
        stop++;
      }
      if (head.size() + stop - position > limit) {
        throw new ProtocolError("too big line in reply");
      }
      head.write(buffer, position, stop - position);
      position = stop;
      if (stop < end) {
        lineEnd();
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
  }

  /** So many bytes and the CRLF behind them; memory grows with what arrives. */
  byte[] bytes(int length) throws IOException {
    var bytes = new BigArgument(length);
    while (bytes.missing() > 0) {
      peek();
      position += bytes.take(buffer, position, end - position);
    }
    lineEnd();
    return bytes.array();
  }

  private void lineEnd() throws IOException {
    if (next() != '\r' || next() != '\n') {
      throw new ProtocolError("expected the end of a line in reply");
    }
  }

  private void fill() throws IOException {
    int n = in.read(buffer);
    if (n < 0) {
      throw new EOFException("the server closed the connection");
    }
    position = 0;
    end = n;
  }
}
