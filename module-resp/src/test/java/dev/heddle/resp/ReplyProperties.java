package dev.heddle.resp;

import static dev.heddle.resp.Requests.latin1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplyProperties {
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyValueSurvivesResp3(@ForAll("replies") Reply reply) throws IOException {
    assertEquals(reply, decoded(encoded(reply, 3)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyValueSurvivesResp2AsWhatItIsThere(@ForAll("replies") Reply reply) throws IOException {
    assertEquals(inResp2(reply), decoded(encoded(inResp2(reply), 2)));
    assertEquals(inResp2(reply), decoded(encoded(reply, 2)));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void howTheBytesArriveChangesNothing(@ForAll("replies") Reply reply) throws IOException {
    byte[] bytes = encoded(reply, 3);
    var reader = new ReplyReader(new Dripping(bytes));
    assertEquals(reply, reader.read());
    assertFalse(reader.available());
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void anyBytesGiveRepliesOrAProtocolErrorOrTheirEnd(@ForAll("inputs") String input)
      throws IOException {
    var whole = outcome(new ByteArrayInputStream(latin1(input)));
    assertEquals(whole, outcome(new Dripping(latin1(input))));
  }

  private static List<String> outcome(InputStream in) throws IOException {
    var seen = new ArrayList<String>();
    var reader = new ReplyReader(in);
    try {
      while (true) {
        seen.add(reader.read().toString());
      }
    } catch (ProtocolError | EOFException e) {
      seen.add(e.getMessage());
    }
    return seen;
  }

  /** A stream that gives one byte at a time. */
  private static final class Dripping extends InputStream {
    private final ByteArrayInputStream in;

    Dripping(byte[] bytes) {
      in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      return in.read(to, offset, Math.min(1, length));
    }
  }

  private static Reply decoded(byte[] bytes) throws IOException {
    var reader = new ReplyReader(new ByteArrayInputStream(bytes));
    var reply = reader.read();
    assertFalse(reader.available(), "bytes left over");
    return reply;
  }

  private static byte[] encoded(Reply reply, int protocol) {
    var writer = new ReplyWriter();
    writer.protocol(protocol);
    write(reply, writer);
    return Arrays.copyOf(writer.buffer(), writer.size());
  }

  private static void write(Reply reply, ReplyWriter w) {
    switch (reply) {
      case Reply.Simple r -> w.simple(r.text());
      case Reply.Failure r -> w.error(r.text());
      case Reply.Int r -> w.integer(r.value());
      case Reply.Bulk r -> w.bulk(r.bytes());
      case Reply.Array r -> {
        w.array(r.elements().size());
        r.elements().forEach(e -> write(e, w));
      }
      case Reply.Null r -> w.nil();
      case Reply.Map r -> {
        w.map(r.entries().size());
        writeAll(r, w);
      }
      case Reply.Set r -> {
        int mark = w.open();
        r.elements().forEach(e -> write(e, w));
        w.closeSet(mark, r.elements().size());
      }
      case Reply.Push r -> {
        w.push(r.elements().size());
        r.elements().forEach(e -> write(e, w));
      }
      case Reply.Real r -> w.number(r.value());
      case Reply.Bool r -> w.bool(r.value());
      case Reply.BigNumber r -> w.bigNumber(r.digits());
      case Reply.Verbatim r -> w.verbatim(r.format(), r.text());
      case Reply.Attributed r -> {
        if (w.protocol() == 3) {
          w.attribute(r.attributes().entries().size());
          writeAll(r.attributes(), w);
        }
        write(r.value(), w);
      }
    }
  }

  private static void writeAll(Reply.Map map, ReplyWriter w) {
    map.entries()
        .forEach(e -> {
          write(e.key(), w);
          write(e.value(), w);
        });
  }

  private static Reply inResp2(Reply reply) {
    return switch (reply) {
      case Reply.Array r -> inResp2(r.elements());
      case Reply.Set r -> inResp2(r.elements());
      case Reply.Push r -> inResp2(r.elements());
      case Reply.Map r ->
          inResp2(r.entries().stream().flatMap(e -> Stream.of(e.key(), e.value())).toList());
      case Reply.Real r -> new Reply.Bulk(latin1(r.text()));
      case Reply.Bool r -> new Reply.Int(r.value() ? 1 : 0);
      case Reply.BigNumber r -> new Reply.Bulk(latin1(r.digits()));
      case Reply.Verbatim r -> new Reply.Bulk(r.text());
      case Reply.Attributed r -> inResp2(r.value());
      case Reply.Simple r -> r;
      case Reply.Failure r -> r;
      case Reply.Int r -> r;
      case Reply.Bulk r -> r;
      case Reply.Null r -> r;
    };
  }

  private static Reply inResp2(List<Reply> elements) {
    return new Reply.Array(elements.stream().map(ReplyProperties::inResp2).toList());
  }

  @Provide
  Arbitrary<Reply> replies() {
    return Arbitraries.recursive(ReplyProperties::scalars, ReplyProperties::nested, 0, 3);
  }

  private static Arbitrary<Reply> scalars() {
    Arbitrary<String> line = text().map(s -> s.replace('\r', ' ').replace('\n', ' '));
    return Arbitraries.oneOf(
        line.map(Reply.Simple::new),
        line.map(Reply.Failure::new),
        Arbitraries.longs().map(Reply.Int::new),
        text().map(s -> new Reply.Bulk(latin1(s))),
        Arbitraries.just(new Reply.Null()),
        Arbitraries.doubles().map(d -> new Reply.Real(Doubles.print(d))),
        Arbitraries.of(true, false).map(Reply.Bool::new),
        Arbitraries.bigIntegers().map(n -> new Reply.BigNumber(n.toString())),
        text().map(s -> new Reply.Verbatim("mkd", latin1(s))));
  }

  private static Arbitrary<Reply> nested(Arbitrary<Reply> inner) {
    var elements = inner.list().ofMaxSize(4);
    var map =
        Combinators.combine(inner, inner)
            .as(Reply.Entry::new)
            .list()
            .ofMaxSize(3)
            .map(Reply.Map::new);
    return Arbitraries.oneOf(
        inner,
        elements.map(Reply.Array::new),
        elements.map(Reply.Set::new),
        elements.map(Reply.Push::new),
        map.map(m -> (Reply) m),
        Combinators.combine(map, inner).as(Reply.Attributed::new));
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(20);
  }

  @Provide
  Arbitrary<String> inputs() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "+OK\r\n", "*2\r\n", "%1\r\n", "|1\r\n", "$3\r\nabc\r\n", "*?\r\n", ".\r\n"),
            Arbitraries.of(
                "$?\r\n", ";2\r\nab\r\n", ";0\r\n", "_\r\n", "#t\r\n", ",1.5\r\n", "$-1\r\n"),
            Arbitraries.of(
                "=5\r\ntxt:a\r\n", "(12\r\n", ":1\r\n", "*2147483647\r\n", "$536870912\r\n"),
            Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(2))
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }
}
