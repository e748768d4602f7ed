package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Expected texts are what redis-cli 7.0 prints for the same bytes, where it can read them. */
class FormatTest {
  @Test
  void scalarsShowTheirType() throws IOException {
    assertPrinted("+OK\r\n", "OK\n", "OK\n");
    assertPrinted("-ERR no\r\n", "(error) ERR no\n", "ERR no\n\n");
    assertPrinted(":42\r\n", "(integer) 42\n", "42\n");
    assertPrinted("$5\r\nhello\r\n", "\"hello\"\n", "hello\n");
    assertPrinted("$0\r\n\r\n", "\"\"\n", "\n");
    assertPrinted("$-1\r\n", "(nil)\n", "\n");
    assertPrinted("_\r\n", "(nil)\n", "\n");
    assertPrinted(",1.50\r\n", "(double) 1.50\n", "1.50\n");
    assertPrinted(",-inf\r\n", "(double) -inf\n", "-inf\n");
    assertPrinted("#t\r\n", "(true)\n", "(true)\n");
    assertPrinted("#f\r\n", "(false)\n", "(false)\n");
    assertPrinted("=8\r\ntxt:Some\r\n", "Some\n", "Some\n");
    assertPrinted(
        "(12345678901234567890\r\n",
        "(big number) 12345678901234567890\n",
        "12345678901234567890\n");
    assertPrinted("!8\r\nERR blob\r\n", "(error) ERR blob\n", "ERR blob\n\n");
  }

  @Test
  void stringsAreQuotedForPeopleOnly() throws IOException {
    String bytes = "\0\u0001\u0007\b\t\n\r\u001b\"\\\u007f\u0080\u00ff\u00c3\u00a9 a'b~";
    assertPrinted(
        "$20\r\n" + bytes + "\r\n",
        "\"\\x00\\x01\\a\\b\\t\\n\\r\\x1b\\\"\\\\\\x7f\\x80\\xff\\xc3\\xa9 a'b~\"\n",
        bytes + "\n");
  }

  @Test
  void elementsAreNumbered() throws IOException {
    assertPrinted("*0\r\n", "(empty array)\n", "\n");
    assertPrinted(
        "*3\r\n$1\r\na\r\n:1\r\n$-1\r\n", "1) \"a\"\n2) (integer) 1\n3) (nil)\n", "a\n1\n\n");
    assertPrinted("*2\r\n+OK\r\n-ERR bad\r\n", "1) OK\n2) (error) ERR bad\n", "OK\nERR bad\n\n");
  }

  @Test
  void nestedElementsAreIndented() throws IOException {
    assertPrinted(
        "*3\r\n*2\r\n$1\r\na\r\n*2\r\n:1\r\n:2\r\n*0\r\n*-1\r\n",
        """
        1) 1) "a"
           2) 1) (integer) 1
              2) (integer) 2
        2) (empty array)
        3) (nil)
        """,
        "a\n1\n2\n\n\n");
  }

  @Test
  void numbersAreAligned() throws IOException {
    assertPrinted(
        "*2\r\n*10\r\n" + "+x\r\n".repeat(10) + "+y\r\n",
        """
        1)  1) x
            2) x
            3) x
            4) x
            5) x
            6) x
            7) x
            8) x
            9) x
           10) x
        2) y
        """,
        "x\n".repeat(10) + "y\n");
  }

  @Test
  void setsAndPushesAreLists() throws IOException {
    assertPrinted("~0\r\n", "(empty set)\n", "\n");
    assertPrinted("~2\r\n$1\r\na\r\n~1\r\n:2\r\n", "1~ \"a\"\n2~ 1~ (integer) 2\n", "a\n2\n");
    assertPrinted(">0\r\n", "(empty push)\n", "\n");
    assertPrinted(">2\r\n+a\r\n:1\r\n", "1) a\n2) (integer) 1\n", "a\n1\n");
  }

  @Test
  void mapsShowWhichValueBelongsToWhichKey() throws IOException {
    assertPrinted("%0\r\n", "(empty hash)\n", "\n");
    assertPrinted(
        "%2\r\n$1\r\na\r\n%2\r\n$1\r\nx\r\n:1\r\n$1\r\ny\r\n%0\r\n:5\r\n~2\r\n:1\r\n:2\r\n",
        """
        1# "a" =>\s
           1# "x" => (integer) 1
           2# "y" => (empty hash)
        2# (integer) 5 =>\s
           1~ (integer) 1
           2~ (integer) 2
        """,
        "a x 1\ny \n5 1\n2\n");
  }

  @Test
  void aValueOfOneLineStaysBehindItsKey() throws IOException {
    assertPrinted(
        "%1\r\n:1\r\n*1\r\n*1\r\n:1\r\n", "1# (integer) 1 => 1) 1) (integer) 1\n", "1 1\n");
    assertPrinted(
        "%1\r\n:1\r\n*1\r\n*2\r\n:1\r\n:2\r\n",
        "1# (integer) 1 => \n   1) 1) (integer) 1\n      2) (integer) 2\n", "1 1\n2\n");
    assertPrinted(
        "%1\r\n:1\r\n%1\r\n*2\r\n:1\r\n:2\r\n:1\r\n",
        "1# (integer) 1 => 1# 1) (integer) 1\n      2) (integer) 2 => (integer) 1\n", "1 1\n2 1\n");
    assertPrinted(
        "*1\r\n%1\r\n*2\r\n:1\r\n:2\r\n*2\r\n:3\r\n:4\r\n",
        """
        1) 1# 1) (integer) 1
              2) (integer) 2 =>\s
              1) (integer) 3
              2) (integer) 4
        """,
        "1\n2 3\n4\n");
  }

  @Test
  void attributesStandAboveTheirReply() throws IOException {
    assertPrinted(
        "|1\r\n+ttl\r\n:1\r\n$1\r\na\r\n", "(attributes)\n  1# ttl => (integer) 1\n\"a\"\n", "a\n");
  }

  private static void assertPrinted(String bytes, String formatted, String raw) throws IOException {
    Reply reply = new ReplyReader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1))).read();
    assertEquals(formatted, new TerminalFormat().print(reply));
    assertEquals(raw, new RawFormat().print(reply));
  }
}
