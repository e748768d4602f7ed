package dev.heddle.micro;

import dev.heddle.resp.RequestReader;
import java.nio.ByteBuffer;

/** A socket's part without a socket. */
public final class Wire {
  private Wire() {}

  /** Has a reader receive of these bytes as many as it has room for, and returns how many. */
  public static int receive(RequestReader reader, byte[] sent, int from) {
    ByteBuffer space = reader.space();
    int n = Math.min(space.remaining(), sent.length - from);
    space.put(sent, from, n);
    reader.received(n);
    return n;
  }
}
