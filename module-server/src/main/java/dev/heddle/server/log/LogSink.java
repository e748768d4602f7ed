package dev.heddle.server.log;

import java.io.IOException;

/** Where log lines end up. */
@FunctionalInterface
public interface LogSink {
  /** Writes whole lines; one thread at a time calls it, and never under a lock. */
  void write(byte[] lines) throws IOException;

  /** Keeps nothing. */
  static LogSink none() {
    return lines -> {};
  }
}
