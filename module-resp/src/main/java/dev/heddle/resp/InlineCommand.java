package dev.heddle.resp;

import java.io.ByteArrayOutputStream;

/**
 * A command as a line of words, as people and {@code telnet} send it.
 *
 * <pre>
 * Line    --> { Blank } [ Word { Blank { Blank } Word } ] { Blank }
 * Word    --> plain bytes, in which a quoted part may begin, which then ends the word
 * Quoted  --> " { byte | \xHH | \n | \r | \t | \b | \a | \ byte } "  |  ' { byte | \' } '
 * </pre>
 *
 * <p>Words without quotes stay where they are; a word with quotes gets an array of its own.
 */
final class InlineCommand {
  private final byte[] line;
  private final int end;
  private final ArgumentTable arguments;
  private int p;

  private InlineCommand(byte[] line, int start, int end, ArgumentTable arguments) {
    this.line = line;
    this.p = start;
    this.end = end;
    this.arguments = arguments;
  }

  /** Adds the words of a line to the table; on a {@link ProtocolError} some may have been added. */
  static void split(byte[] line, int start, int end, ArgumentTable arguments) {
    new InlineCommand(line, start, end, arguments).split();
  }

  private void split() {
    while (true) {
      while (p < end && isBlank(line[p])) {
        p++;
      }
      if (p == end) {
        return;
      }
      word();
    }
  }

  private void word() {
    int start = p;
    while (p < end && !endsWord(line[p])) {
      if (line[p] == '"' || line[p] == '\'') {
        quotedWord(start);
        return;
      }
      p++;
    }
    arguments.add(start, p - start);
  }

  private void quotedWord(int start) {
    var word = new ByteArrayOutputStream();
    word.write(line, start, p - start);
    if (line[p++] == '"') {
      doubleQuoted(word);
    } else {
      singleQuoted(word);
    }
    if (p < end && !isBlank(line[p])) {
      throw unbalanced();
    }
    arguments.addOwned(word.toByteArray());
  }

  private void doubleQuoted(ByteArrayOutputStream word) {
    while (p < end) {
      byte b = line[p++];
      if (b == '"') {
        return;
      }
      word.write(b == '\\' && p < end ? escaped() : b);
    }
    throw unbalanced();
  }

  private void singleQuoted(ByteArrayOutputStream word) {
    while (p < end) {
      byte b = line[p++];
      if (b == '\'') {
        return;
      }
      word.write(b == '\\' && p < end && line[p] == '\'' ? line[p++] : b);
    }
    throw unbalanced();
  }

  private int escaped() {
    byte b = line[p++];
    if (b == 'x' && end - p >= 2 && hex(line[p]) >= 0 && hex(line[p + 1]) >= 0) {
      p += 2;
      return (hex(line[p - 2]) << 4) | hex(line[p - 1]);
    }
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  private static int hex(byte b) {
    return b < 0 ? -1 : Character.digit(b, 16);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** Vertical tabs and form feeds separate nothing inside a line, as in Redis. */
  private static boolean endsWord(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static ProtocolError unbalanced() {
    return new ProtocolError("unbalanced quotes in request");
  }
}
