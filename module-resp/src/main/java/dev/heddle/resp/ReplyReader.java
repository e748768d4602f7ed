package dev.heddle.resp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decodes replies, in RESP2 and RESP3.
 *
 * <pre>
 * Reply     --> + Line | - Line | : Integer | , Double | ( Digits | # t | # f | _
 *             | $ Blob | ! Blob | = Blob | $-1 | *-1 | $? { ; Blob } ;0
 *             | * Elements | ~ Elements | > Elements | % Pairs | "|" Pairs Reply
 * Blob      --> Length CRLF Length*byte
 * Elements  --> Count CRLF Count*Reply | ? CRLF { Reply } .
 * Pairs     --> Count CRLF Count*(Reply Reply) | ? CRLF { Reply Reply } .
 * </pre>
 *
 * <p>each line ending with CRLF. What comes in pieces is put together. Memory grows with what
 * arrives, never with what is announced. Anything else than a reply is a {@link ProtocolError}.
 */
public final class ReplyReader {
  /** Replies inside replies that are read. */
  public static final int MAX_DEPTH = 128;

  private static final String TYPES = "+-:,(#_$!=*~>%|";
  private static final int NULL = -1;
  private static final int STREAMED = -2;
  private static final Reply.Null ABSENT = new Reply.Null();
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  private final ReplyInput in;
  private final Limits limits;

  /** A reader with Redis's limits. */
  public ReplyReader(InputStream in) {
    this(in, Limits.DEFAULTS);
  }

  /** A reader with limits on lines, on elements of one aggregate, and on strings. */
  public ReplyReader(InputStream in, Limits limits) {
    this.in = new ReplyInput(in);
    this.limits = limits;
  }

  /** Whether some of a reply is there to be read without waiting. */
  public boolean available() throws IOException {
    return in.available();
  }

  /** Waits for the next reply; an {@link java.io.EOFException} when there is none. */
  public Reply read() throws IOException {
    return read(0);
  }

  private Reply read(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new ProtocolError("too many nested replies");
    }
    byte type = in.next();
    if (TYPES.indexOf(type) < 0) {
      throw new ProtocolError("unknown type '" + (char) (type & 0xff) + "' in reply");
    }
    String line = in.line(limits.inline());
    return switch (type) {
      case '+' -> new Reply.Simple(line);
      case '-' -> new Reply.Failure(line);
      case ':' -> new Reply.Int(integer(line));
      case ',' -> real(line);
      case '(' -> bigNumber(line);
      case '#' -> bool(line);
      case '_' -> absent(line);
      case '$' -> string(length(line, limits.bulk()));
      case '!' -> failure(length(line, limits.bulk()));
      case '=' -> verbatim(length(line, limits.bulk()));
      case '*' -> array(length(line, limits.arguments()), depth);
      case '~' -> new Reply.Set(elements(length(line, limits.arguments()), depth));
      case '>' -> new Reply.Push(elements(length(line, limits.arguments()), depth));
      case '%' -> map(length(line, limits.arguments()), depth);
      case '|' -> attributed(length(line, limits.arguments()), depth);
      default -> throw new IllegalStateException("a type without a case: " + (char) type);
    };
  }

  private static long integer(String line) {
    try {
      return Long.parseLong(line);
    } catch (NumberFormatException e) {
      throw new ProtocolError("invalid integer in reply");
    }
  }

  private static Reply real(String line) {
    if (!Doubles.isDouble(line)) {
      throw new ProtocolError("invalid double in reply");
    }
    return new Reply.Real(line);
  }

  private static Reply bigNumber(String line) {
    if (!INTEGER.matcher(line).matches()) {
      throw new ProtocolError("invalid big number in reply");
    }
    return new Reply.BigNumber(line);
  }

  private static Reply bool(String line) {
    return switch (line) {
      case "t" -> new Reply.Bool(true);
      case "f" -> new Reply.Bool(false);
      default -> throw new ProtocolError("invalid boolean in reply");
    };
  }

  private static Reply absent(String line) {
    if (!line.isEmpty()) {
      throw new ProtocolError("invalid null in reply");
    }
    return ABSENT;
  }

  /** A length within its limit, {@link #NULL} or {@link #STREAMED}. */
  private static int length(String line, int limit) {
    if (line.equals("?")) {
      return STREAMED;
    }
    byte[] digits = line.getBytes(StandardCharsets.ISO_8859_1);
    long length = Decimal.parse(digits, 0, digits.length);
    if (length < NULL || length > limit) {
      throw new ProtocolError("invalid length in reply");
    }
    return (int) length;
  }

  private Reply string(int length) throws IOException {
    return switch (length) {
      case NULL -> ABSENT;
      case STREAMED -> new Reply.Bulk(chunks());
      default -> new Reply.Bulk(in.bytes(length));
    };
  }

  private byte[] chunks() throws IOException {
    byte[] all = {};
    int size = 0;
    while (true) {
      if (in.next() != ';') {
        throw new ProtocolError("expected ';' in reply");
      }
      int length = length(in.line(limits.inline()), limits.bulk() - size);
      if (length == 0) {
        return Arrays.copyOf(all, size);
      }
      byte[] chunk = in.bytes(counted(length));
      if (all.length - size < length) {
        all = Arrays.copyOf(all, (int) Math.min(limits.bulk(), 2L * size + length));
      }
      System.arraycopy(chunk, 0, all, size, length);
      size += length;
    }
  }

  private Reply failure(int length) throws IOException {
    byte[] text = in.bytes(counted(length));
    return new Reply.Failure(new String(text, StandardCharsets.ISO_8859_1));
  }

  private Reply verbatim(int length) throws IOException {
    byte[] bytes = in.bytes(counted(length));
    if (length < 4 || bytes[3] != ':') {
      throw new ProtocolError("invalid verbatim string in reply");
    }
    String format = new String(bytes, 0, 3, StandardCharsets.ISO_8859_1);
    return new Reply.Verbatim(format, Arrays.copyOfRange(bytes, 4, length));
  }

  private static int counted(int length) {
    if (length < 0) {
      throw new ProtocolError("invalid length in reply");
    }
    return length;
  }

  private Reply array(int length, int depth) throws IOException {
    return length == NULL ? ABSENT : new Reply.Array(elements(length, depth));
  }

  private Reply.Map map(int length, int depth) throws IOException {
    var flat = elements(length == STREAMED ? STREAMED : 2L * counted(length), depth);
    if (flat.size() % 2 != 0) {
      throw new ProtocolError("a key without a value in reply");
    }
    var entries = new ArrayList<Reply.Entry>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      entries.add(new Reply.Entry(flat.get(i), flat.get(i + 1)));
    }
    return new Reply.Map(entries);
  }

  private Reply attributed(int length, int depth) throws IOException {
    var attributes = map(length, depth);
    return new Reply.Attributed(attributes, read(depth + 1));
  }

  private List<Reply> elements(long length, int depth) throws IOException {
    var elements = new ArrayList<Reply>();
    if (length == STREAMED) {
      while (in.peek() != '.') {
        elements.add(read(depth + 1));
      }
      in.next();
      absent(in.line(limits.inline()));
      return elements;
    }
    if (length < 0) {
      throw new ProtocolError("invalid length in reply");
    }
    for (long i = 0; i < length; i++) {
      elements.add(read(depth + 1));
    }
    return elements;
  }
}
