package dev.heddle.resp;

import static dev.heddle.resp.Requests.error;
import static dev.heddle.resp.Requests.latin1;
import static dev.heddle.resp.Requests.multibulk;
import static dev.heddle.resp.Requests.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
  private static final List<String> PING = List.of("PING");

  @Test
  void aCommandIsAnArrayOfBulkStrings() {
    assertEquals(
        List.of(List.of("SET", "k", "a\r\nb")), read(multibulk("SET", "k", "a\r\nb")).commands());
  }

  @Test
  void aPipelineMixesBothForms() {
    var outcome = read(multibulk("PING") + "PING\r\n" + multibulk("GET", "") + "GET a\n");
    assertEquals(List.of(PING, PING, List.of("GET", ""), List.of("GET", "a")), outcome.commands());
  }

  @Test
  void emptyRequestsAreSkipped() {
    assertEquals(
        List.of(PING), read("*0\r\n*-1\r\n\r\n\n  \t \r\n" + multibulk("PING")).commands());
    assertEquals("", error("*-2147483649\r\n"));
  }

  @Test
  void theLastByteOfALineAndThoseBehindAnArgumentAreNotLookedAt() {
    assertEquals(List.of(PING, PING), read("*1\rx$4\rxPINGab" + multibulk("PING")).commands());
  }

  @Test
  void aWrongNumberOfArgumentsIsAnError() {
    for (String count : List.of("x", "", "+1", "01", " 1", "-", "-0", "2147483648", "1x")) {
      assertEquals("invalid multibulk length", error("*" + count + "\r\n"), count);
    }
    assertEquals("invalid multibulk length", error("*99999999999999999999\r\n"));
    assertEquals("invalid multibulk length", error("*9999999999999999999\r\n"));
  }

  @Test
  void aWrongLengthIsAnError() {
    for (String length : List.of("x", "", "+1", "04", " 4", "-1", "-0", "1x", "536870913")) {
      assertEquals("invalid bulk length", error("*1\r\n$" + length + "\r\n"), length);
    }
    assertEquals("", error("*1\r\n$536870912\r\n"));
  }

  @Test
  void anArgumentStartsWithADollar() {
    assertEquals("expected '$', got 'P'", error("*1\r\nPING\r\n"));
    assertEquals("expected '$', got ' '", error("*1\r\n\r\n"));
    assertEquals("expected '$', got '\u00ff'", error("*1\r\n\u00ff\r\n"));
    assertEquals("", error("*1\r\nPING")); // it may still become a line
  }

  @Test
  void aLengthInTwoPiecesDoesNotHideTheEndOfTheNextLine() {
    var requests = new Requests(Limits.DEFAULTS);
    requests.feed(latin1("*2\r\n$1"));
    requests.feed(latin1("\r\na\r\nx\r\n"));
    assertEquals("expected '$', got 'x'", requests.error);
  }

  @Test
  void linesHaveALimit() {
    String long1 = "1".repeat(65537);
    assertEquals("too big inline request", error("a".repeat(65537)));
    assertEquals("too big inline request", error("a".repeat(65537) + "\n"));
    assertEquals("", error("a".repeat(65536)));
    assertEquals(1, read("a".repeat(65536) + "\n").commands().size());
    assertEquals("too big mbulk count string", error("*" + long1));
    assertEquals("too big bulk count string", error("*1\r\n$" + long1));
  }

  @Test
  void limitsAreSettings() {
    var limits = new Limits(8, 2, 3, true);
    assertEquals("invalid bulk length", read("*1\r\n$4\r\n", limits).error());
    assertEquals("invalid multibulk length", read("*3\r\n", limits).error());
    assertEquals("too big inline request", read("123456789", limits).error());
    assertEquals("", read(multibulk("abc", "abc") + "12345678\n", limits).error());
  }

  @Test
  void theUnknownMaySendLess() {
    var limits = Limits.DEFAULTS.withAuthenticated(false);
    assertEquals("unauthenticated multibulk length", read("*11\r\n", limits).error());
    assertEquals("unauthenticated bulk length", read("*1\r\n$16385\r\n", limits).error());
    assertEquals("", read("*10\r\n$16384\r\n", limits).error());
  }

  @Test
  void limitsChangeInTheMiddleOfAPipeline() {
    var reader = new RequestReader(Limits.DEFAULTS.withAuthenticated(false));
    give(reader, multibulk("AUTH", "x") + "*11\r\n");
    assertEquals(1, reader.parse(64));
    reader.limits(Limits.DEFAULTS);
    assertEquals(0, reader.parse(64));
  }

  @Test
  void anErrorWaitsForTheCommandsInFrontOfIt() {
    var reader = new RequestReader(Limits.DEFAULTS);
    give(reader, multibulk("PING") + "*1\r\n$x\r\n");
    assertEquals(1, reader.parse(64));
    assertEquals(PING, Requests.words(reader.args(0)));
    assertThrows(ProtocolError.class, () -> reader.parse(64));
    assertThrows(ProtocolError.class, () -> reader.parse(64));
  }

  @Test
  void unbalancedQuotesBehindACommandAreStillUnbalancedLater() {
    var reader = new RequestReader(Limits.DEFAULTS);
    give(reader, multibulk("PING") + "ECHO \"a\\x22b\" \"c\n");
    assertEquals(1, reader.parse(64));
    var error = assertThrows(ProtocolError.class, () -> reader.parse(64));
    assertEquals("unbalanced quotes in request", error.getMessage());
  }

  @Test
  void noMoreIsParsedThanAskedFor() {
    var reader = new RequestReader(Limits.DEFAULTS);
    give(reader, "a\nb\nc\n");
    assertEquals(6, reader.buffered());
    assertEquals(2, reader.parse(2));
    assertEquals(2, reader.buffered());
    assertEquals(List.of("b"), Requests.words(reader.args(1)));
    assertThrows(IndexOutOfBoundsException.class, () -> reader.args(1).array(1));
    assertEquals(1, reader.parse(2));
    assertEquals(0, reader.buffered());
  }

  @Test
  void aBigArgumentIsHandedOverWithoutACopy() {
    var requests = new Requests(Limits.DEFAULTS);
    String big = "0123456789".repeat(10_000);
    give(requests.reader, multibulk("SET", "k", big));
    assertEquals(1, requests.reader.parse(64));
    Args args = requests.reader.args(0);
    byte[] taken = args.take(2);
    assertSame(args.array(2), taken);
    assertArrayEquals(latin1(big), taken);
    assertNotSame(args.array(1), args.take(1));
    assertNotSame(taken, args.copy(2));
  }

  @Test
  void theEndOfABigArgumentIsReadWhereItWillStay() {
    var reader = new RequestReader(Limits.DEFAULTS);
    give(reader, "*1\r\n$60000\r\n" + "x".repeat(100));
    assertEquals(0, reader.parse(64));
    assertEquals(59_900, reader.space().remaining());
    assertEquals(100 + 8, reader.buffered());
  }

  @Test
  void memoryFollowsWhatArrivesNotWhatIsAnnounced() {
    var requests = new Requests(Limits.DEFAULTS);
    requests.feed(latin1("*2147483647\r\n$536870912\r\nabc"));
    assertTrue(requests.largestCapacity < 100_000, () -> "" + requests.largestCapacity);
    requests.feed(new byte[1 << 20]);
    assertTrue(requests.largestCapacity < 5 << 20, () -> "" + requests.largestCapacity);
  }

  @Test
  void manySmallArgumentsMakeOneCommand() {
    var requests = new Requests(Limits.DEFAULTS);
    int count = 300_000;
    requests.feed(latin1("*" + count + "\r\n"));
    byte[] piece = latin1("$3\r\nabc\r\n".repeat(1000));
    for (int i = 0; i < count; i += 1000) {
      requests.feed(piece);
    }
    assertEquals(1, requests.commands.size());
    assertEquals(count, requests.commands.get(0).size());
    requests.feed(latin1("PING\r\n"));
    requests.reader.space();
    assertTrue(requests.reader.capacity() < 32 << 10);
  }

  @Test
  void anIdleConnectionHoldsAboutAKilobyte() {
    var requests = new Requests(Limits.DEFAULTS);
    assertTrue(requests.reader.capacity() < 1300);
    requests.feed(latin1("PING\r\n".repeat(10_000)));
    requests.reader.space();
    assertTrue(requests.reader.capacity() >= 16 << 10);
    for (int i = 0; i < 70; i++) {
      requests.feed(latin1("PING\r\n"));
    }
    requests.reader.space();
    assertTrue(requests.reader.capacity() < 1300, () -> "" + requests.reader.capacity());
    assertEquals(10_070, requests.commands.size());
  }

  @Test
  void bigArgumentsAreLetGo() {
    var requests = new Requests(Limits.DEFAULTS);
    requests.feed(latin1(multibulk("SET", "k", "x".repeat(1_000_000))));
    assertEquals(1, requests.commands.size());
    requests.reader.space();
    assertTrue(requests.reader.capacity() < 100_000);
  }

  @Test
  void bigAndSmallArgumentsKeepTheirPlaces() {
    String big = "b".repeat(40_000);
    String middle = "m".repeat(30_000);
    String[] words = {"MSET", "k1", big, "k2", middle, "k3", big, middle};
    var requests = new Requests(Limits.DEFAULTS);
    String text = multibulk(words) + multibulk("PING") + multibulk(words);
    for (int i = 0; i < text.length(); i += 9_999) {
      requests.feed(latin1(text.substring(i, Math.min(text.length(), i + 9_999))));
    }
    assertEquals(List.of(List.of(words), PING, List.of(words)), requests.commands);
  }

  static void give(RequestReader reader, String text) {
    byte[] bytes = latin1(text);
    for (int at = 0; at < bytes.length; ) {
      var space = reader.space();
      int n = Math.min(space.remaining(), bytes.length - at);
      space.put(bytes, at, n);
      reader.received(n);
      at += n;
      if (at < bytes.length) {
        assertEquals(0, reader.parse(64));
      }
    }
  }
}
