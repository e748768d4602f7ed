package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyScannerTest {
  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK\r\n",
        ":-12\r\n",
        "$-1\r\n",
        "$0\r\n\r\n",
        "$5\r\n+1\r\n-\r\n", // what looks like replies is not
        "*-1\r\n",
        "*0\r\n",
        "*2\r\n$1\r\na\r\n:1\r\n",
        "*2\r\n*2\r\n+a\r\n*0\r\n*1\r\n$-1\r\n"
      })
  void aReplyEndsWithItsLastByteHoweverItComes(String reply) {
    for (int cut = 0; cut <= reply.length(); cut++) {
      var scanner = new ReplyScanner();
      assertEquals(cut == reply.length() ? 1 : 0, scanner.scan(bytes(reply.substring(0, cut))));
      assertEquals(cut == reply.length() ? 0 : 1, scanner.scan(bytes(reply.substring(cut))));
      assertEquals(3, scanner.scan(bytes(reply.repeat(3))));
    }
  }

  @Test
  void anErrorIsAFailureWithItsText() {
    var scanner = new ReplyScanner();
    assertEquals(1, scanner.scan(bytes("+OK\r\n-ERR no such")));
    var failure = assertThrows(Failure.class, () -> scanner.scan(bytes(" thing\r\n")));
    assertEquals("answered with an error: ERR no such thing", failure.line());
  }
}
