package dev.heddle.it;

import static dev.heddle.it.Grammar.words;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * What the differential test says to both servers about strings as rows of bits.
 *
 * <p>No increment is the least integer of 64 bits: for that one the real server's check for
 * overflow overflows itself.
 */
final class BitmapGrammar {
  private static final List<String> TEMPLATES =
      List.of(
          "SETBIT $key $offset $bit",
          "SETBIT $key $offset $bit",
          "GETBIT $key $offset",
          "BITCOUNT $key",
          "BITCOUNT $key $index $index BYTE|BIT|$word?",
          "BITCOUNT $key $index",
          "BITPOS $key $bit",
          "BITPOS $key $bit $index",
          "BITPOS $key $bit $index $index BYTE|BIT|$word?",
          "BITOP AND|OR|XOR $key $key $key*",
          "BITOP NOT $key $key",
          "BITOP AND|OR|XOR|NOT|$word $key $key*",
          "BITFIELD $key (GET,$type,$offset)|(GET,$type,$field)*",
          "BITFIELD $key (SET,$type,$offset,$int)|(INCRBY,$type,$field,$int)|(OVERFLOW,WRAP|SAT|FAIL)*",
          "BITFIELD $key OVERFLOW SAT|FAIL|WRAP (INCRBY,$type,$field,$int) (GET,$type,$field)*",
          "BITFIELD $key OVERFLOW $word (INCRBY,$type,$field,$int)|(SET,$type,$offset,$int)|$word*",
          "BITFIELD_RO $key (GET,$type,$offset)|(GET,$type,$field)|(SET,$type,$offset,$int)*",
          "SET|APPEND $key $value",
          "SETRANGE $key $index $value",
          "GET|STRLEN|DEL|TYPE $key",
          "RENAME|COPY $key $key",
          "INCR $key",
          "OBJECT ENCODING $key",
          "COMMAND GETKEYS|GETKEYSANDFLAGS BITOP|BITFIELD|SETBIT $key $key $word*");

  private BitmapGrammar() {}

  static Arbitrary<Grammar.Command> commands() {
    return new Grammar()
        .pool("key", words("a", "b", "c", "d"))
        .pool("offset", offsets())
        .pool("field", words("#0", "#1", "#2", "#7", "#100", "0", "5", "64", "#", "#-1", "#x"))
        .pool("bit", words("0", "1", "1", "1", "2", "-1", "x"))
        .pool("index", words("0", "1", "2", "5", "8", "17", "100", "-1", "-2", "-9", "-100", "x"))
        .pool("type", types())
        .pool("int", integers())
        .pool("value", values())
        .pool("word", words("", "x", "BYTE", "BIT", "GET", "OVERFLOW", "1", "#1"))
        .commands(TEMPLATES);
  }

  private static Arbitrary<byte[]> offsets() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.integers().between(0, 200).map(n -> Grammar.bytes("" + n))),
        Tuple.of(2, words("0", "7", "8", "63", "64", "1000", "9999")),
        Tuple.of(1, words("-1", "x", "", "4294967296", "9223372036854775807", "01")));
  }

  private static Arbitrary<byte[]> types() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, words("i1", "u1", "i8", "u8", "i5", "u13", "i16", "u32", "i63", "u63", "i64")),
        Tuple.of(1, words("u64", "i65", "i0", "u0", "x8", "i", "", "i-1", "I8", "u08")));
  }

  private static Arbitrary<byte[]> integers() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, words("0", "1", "-1", "2", "127", "128", "-128", "-129", "255", "256")),
        Tuple.of(2, words("9223372036854775807", "-9223372036854775807", "4294967296")),
        Tuple.of(1, words("9223372036854775808", "x", "", "1.5")));
  }

  private static Arbitrary<byte[]> values() {
    return Arbitraries.oneOf(
        words("", "foobar", "12", "-1", "\u00ff\u00ff", "\u00ff".repeat(20), "\u0000".repeat(9)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(70));
  }
}
