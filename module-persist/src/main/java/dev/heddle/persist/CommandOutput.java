package dev.heddle.persist;

import dev.heddle.store.Decimal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes commands word by word, as {@link AofReader} reads them. */
final class CommandOutput {
  private static final int BUFFER = 1 << 16;

  private final DiskFile file;
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] digits = new byte[Decimal.MAX_LENGTH];
  private int size;
  private long written;

  CommandOutput(DiskFile file) {
    this.file = file;
  }

  /** Writes the time as of which the file is: a line that is no command. */
  void timestamp(long epochSecond) throws IOException {
    raw(("#TS:" + epochSecond + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Begins a command of so many words, which must follow. */
  void begin(long words) throws IOException {
    header('*', words);
  }

  void word(byte[] a, int off, int len) throws IOException {
    header('$', len);
    write(a, off, len);
    endLine();
  }

  void word(byte[] word) throws IOException {
    word(word, 0, word.length);
  }

  void word(String word) throws IOException {
    word(word.getBytes(StandardCharsets.US_ASCII));
  }

  /** A number's decimal text. */
  void word(long n) throws IOException {
    header('$', Decimal.length(n));
    number(n);
    endLine();
  }

  void flush() throws IOException {
    file.writeFully(ByteBuffer.wrap(buffer, 0, size), written);
    written += size;
    size = 0;
  }

  private void header(int marker, long n) throws IOException {
    write(marker);
    number(n);
    endLine();
  }

  private void number(long n) throws IOException {
    write(digits, 0, Decimal.write(n, digits, 0));
  }

  private void endLine() throws IOException {
    write('\r');
    write('\n');
  }

  private void raw(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  private void write(int b) throws IOException {
    if (size == buffer.length) {
      flush();
    }
    buffer[size++] = (byte) b;
  }

  private void write(byte[] a, int off, int len) throws IOException {
    for (int at = 0; at < len; ) {
      if (size == buffer.length) {
        flush();
      }
      int n = Math.min(buffer.length - size, len - at);
      System.arraycopy(a, off + at, buffer, size, n);
      size += n;
      at += n;
    }
  }
}
