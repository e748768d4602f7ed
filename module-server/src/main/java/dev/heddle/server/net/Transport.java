package dev.heddle.server.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connected stream of bytes; blocking, one reader and one writer at a time. */
interface Transport extends Closeable {
  /** Reads at least one byte, or returns -1 at the end of the stream. */
  int read(ByteBuffer room) throws IOException;

  /** Writes all of it. */
  void write(byte[] bytes, int off, int len) throws IOException;

  /** Writes as much as is taken at once, and returns how many bytes that were. */
  int tryWrite(byte[] bytes, int off, int len) throws IOException;

  /** Has something run once, on the poller's thread, when more can be written. */
  void whenWritable(Runnable then);

  /** The other end, as CLIENT LIST shows it. */
  String peer();

  /** This end, as CLIENT LIST shows it. */
  String local();

  /** True for loopback addresses and UNIX sockets. */
  boolean isLocal();

  boolean isUnixSocket();

  /** Ends the stream from any thread; a read or write under way fails. */
  @Override
  void close();
}
