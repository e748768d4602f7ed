package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** DEBUG PROTOCOL: one reply of each type, for those who write clients. */
final class DebugProtocol {
  static final String TYPES =
      "string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false";

  private DebugProtocol() {}

  static void run(Call call, ReplyWriter out) {
    switch (call.text(2).toLowerCase(Locale.ROOT)) {
      case "string" -> out.bulk("Hello World");
      case "integer" -> out.integer(12345);
      case "double" -> out.number(3.141);
      case "bignum" -> out.bigNumber("1234567999999999999999999999999999999");
      case "null" -> out.nil();
      case "array" -> {
        out.array(3);
        numbers(out);
      }
      case "set" -> {
        out.set(3);
        numbers(out);
      }
      case "map" -> map(out);
      case "attrib" -> attribute(out);
      case "push" -> push(out);
      case "verbatim" ->
          out.verbatim("txt", "This is a verbatim\nstring".getBytes(StandardCharsets.US_ASCII));
      case "true" -> out.bool(true);
      case "false" -> out.bool(false);
      default -> throw Err.unknownProtocolType(TYPES);
    }
  }

  private static void numbers(ReplyWriter out) {
    for (int i = 0; i < 3; i++) {
      out.integer(i);
    }
  }

  private static void map(ReplyWriter out) {
    out.map(3);
    for (int i = 0; i < 3; i++) {
      out.integer(i);
      out.bool(i == 1);
    }
  }

  private static void attribute(ReplyWriter out) {
    if (out.protocol() == 3) {
      out.attribute(1);
      out.bulk("key-popularity");
      out.array(2);
      out.bulk("key:123");
      out.integer(90);
    }
    out.bulk("Some real reply following the attribute");
  }

  /** The push message stands in front of the reply, which is its own. */
  private static void push(ReplyWriter out) {
    if (out.protocol() == 2) {
      throw Err.NOT_IN_RESP2;
    }
    out.push(2);
    out.bulk("server-cpu-usage");
    out.integer(42);
    out.bulk("Some real reply following the push reply");
  }
}
