package dev.heddle.it;

import static dev.heddle.it.Grammar.bytes;
import static dev.heddle.it.Grammar.words;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * What the differential test says to both servers about HyperLogLogs, whose bytes must be the same.
 *
 * <p>To corrupt ones single elements are added: of several, the real server keeps those that it
 * came to before it saw what is corrupt, and answers with the error nevertheless. Here nothing is
 * kept. PFSELFTEST takes the real server seconds: {@link BitmapsAndMoreEffectsIT} has it once.
 */
final class HyperLogLogGrammar {
  private static final String HEADER = "HYLL\u0001\0\0\0";

  private static final List<String> TEMPLATES =
      List.of(
          "PFADD $key $element $element*",
          "PFADD $key $element $element $element $element $element $element $element $element*",
          "PFADD $key",
          "PFADD $key|$odd $few $few*",
          "PFCOUNT $key",
          "PFCOUNT $key|$odd",
          "PFCOUNT $key $key $key|$odd*",
          "PFMERGE $key $key $key*",
          "PFMERGE $key|$odd $key|$odd*",
          "PFDEBUG ENCODING|DECODE|TODENSE|GETREG $key|$odd",
          "PFDEBUG ENCODING|DECODE $key",
          "PFDEBUG $word $key",
          "SET $key $hll",
          "SET $odd $value",
          "RPUSH $odd $few",
          "SET $bad $corrupt",
          "PFCOUNT $key $bad",
          "PFCOUNT|GET $bad",
          "PFADD $bad $few",
          "PFMERGE $key $bad",
          "PFMERGE $bad $key",
          "PFDEBUG ENCODING|DECODE|TODENSE|GETREG $bad",
          "SETRANGE $key 8 $kept",
          "APPEND $bad $few",
          "SORT $key",
          "GET|STRLEN|DEL|TYPE $key|$odd",
          "GET $key",
          "RENAME|COPY $key $key",
          "OBJECT ENCODING $key",
          "CONFIG SET hll-sparse-max-bytes $limit",
          "COMMAND GETKEYS|GETKEYSANDFLAGS PFADD|PFCOUNT|PFMERGE|PFDEBUG|PFSELFTEST $key $key $word*");

  private HyperLogLogGrammar() {}

  static Arbitrary<Grammar.Command> commands() {
    return new Grammar()
        .pool("key", words("a", "b", "c", "d"))
        .pool("odd", words("s", "l", "none"))
        .pool("bad", words("bad"))
        .pool("element", elements())
        .pool("few", words("a", "b", "1", "2", ""))
        .pool("hll", intact())
        .pool("corrupt", corrupt())
        .pool("kept", words("\0\0\0\0\0\0\0\u0080", "\u0001\0\0\0\0\0\0\0"))
        .pool("value", words("", "x", "12", "HYLL", HEADER, "x".repeat(12304)))
        .pool("limit", words("0", "16", "40", "100", "3000", "3000", "20000", "-1", "x"))
        .pool("word", words("", "x", "HELP", "encoding", "1"))
        .commands(TEMPLATES);
  }

  private static Arbitrary<byte[]> elements() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 100).map(n -> bytes("" + n)),
        Arbitraries.integers().map(n -> bytes("" + n)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
  }

  /** Long enough to be kept as a string of its own. */
  private static Arbitrary<byte[]> intact() {
    String runs = "\u0080\u0001".repeat(20) + "\u007f\u00d7"; // 60 registers, then 16344 empty ones
    return words(
        HEADER + "\u0005\0\0\0\0\0\0\0" + "\u0080\0".repeat(20) + "\u007f\u00d7",
        HEADER + "\0\0\0\0\0\0\0\u0080" + "\u0080\0".repeat(20) + "\u007f\u00d7",
        HEADER + "\0\0\0\0\0\0\0\u0080" + runs.substring(0, 40) + "\u007f\u00c3");
  }

  private static Arbitrary<byte[]> corrupt() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            1,
            words(
                HEADER + "\0\0\0\0\0\0\0\u0080" + "\u0080\0".repeat(20),
                HEADER + "\0\0\0\0\0\0\0\u0080" + "\u007f\u00ff".repeat(20),
                HEADER + "\0\0\0\0\0\0\0\u0080" + "\u0080\0".repeat(20) + "\u007f",
                HEADER + "\0\0\0\0\0\0\0\u0080" + "x".repeat(40))));
  }
}
