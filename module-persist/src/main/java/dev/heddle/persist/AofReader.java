package dev.heddle.persist;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one append-only file.
 *
 * <pre>
 * File        --> [RdbFile] (Annotation | Command | Transaction)*
 * Annotation  --> '#' any* '\n'                   as in "#TS:1700000000\r\n"
 * Transaction --> Command(MULTI) (Annotation | Command)* Command(EXEC)
 * Command     --> '*' count "\r\n" Argument{count}
 * Argument    --> '$' length "\r\n" byte{length} "\r\n"
 * </pre>
 *
 * <p>What lies behind the last whole command or transaction is unfinished when the file just ends
 * there, and corrupt when something else is found. A length that announces more than the file holds
 * cannot be told from an unfinished write and counts as one; nothing is allocated for it.
 */
final class AofReader {
  /** Shortest argument: {@code $0\r\n\r\n}. */
  private static final int SHORTEST_ARGUMENT = 6;

  private static final int MAX_DIGITS = 10;

  private final FileInput in;
  private final LoadSink sink;
  private final ProgressMeter meter;
  private long commands;
  private long goodOffset;
  private @Nullable List<byte[][]> transaction;

  /** Where the command being read began, for errors. */
  private long begin;

  /**
   * How reading ended.
   *
   * @param commands how many commands were executed
   * @param goodOffset the end of the last whole command or transaction
   * @param withinTransaction whether the unfinished rest is a transaction
   */
  record Result(long commands, long goodOffset, boolean withinTransaction) {}

  AofReader(FileInput in, LoadSink sink, ProgressMeter meter) {
    this.in = in;
    this.sink = sink;
    this.meter = meter;
  }

  /** Reads up to the end of the file, or of what is whole in it. */
  Result read() throws IOException {
    goodOffset = in.offset();
    try {
      for (int first = in.peek(); first >= 0; first = in.peek()) {
        begin = in.offset();
        if (first == '#') {
          annotation();
        } else {
          command(arguments());
        }
        if (transaction == null) {
          goodOffset = in.offset();
        }
        meter.at(goodOffset);
      }
    } catch (EOFException e) {
      // the rest is unfinished: the result tells where it begins
    }
    return new Result(commands, goodOffset, transaction != null);
  }

  private void annotation() throws IOException {
    while (in.next() != '\n') {
      // times and what newer versions note are not needed
    }
  }

  private byte[][] arguments() throws IOException {
    long count = header('*');
    if (count == 0) {
      throw bad();
    }
    if (count > in.remaining() / SHORTEST_ARGUMENT) {
      throw new EOFException();
    }
    var args = new byte[(int) count][];
    for (int i = 0; i < args.length; i++) {
      args[i] = in.bytes(header('$'));
      expect('\r');
      expect('\n');
    }
    return args;
  }

  /** Reads a marker, a number and the line's end. */
  private long header(int marker) throws IOException {
    expect(marker);
    long n = 0;
    int digits = 0;
    int b = in.next();
    for (; b >= '0' && b <= '9' && digits < MAX_DIGITS; digits++) {
      n = 10 * n + b - '0';
      b = in.next();
    }
    if (digits == 0 || n > Integer.MAX_VALUE || b != '\r') {
      throw bad();
    }
    expect('\n');
    return n;
  }

  private void expect(int expected) throws IOException {
    if (in.next() != expected) {
      throw bad();
    }
  }

  private void command(byte[][] args) throws AofFormatException {
    String name = args[0].length > 5 ? "" : text(args[0]).toUpperCase(Locale.ROOT);
    switch (name) {
      case "MULTI" -> {
        if (transaction != null) {
          throw refused(args, "MULTI calls can not be nested");
        }
        transaction = new ArrayList<>();
      }
      case "EXEC" -> {
        if (transaction == null) {
          throw refused(args, "EXEC without MULTI");
        }
        for (byte[][] command : transaction) {
          execute(command);
        }
        transaction = null;
      }
      default -> {
        if (transaction == null) {
          execute(args);
        } else {
          transaction.add(args);
        }
      }
    }
  }

  private void execute(byte[][] args) throws AofFormatException {
    try {
      sink.command(args);
      commands++;
    } catch (LoadException e) {
      throw refused(args, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      var refused = refused(args, e.toString());
      refused.initCause(e);
      throw refused;
    }
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private AofFormatException refused(byte[][] args, String reason) {
    String name = text(args[0]).replaceAll("[^ -~]", "?");
    return new AofFormatException(
        "Command '"
            + name.substring(0, Math.min(128, name.length()))
            + "' reading the append only file "
            + in.name()
            + " at offset "
            + begin
            + ": "
            + reason,
        in.name(),
        begin);
  }

  private AofFormatException bad() {
    return new AofFormatException(
        "Bad file format reading the append only file "
            + in.name()
            + " at offset "
            + begin
            + ": make a backup of your AOF file, then use ./redis-check-aof --fix"
            + " <filename.manifest>",
        in.name(),
        begin);
  }
}
