package dev.heddle.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Feeds bytes to a reader in pieces, as a socket would, and writes down what comes out. */
final class Requests {
  final RequestReader reader;
  final List<List<String>> commands = new ArrayList<>();
  String error = "";
  long largestCapacity;

  Requests(Limits limits) {
    reader = new RequestReader(limits);
  }

  /** All commands in the bytes, then the error if there was one. */
  record Outcome(List<List<String>> commands, String error) {}

  static Outcome read(String bytes) {
    return read(bytes, Limits.DEFAULTS);
  }

  static Outcome read(String bytes, Limits limits) {
    var requests = new Requests(limits);
    requests.feed(latin1(bytes));
    return requests.outcome();
  }

  static String error(String bytes) {
    return read(bytes).error();
  }

  Outcome outcome() {
    return new Outcome(commands, error);
  }

  /** One piece; it may take several reads. */
  void feed(byte[] piece) {
    for (int at = 0; at < piece.length && error.isEmpty(); ) {
      ByteBuffer space = reader.space();
      int n = Math.min(space.remaining(), piece.length - at);
      space.duplicate().put(piece, at, n); // the position itself need not move
      at += n;
      reader.received(n);
      parse();
      largestCapacity = Math.max(largestCapacity, reader.capacity());
    }
  }

  private void parse() {
    try {
      for (int n; (n = reader.parse(3)) > 0; ) {
        for (int i = 0; i < n; i++) {
          commands.add(words(reader.args(i)));
        }
      }
    } catch (ProtocolError e) {
      error = e.getMessage();
    }
  }

  static List<String> words(Args args) {
    var words = new ArrayList<String>();
    for (int i = 0; i < args.count(); i++) {
      words.add(args.text(i));
    }
    return words;
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String multibulk(String... arguments) {
    var text = new StringBuilder("*" + arguments.length + "\r\n");
    for (String a : arguments) {
      text.append('$').append(a.length()).append("\r\n").append(a).append("\r\n");
    }
    return text.toString();
  }
}
