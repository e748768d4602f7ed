package dev.heddle.it;

import static dev.heddle.it.Grammar.bytes;
import static dev.heddle.it.Grammar.words;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What the differential test says to both servers about strings, keys and expiry. */
final class StringsAndKeysGrammar {
  private static final List<String> TEMPLATES =
      List.of(
          "SET $key $value",
          "SET $key $int",
          "SET $key $value NX|XX|GET|KEEPTTL|(EX,$ttl)|(PX,$pttl)|(EXAT,$at)|(PXAT,$pat)*",
          "GET $key",
          "GETDEL $key",
          "GETEX $key PERSIST|(EX,$ttl)|(PX,$pttl)|(EXAT,$at)|(PXAT,$pat)*",
          "GETSET $key $value",
          "GETRANGE $key $offset $offset",
          "SUBSTR $key $offset $offset",
          "SETRANGE $key $offset $value",
          "SETEX $key $ttl $value",
          "PSETEX $key $pttl $value",
          "SETNX $key $value",
          "MSET $key $value ($key,$value)*",
          "MSETNX $key $value ($key,$value)*",
          "MGET $key $key*",
          "APPEND $key $value",
          "STRLEN $key",
          "INCR $key",
          "DECR $key",
          "INCRBY $key $int",
          "DECRBY $key $int",
          "INCRBYFLOAT $key $float",
          "LCS $key $key LEN|IDX|WITHMATCHLEN|(MINMATCHLEN,$int)*",
          "DEL|UNLINK|EXISTS|TOUCH $key $key*",
          "TYPE $key",
          "KEYS $pattern",
          "RENAME $key $key",
          "RENAMENX $key $key",
          "COPY $key $key REPLACE|(DB,$db)*",
          "MOVE $key $db",
          "SWAPDB $db $db",
          "SELECT $db",
          "EXPIRE $key $ttl NX|XX|GT|LT*",
          "PEXPIRE $key $pttl NX|XX|GT|LT*",
          "EXPIREAT $key $at NX|XX|GT|LT*",
          "PEXPIREAT $key $pat NX|XX|GT|LT*",
          "TTL|PTTL|EXPIRETIME|PEXPIRETIME $key",
          "PERSIST $key",
          "OBJECT ENCODING|REFCOUNT|FREQ $key",
          "OBJECT $any $key?",
          "DBSIZE",
          "FLUSHDB|FLUSHALL ASYNC|SYNC?",
          "RANDOMKEY",
          "SCAN $cursor (MATCH,$pattern)|(COUNT,$int)|(TYPE,$type)*",
          "ECHO $value",
          "PING $value?",
          "COMMAND GETKEYS SET|GET|MSET|COPY|LCS|OBJECT $key $value $key*",
          "COMMAND GETKEYSANDFLAGS SET|GET|MSET|COPY|LCS|DEL $key $value $key*",
          "$any $any*");

  private StringsAndKeysGrammar() {}

  static Arbitrary<Grammar.Command> commands() {
    long second = 2_000_000_000L;
    return new Grammar()
        .pool("key", words("a", "b", "c", "key:1", "", "k\u0000\r\n\u00ff"))
        .pool("value", values())
        .pool("int", integers())
        .pool("float", floats())
        .pool(
            "offset",
            Arbitraries.oneOf(integers(), words("0", "1", "-1", "-3", "5", "100", "536870912")))
        .pool(
            "ttl",
            words("100", "1000", "0", "-1", "9223372036854775807", "9223372036854775", "1.5", "x"))
        .pool(
            "pttl",
            words(
                "100000", "1000000", "0", "-1", "9223372036854775807", "9223372036854770000", "x"))
        .pool(
            "at",
            words(
                "" + second,
                "" + (second + 1000),
                "1",
                "0",
                "-1",
                "9223372036854775807",
                "9223372036854776"))
        .pool(
            "pat", words(second + "000", second + "999", "1", "0", "-1", "9223372036854775807", ""))
        .pool("db", words("0", "1", "2", "15", "16", "-1", "x", "4294967296"))
        .pool(
            "pattern",
            words("*", "a*", "?", "[ab]", "[^a]", "k*[1-9]", "\\*", "", "[", "[b-", "***a"))
        .pool("cursor", words("0", "0", "0", "x", "-1", "18446744073709551616"))
        .pool("type", words("string", "list", "STRING", "none"))
        .pool(
            "any",
            words(
                "GET",
                "get",
                "foo",
                "",
                "ENCODING",
                "NX",
                "1",
                "\u0000\n",
                "CLIENT",
                "HELP|",
                "CONFIG"))
        .commands(TEMPLATES);
  }

  private static Arbitrary<byte[]> values() {
    return Arbitraries.oneOf(
        words("", "x", "hello", "0", "1", "-1", "007", "10", "3.0e3", "ohmytext", "mynewtext"),
        words("x".repeat(44), "x".repeat(45), "ab".repeat(600), "\r\n", "\u0000\u00ff\u0080"),
        integers(),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(12));
  }

  private static Arbitrary<byte[]> integers() {
    return Arbitraries.oneOf(
        words("0", "1", "-1", "10", "9999", "10000", "9223372036854775807", "-9223372036854775808"),
        words(
            "9223372036854775808", "-9223372036854775809", "+1", "01", "-0", " 1", "1 ", "", "1e3"),
        Arbitraries.longs().map(n -> bytes(Long.toString(n))));
  }

  static Arbitrary<byte[]> floats() {
    return Arbitraries.oneOf(
        words(
            "0.1", "1.5", "-2.25", "3.0e3", "1e-17", "5e17", "inf", "-inf", "nan", "0x10", " 1", "",
            "1e400"),
        words(
            "1e4932",
            "1.7976931348623157e308",
            "0.000000000000000001",
            "-0",
            "1.",
            ".5",
            "1e",
            "+1"),
        Arbitraries.doubles().map(d -> bytes(Double.toString(d))),
        Arbitraries.bigDecimals().map(d -> bytes(d.toString())));
  }
}
