package dev.heddle.bench;

import java.nio.ByteBuffer;

/**
 * Finds where the replies of RESP2 end in bytes that come in pieces of any size, and keeps none of
 * them.
 *
 * <pre>
 * Reply --> '+' text Line | ':' number Line | '-' text Line       Line is CR LF
 *         | '$' n Line n bytes Line | '$' "-1" Line
 *         | '*' n Line n Replies | '*' "-1" Line
 * </pre>
 */
final class ReplyScanner {
  private static final int LINE_END = 2;

  private int type; // of the line that is being read; 0: before its first byte
  private long number; // of it, so far
  private boolean negative;
  private long bytesLeft; // of the bulk string, its line end included
  private long repliesLeft = 1; // parts of the reply that have not ended, itself included
  private final StringBuilder error = new StringBuilder();

  /** Takes all bytes; the number of replies that end in them. An error reply is a failure. */
  int scan(ByteBuffer bytes) {
    int ended = 0;
    while (bytes.hasRemaining()) {
      boolean part = bytesLeft > 0 ? bulk(bytes) : line(bytes.get());
      if (part && --repliesLeft == 0) {
        repliesLeft = 1;
        ended++;
      }
    }
    return ended;
  }

  /** Whether the bulk string has ended. */
  private boolean bulk(ByteBuffer bytes) {
    int taken = (int) Math.min(bytesLeft, bytes.remaining());
    bytes.position(bytes.position() + taken);
    bytesLeft -= taken;
    return bytesLeft == 0;
  }

  /** Whether this byte of a line is the last of a part. */
  private boolean line(byte b) {
    if (type == 0) {
      type = b;
      number = 0;
      negative = false;
      return false;
    }
    if (b == '\n') {
      return lineEnd();
    }
    if (type == '-') {
      error.append((char) b);
    } else if (b == '-') {
      negative = true;
    } else if (b >= '0' && b <= '9') {
      number = number * 10 + (b - '0');
    }
    return false;
  }

  private boolean lineEnd() {
    int ended = type;
    type = 0;
    switch (ended) {
      case '-' -> throw new Failure("answered with an error: " + error.toString().strip());
      case '$' -> bytesLeft = negative ? 0 : number + LINE_END;
      case '*' -> repliesLeft += negative ? 0 : number;
      default -> bytesLeft = 0; // a line alone
    }
    return bytesLeft == 0;
  }
}
