package dev.heddle.server.family;

import dev.heddle.resp.RequestReader;
import java.nio.ByteBuffer;

/** Feeds bytes to a request reader as a socket would. */
final class Requests {
  private Requests() {}

  static void receive(RequestReader reader, byte[] buf, int off, int len) {
    for (int done = 0; done < len; ) {
      ByteBuffer space = reader.space();
      int part = Math.min(space.remaining(), len - done);
      space.put(buf, off + done, part);
      reader.received(part);
      done += part;
    }
  }
}
