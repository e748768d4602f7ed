package dev.heddle.resp;

import static dev.heddle.resp.Requests.latin1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {
  @Test
  void whatBothProtocolsShare() {
    assertWritten("+OK\r\n", ReplyWriter::ok);
    assertWritten("+PONG\r\n", w -> w.simple("PONG"));
    assertWritten("-ERR no\r\n", w -> w.error("ERR no"));
    assertWritten(":0\r\n", w -> w.integer(0));
    assertWritten(":-9223372036854775808\r\n", w -> w.integer(Long.MIN_VALUE));
    assertWritten("$2\r\n\0\u00ff\r\n", w -> w.bulk(latin1("\0\u00ff")));
    assertWritten("$2\r\nbc\r\n", w -> w.bulk(latin1("abcd"), 1, 2));
    assertWritten("$2\r\n\u00c3\u00a9\r\n", w -> w.bulk("\u00e9"));
    assertWritten("*12\r\n", w -> w.array(12));
    assertWritten("xy", w -> w.raw(latin1("wxyz"), 1, 2));
  }

  @Test
  void whatOnlyResp3Knows() {
    assertWritten("$-1\r\n", "_\r\n", ReplyWriter::nil);
    assertWritten("*-1\r\n", "_\r\n", ReplyWriter::nilArray);
    assertWritten("*6\r\n", "%3\r\n", w -> w.map(3));
    assertWritten("*3\r\n", "~3\r\n", w -> w.set(3));
    assertWritten("*3\r\n", ">3\r\n", w -> w.push(3));
    assertWritten("$3\r\n1.5\r\n", ",1.5\r\n", w -> w.number(1.5));
    assertWritten("$4\r\n-inf\r\n", ",-inf\r\n", w -> w.number(Double.NEGATIVE_INFINITY));
    assertWritten(":1\r\n", "#t\r\n", w -> w.bool(true));
    assertWritten(":0\r\n", "#f\r\n", w -> w.bool(false));
    assertWritten("$3\r\n123\r\n", "(123\r\n", w -> w.bigNumber("123"));
    assertWritten("$2\r\nhi\r\n", "=6\r\ntxt:hi\r\n", w -> w.verbatim("txt", latin1("hi")));
    assertWritten("|1\r\n", w -> w.attribute(1));
  }

  @Test
  void anErrorIsOneLineOfBytes() {
    assertWritten("-ERR a  b \u00ff ?\r\n", w -> w.error("ERR a\r\nb \u00ff \u20ac"));
    assertWritten("+a b\r\n", w -> w.simple("a\nb"));
  }

  @Test
  void lengthsMayBeKnownAfterwards() {
    assertWritten(
        "*2\r\n:1\r\n*0\r\n",
        w -> {
          int outer = w.open();
          w.integer(1);
          w.closeArray(w.open(), 0);
          w.closeArray(outer, 2);
        });
    assertWritten(
        "*4\r\n:1\r\n:2\r\n*1\r\n:3\r\n",
        "%2\r\n:1\r\n:2\r\n~1\r\n:3\r\n",
        w -> {
          int map = w.open();
          w.integer(1);
          w.integer(2);
          int set = w.open();
          w.integer(3);
          w.closeSet(set, 1);
          w.closeMap(map, 2);
        });
  }

  @Test
  void aLongAggregateIsClosedAsItWouldHaveBeenOpened() {
    var known = new ReplyWriter();
    var unknown = new ReplyWriter();
    known.array(100_000);
    int mark = unknown.open();
    for (int i = 0; i < 100_000; i++) {
      known.integer(i);
      unknown.integer(i);
    }
    unknown.closeArray(mark, 100_000);
    assertEquals(text(known), text(unknown));
  }

  @Test
  void theEndCanBeTakenBack() {
    var writer = new ReplyWriter();
    writer.ok();
    int size = writer.size();
    writer.integer(5);
    writer.truncate(size);
    assertEquals("+OK\r\n", text(writer));
    assertThrows(IndexOutOfBoundsException.class, () -> writer.truncate(6));
  }

  @Test
  void aLargeBufferIsGivenBack() {
    var writer = new ReplyWriter();
    writer.bulk(new byte[100_000]);
    assertTrue(writer.buffer().length >= 100_000);
    writer.reset();
    assertEquals(0, writer.size());
    assertTrue(writer.buffer().length <= 16 << 10);
    writer.bulk(new byte[2_000]);
    writer.reset();
    assertEquals(16 << 10, writer.buffer().length);
  }

  @Test
  void thereAreTwoProtocols() {
    var writer = new ReplyWriter();
    assertEquals(2, writer.protocol());
    writer.protocol(3);
    assertEquals(3, writer.protocol());
    assertThrows(IllegalArgumentException.class, () -> writer.protocol(4));
    assertThrows(IllegalArgumentException.class, () -> writer.verbatim("text", new byte[0]));
  }

  private static void assertWritten(String expected, Consumer<ReplyWriter> write) {
    assertWritten(expected, expected, write);
  }

  private static void assertWritten(String resp2, String resp3, Consumer<ReplyWriter> write) {
    var writer = new ReplyWriter();
    write.accept(writer);
    assertEquals(resp2, text(writer));
    writer.reset();
    writer.protocol(3);
    write.accept(writer);
    assertEquals(resp3, text(writer));
  }

  static String text(ReplyWriter writer) {
    return new String(writer.buffer(), 0, writer.size(), StandardCharsets.ISO_8859_1);
  }
}
