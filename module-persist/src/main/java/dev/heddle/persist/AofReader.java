package dev.heddle.persist;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
 * there, or nothing but zeros follows, as after a power cut; it is corrupt when something else is
 * found. A length that announces more than the file holds cannot be told from an unfinished write
 * and counts as one; nothing is allocated for it.
 */
final class AofReader {
  /** Shortest argument: {@code $0\r\n\r\n}. */
  private static final int SHORTEST_ARGUMENT = 6;

  private static final int MAX_DIGITS = 10;
  private static final byte[] NO_NAME = {};

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
    finish();
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
      throw bad('0');
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
      throw bad(b);
    }
    expect('\n');
    return n;
  }

  private void expect(int expected) throws IOException {
    int found = in.next();
    if (found != expected) {
      throw bad(found);
    }
  }

  private void command(byte[][] args) throws AofFormatException {
    if (is(args[0], "MULTI")) {
      if (transaction != null) {
        throw refused(args[0], begin, "MULTI calls can not be nested");
      }
      transaction = new ArrayList<>();
    } else if (is(args[0], "EXEC")) {
      if (transaction == null) {
        throw refused(args[0], begin, "EXEC without MULTI");
      }
      for (byte[][] command : transaction) {
        execute(command);
      }
      transaction = null;
    } else if (transaction == null) {
      execute(args);
    } else {
      transaction.add(args);
    }
  }

  private static boolean is(byte[] name, String command) {
    return name.length == command.length() && text(name).equalsIgnoreCase(command);
  }

  private void execute(byte[][] args) throws AofFormatException {
    try {
      sink.at(begin);
      sink.command(args);
      commands++;
    } catch (LoadException e) {
      throw refused(e.name(args[0]), e.offset(begin), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      var refused = refused(args[0], begin, e.toString());
      refused.initCause(e);
      throw refused;
    }
  }

  private void finish() throws AofFormatException {
    try {
      sink.finish();
    } catch (LoadException e) {
      throw refused(e.name(NO_NAME), e.offset(begin), String.valueOf(e.getMessage()));
    }
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private AofFormatException refused(byte[] command, long offset, String reason) {
    String name = text(command).replaceAll("[^ -~]", "?");
    return new AofFormatException(
        "Command '"
            + name.substring(0, Math.min(128, name.length()))
            + "' reading the append only file "
            + in.name()
            + " at offset "
            + offset
            + ": "
            + reason,
        in.name(),
        offset);
  }

  private IOException bad(int found) throws IOException {
    if (found == 0 && onlyZerosFollow()) {
      return new EOFException();
    }
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

  /** Space that was allotted to the file, and that the end of a write has never reached. */
  private boolean onlyZerosFollow() throws IOException {
    while (in.remaining() > 0) {
      if (in.next() != 0) {
        return false;
      }
    }
    return true;
  }
}
