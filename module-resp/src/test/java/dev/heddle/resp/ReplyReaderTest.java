package dev.heddle.resp;

import static dev.heddle.resp.Requests.latin1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {
  private static final Reply ONE = new Reply.Int(1);
  private static final Reply TWO = new Reply.Int(2);

  @Test
  void readsScalars() throws IOException {
    assertRead(new Reply.Simple("OK"), "+OK\r\n");
    assertRead(new Reply.Failure("ERR no"), "-ERR no\r\n");
    assertRead(new Reply.Int(-5), ":-5\r\n");
    assertRead(new Reply.Int(Long.MIN_VALUE), ":-9223372036854775808\r\n");
    assertRead(bulk("a\r\nb"), "$4\r\na\r\nb\r\n");
    assertRead(new Reply.Null(), "$-1\r\n");
    assertRead(new Reply.Null(), "*-1\r\n");
    assertRead(new Reply.Null(), "_\r\n");
    assertRead(new Reply.Bool(true), "#t\r\n");
    assertRead(new Reply.Bool(false), "#f\r\n");
    assertRead(new Reply.Real("1.50"), ",1.50\r\n");
    assertRead(new Reply.Real("-inf"), ",-inf\r\n");
    assertRead(new Reply.Real("nan"), ",nan\r\n");
    assertRead(
        new Reply.BigNumber("-123456789012345678901234567890"),
        "(-123456789012345678901234567890\r\n");
    assertRead(new Reply.Verbatim("txt", latin1("Some")), "=8\r\ntxt:Some\r\n");
    assertRead(new Reply.Failure("SYNTAX a\r\nb"), "!11\r\nSYNTAX a\r\nb\r\n");
  }

  @Test
  void readsAggregates() throws IOException {
    assertRead(new Reply.Array(List.of(ONE, new Reply.Array(List.of()))), "*2\r\n:1\r\n*0\r\n");
    assertRead(new Reply.Set(List.of(ONE, TWO)), "~2\r\n:1\r\n:2\r\n");
    assertRead(new Reply.Push(List.of(ONE)), ">1\r\n:1\r\n");
    assertRead(new Reply.Map(List.of(new Reply.Entry(ONE, TWO))), "%1\r\n:1\r\n:2\r\n");
  }

  @Test
  void anAttributeBelongsToTheReplyBehindIt() throws IOException {
    var ttl = new Reply.Map(List.of(new Reply.Entry(new Reply.Simple("ttl"), TWO)));
    assertRead(new Reply.Attributed(ttl, ONE), "|1\r\n+ttl\r\n:2\r\n:1\r\n");
    assertRead(
        new Reply.Array(List.of(new Reply.Attributed(ttl, ONE), TWO)),
        "*2\r\n|1\r\n+ttl\r\n:2\r\n:1\r\n:2\r\n");
  }

  @Test
  void whatComesInPiecesIsPutTogether() throws IOException {
    assertRead(bulk("Hello world"), "$?\r\n;4\r\nHell\r\n;5\r\no wor\r\n;2\r\nld\r\n;0\r\n");
    assertRead(bulk(""), "$?\r\n;0\r\n");
    assertRead(new Reply.Array(List.of(ONE, TWO)), "*?\r\n:1\r\n:2\r\n.\r\n");
    assertRead(new Reply.Set(List.of()), "~?\r\n.\r\n");
    assertRead(new Reply.Map(List.of(new Reply.Entry(ONE, TWO))), "%?\r\n:1\r\n:2\r\n.\r\n");
  }

  @Test
  void everythingElseIsAProtocolError() {
    for (String wrong :
        List.of(
            "x\r\n",
            "\r\n",
            ":\r\n",
            ":1x\r\n",
            ":99999999999999999999\r\n",
            "#x\r\n",
            "_x\r\n",
            ",x\r\n",
            ",\r\n",
            "(1.5\r\n",
            "$-2\r\n",
            "$x\r\n",
            "$01\r\n",
            "$1\r\nab\r\n",
            "=3\r\ntxt\r\n",
            "=-1\r\n",
            "!?\r\n",
            "*-2\r\n",
            "~-1\r\n",
            "%-1\r\n",
            "|-1\r\n",
            "*99999999999\r\n",
            "%?\r\n:1\r\n.\r\n",
            ".\r\n",
            ";1\r\n",
            "$?\r\n:1\r\n",
            "$?\r\n;-1\r\n",
            "+a\rb\r\n",
            "*?\r\n.x\r\n",
            "$536870913\r\n")) {
      assertThrows(ProtocolError.class, () -> read(wrong), wrong);
    }
  }

  @Test
  void nestingHasALimit() throws IOException {
    int deepest = ReplyReader.MAX_DEPTH;
    assertTrue(read("*1\r\n".repeat(deepest) + ":1\r\n") instanceof Reply.Array);
    for (String wrapper : List.of("*1\r\n", "*?\r\n", "%1\r\n:1\r\n", "|0\r\n")) {
      assertThrows(ProtocolError.class, () -> read(wrapper.repeat(deepest + 1) + ":1\r\n"));
      assertThrows(ProtocolError.class, () -> read(wrapper.repeat(1_000_000)));
    }
  }

  @Test
  void limitsAreSettings() {
    var limits = new Limits(10, 2, 5, true);
    for (String wrong :
        List.of(
            "+01234567890\r\n", "$6\r\n", "*3\r\n", "%3\r\n", "$?\r\n;3\r\nabc\r\n;3\r\nabc\r\n")) {
      var reader = new ReplyReader(new ByteArrayInputStream(latin1(wrong)), limits);
      assertThrows(ProtocolError.class, reader::read, wrong);
    }
  }

  @Test
  void theEndOfTheStreamIsNotAReply() {
    for (String cut :
        List.of(
            "",
            "+OK",
            "+OK\r",
            "$5\r\nab",
            "*2\r\n:1\r\n",
            "$536870912\r\nx",
            "*2147483647\r\n",
            "%2147483647\r\n:1\r\n")) {
      assertThrows(EOFException.class, () -> read(cut), cut);
    }
  }

  private static void assertRead(Reply expected, String bytes) throws IOException {
    assertEquals(expected, read(bytes));
  }

  private static Reply read(String bytes) throws IOException {
    return new ReplyReader(new ByteArrayInputStream(latin1(bytes))).read();
  }

  private static Reply bulk(String text) {
    return new Reply.Bulk(latin1(text));
  }
}
