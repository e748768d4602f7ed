package dev.heddle.server.pubsub;

import dev.heddle.resp.ReplyWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One message for many clients, encoded at most once for each protocol and shared by all who get
 * it.
 */
final class Message {
  private static final int RESP3 = 3;

  private final byte[] resp2;
  private byte @Nullable [] resp3;

  private Message(byte[] resp2) {
    this.resp2 = resp2;
  }

  /** A message of what a writer of RESP2 has written: one push. */
  static Message of(ReplyWriter push) {
    return new Message(Arrays.copyOf(push.buffer(), push.size()));
  }

  /** The encoded message; the protocols differ in the first byte. */
  byte[] in(int protocol) {
    if (protocol != RESP3) {
      return resp2;
    }
    byte[] encoded = resp3;
    if (encoded == null) {
      encoded = resp2.clone();
      encoded[0] = '>';
      resp3 = encoded;
    }
    return encoded;
  }
}
