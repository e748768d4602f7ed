package dev.heddle.resp;

import static dev.heddle.resp.Requests.latin1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommandEncoderTest {
  private final CommandEncoder encoder = new CommandEncoder();

  @Test
  void commandsAreArraysOfBulkStrings() {
    encoder.command("SET", "k", "\u00e9");
    encoder.command(latin1("GET"), latin1("\u00ff"));
    assertEncoded(
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\n\u00c3\u00a9\r\n*2\r\n$3\r\nGET\r\n$1\r\n\u00ff\r\n");
  }

  @Test
  void argumentsMayComeOneByOne() {
    encoder.begin(3);
    encoder.argument("PEXPIREAT");
    encoder.argument(latin1("xkeyx"), 1, 3);
    encoder.argument(Long.MIN_VALUE);
    assertEncoded("*3\r\n$9\r\nPEXPIREAT\r\n$3\r\nkey\r\n$20\r\n-9223372036854775808\r\n");
  }

  @Test
  void anEncoderIsUsedAgain() {
    encoder.command("A".repeat(100_000));
    encoder.reset();
    encoder.command("B");
    assertEncoded("*1\r\n$1\r\nB\r\n");
  }

  private void assertEncoded(String expected) {
    String written = new String(encoder.buffer(), 0, encoder.size(), StandardCharsets.ISO_8859_1);
    assertEquals(expected, written);
    assertEquals(expected, new String(encoder.toBytes(), StandardCharsets.ISO_8859_1));
  }
}
