package dev.heddle.resp;

import static dev.heddle.resp.Requests.latin1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class RequestReaderProperties {
  private static final Limits TIGHT = new Limits(40, 20, 300, true);

  @Property(tries = 300)
  void whatIsEncodedIsReadBack(@ForAll("commands") List<List<String>> commands) {
    var encoder = new CommandEncoder();
    for (List<String> command : commands) {
      encoder.command(command.stream().map(Requests::latin1).toArray(byte[][]::new));
    }
    var requests = new Requests(Limits.DEFAULTS);
    requests.feed(encoder.toBytes());
    assertEquals(new Requests.Outcome(commands, ""), requests.outcome());
  }

  @Property(tries = 300)
  void aCommandReadIsEncodedAsItWas(@ForAll("commands") List<List<String>> commands) {
    for (List<String> command : commands) {
      var encoder = new CommandEncoder();
      encoder.command(command.stream().map(Requests::latin1).toArray(byte[][]::new));
      byte[] bytes = encoder.toBytes();
      var reader = new RequestReader(Limits.DEFAULTS);
      RequestReaderTest.give(reader, new String(bytes, StandardCharsets.ISO_8859_1));
      assertEquals(1, reader.parse(1));
      encoder.reset();
      encoder.command(reader.args(0).detach());
      assertEquals(Arrays.toString(bytes), Arrays.toString(encoder.toBytes()));
    }
  }

  /** Every input, sense or nonsense, cut in two at every position. */
  @Property(tries = 1000)
  void whereAnInputIsCutChangesNothing(@ForAll("inputs") String input) {
    byte[] bytes = latin1(input);
    var whole = Requests.read(input, TIGHT);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var requests = new Requests(TIGHT);
      requests.feed(Arrays.copyOf(bytes, cut));
      requests.feed(Arrays.copyOfRange(bytes, cut, bytes.length));
      assertEquals(whole, requests.outcome(), "cut at " + cut);
    }
  }

  @Property(tries = 1000)
  void anInputMayArriveByteByByte(@ForAll("inputs") String input) {
    var requests = new Requests(TIGHT);
    for (byte b : latin1(input)) {
      requests.feed(new byte[] {b});
    }
    assertEquals(Requests.read(input, TIGHT), requests.outcome());
  }

  @Property(tries = 50)
  void largeInputsMayBeCutAnywhere(
      @ForAll("largeCommands") List<List<String>> commands, @ForAll("cuts") List<Integer> cuts) {
    var encoder = new CommandEncoder();
    for (List<String> command : commands) {
      encoder.command(command.toArray(String[]::new));
    }
    byte[] bytes = encoder.toBytes();
    var requests = new Requests(Limits.DEFAULTS);
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int end = Math.min(bytes.length, at + cuts.get(i % cuts.size()));
      requests.feed(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    assertEquals(new Requests.Outcome(commands, ""), requests.outcome());
    assertTrue(requests.largestCapacity <= 6L * bytes.length + (130 << 10));
  }

  @Property(tries = 1000)
  void anyBytesGiveCommandsOrAProtocolErrorInBoundedMemory(@ForAll byte[] bytes) {
    var requests = new Requests(Limits.DEFAULTS);
    requests.feed(bytes);
    assertTrue(requests.largestCapacity <= 64L * bytes.length + (100 << 10));
  }

  @Property(tries = 1000)
  void nearlyValidBytesGiveCommandsOrAProtocolErrorInBoundedMemory(@ForAll("inputs") String input) {
    var requests = new Requests(Limits.DEFAULTS);
    requests.feed(latin1(input));
    assertTrue(requests.largestCapacity <= 64L * input.length() + (100 << 10));
  }

  @Provide
  Arbitrary<List<List<String>>> commands() {
    return bytes(40).list().ofMinSize(1).ofMaxSize(12).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<List<String>>> largeCommands() {
    Arbitrary<String> word =
        Combinators.combine(
                Arbitraries.chars().range('a', 'z'),
                Arbitraries.frequencyOf(
                    Tuple.of(6, Arbitraries.integers().between(0, 100)),
                    Tuple.of(2, Arbitraries.integers().between(30_000, 35_000)),
                    Tuple.of(1, Arbitraries.integers().between(60_000, 300_000))))
            .as((c, n) -> c.toString().repeat(n));
    return word.list().ofMinSize(1).ofMaxSize(5).list().ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 40_000).list().ofMinSize(1).ofMaxSize(10);
  }

  /** Pieces of the protocol, right and wrong, in any order. */
  @Provide
  Arbitrary<String> inputs() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of("\r\n", "\n", "\r", "*", "$", "'", "\"", " ", "\\x4", "\\", "\0", "-1"),
            Arbitraries.of("*1\r\n", "*2\r\n$1\r\na\r\n", "$3\r\nabc\r\n", "$0\r\n\r\n", "*0\r\n"),
            Arbitraries.of("PING\r\n", "GET \"a\\x41\"\n", "ECHO 'b\\'' \"\\n\"\r\n", "*25\r\n"),
            Arbitraries.of("$299\r\n" + "z".repeat(299) + "\r\n", "*1\r\n$536870912\r\n"),
            Arbitraries.integers().between(-3, 400).map(n -> "$" + n + "\r\n"),
            bytes(6));
    return piece.list().ofMaxSize(14).map(pieces -> String.join("", pieces));
  }

  private static Arbitrary<String> bytes(int max) {
    return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(max);
  }
}
