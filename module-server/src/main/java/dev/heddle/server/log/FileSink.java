package dev.heddle.server.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends to a file, which is opened for each write: a file that was moved away by a log rotation
 * is made anew without a signal.
 */
public final class FileSink implements LogSink {
  private final Path file;

  public FileSink(Path file) {
    this.file = file;
  }

  /** Fails if the file cannot be appended to; creates it otherwise. */
  public void check() throws IOException {
    write(new byte[0]);
  }

  @Override
  public void write(byte[] lines) throws IOException {
    Files.write(file, lines, CREATE, APPEND);
  }
}
