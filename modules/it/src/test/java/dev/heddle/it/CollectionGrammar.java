package dev.heddle.it;

import static dev.heddle.it.Grammar.bytes;
import static dev.heddle.it.Grammar.words;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * The words of all collections' grammars, and the commands about keys that are mixed with theirs.
 *
 * <p>Each type has its favourite keys, but every key is of every type now and then. There are few
 * keys and few elements, so that commands meet.
 */
final class CollectionGrammar {
  /** Conversions happen at the fifth element or the ninth byte. */
  static final List<String[]> TINY_SETTINGS =
      List.of(
          settings("list-max-listpack-size", "4", "list-compress-depth", "1"),
          settings("hash-max-listpack-entries", "4", "hash-max-listpack-value", "8"),
          settings("set-max-intset-entries", "4"),
          settings("set-max-listpack-entries", "4", "set-max-listpack-value", "8"),
          settings("zset-max-listpack-entries", "4", "zset-max-listpack-value", "8"));

  static final List<String[]> DEFAULT_SETTINGS =
      List.of(
          settings("list-max-listpack-size", "-2", "list-compress-depth", "0"),
          settings("hash-max-listpack-entries", "512", "hash-max-listpack-value", "64"),
          settings("set-max-intset-entries", "512"),
          settings("set-max-listpack-entries", "128", "set-max-listpack-value", "64"),
          settings("zset-max-listpack-entries", "128", "zset-max-listpack-value", "64"));

  private static final List<String> KEYS =
      List.of(
          "DEL|UNLINK|EXISTS|TOUCH $key $key*",
          "TYPE $key",
          "RENAME|RENAMENX $key $key",
          "COPY $key $key REPLACE?",
          "MOVE $key $db",
          "(SWAPDB,0,1)|(SELECT,0)|(SELECT,0)|(SELECT,1)|FLUSHDB",
          "EXPIRE $key $ttl",
          "PERSIST|TTL $key",
          "OBJECT ENCODING|REFCOUNT|FREQ|IDLETIME $key",
          "OBJECT ENCODING $key",
          "OBJECT ENCODING $key",
          "SET|APPEND|GETSET $key $elem",
          "GET|GETDEL|STRLEN|INCR|DECR $key",
          "DBSIZE",
          "KEYS $glob",
          "SCAN 0 (TYPE,$type)|(COUNT,$count)|(MATCH,$glob)*",
          "CONFIG SET $threshold $size");

  private static final int LONGEST = 40;
  private static final int SMALLEST_INTSET = 4;
  private static final String BIG = "9223372036854775807";
  private static final String TOO_BIG = "9223372036854775808";
  private static final String LEAST = "-9223372036854775808";

  private CollectionGrammar() {}

  private static String[] settings(String... pairs) {
    var words = new ArrayList<>(List.of("CONFIG", "SET"));
    words.addAll(List.of(pairs));
    return words.toArray(String[]::new);
  }

  /** First some of those that fill keys, then all of them, with some about keys of any type. */
  static Arbitrary<List<Grammar.Command>> sessions(List<String> filling, List<String> templates) {
    Grammar grammar = grammar();
    Arbitrary<Grammar.Command> any =
        Arbitraries.frequencyOf(
            Tuple.of(40, grammar.commands(templates)),
            Tuple.of(8, grammar.commands(filling)),
            Tuple.of(8, grammar.commands(KEYS)),
            Tuple.of(1, grammar.commands(templates).map(CollectionGrammar::askedForItsKeys)));
    return Combinators.combine(
            allowed(grammar.commands(filling)).list().ofMaxSize(8),
            allowed(any).list().ofMinSize(1).ofMaxSize(LONGEST))
        .as((first, then) -> Stream.concat(first.stream(), then.stream()).toList());
  }

  private static Arbitrary<Grammar.Command> allowed(Arbitrary<Grammar.Command> commands) {
    return commands.filter(Harmless::isOne).filter(command -> !isLargeAddition(command));
  }

  /** From 7.2 on SADD makes room for all it is given at once, how many of them are the same. */
  private static boolean isLargeAddition(Grammar.Command command) {
    return command.name().equals("SADD") && command.words().size() > 2 + SMALLEST_INTSET;
  }

  private static Grammar.Command askedForItsKeys(Grammar.Command command) {
    var words = new ArrayList<byte[]>();
    words.add(bytes("COMMAND"));
    words.add(bytes(command.words().size() % 2 == 0 ? "GETKEYS" : "GETKEYSANDFLAGS"));
    words.addAll(command.words());
    return new Grammar.Command(words);
  }

  private static Grammar grammar() {
    return new Grammar()
        .pool("list", mostly("l", "l2", "l3"))
        .pool("hash", mostly("h", "h2"))
        .pool("set", mostly("s", "s2", "s3"))
        .pool("zset", mostly("z", "z2", "z3"))
        .pool("key", anyKey())
        .pool("db", words("0", "1", "1", "16", "x"))
        .pool("ttl", words("100", "1000", "0", "-1", "x"))
        .pool("type", words("list", "set", "hash", "zset", "string", "ZSET", "stream", "x"))
        .pool("glob", words("*", "*", "l*", "?", "[a-c]*", "z?", "", "\\", "[", "*\u0000*"))
        .pool("threshold", thresholds())
        .pool("size", words("0", "1", "2", "4", "4", "100", "-1", "-5", "-6", "x"))
        .pool("elem", elements())
        .pool("index", words("0", "1", "2", "3", "-1", "-2", "-3", "5", "100", "-100", BIG, "x"))
        .pool("count", words("0", "1", "1", "2", "3", "5", "100", "-1", "-2", "x", BIG, TOO_BIG))
        .pool("drawn", words("0", "1", "2", "3", "10", "-1", "-3", "-10", TOO_BIG, LEAST, "x"))
        .pool("numkeys", words("0", "1", "2", "2", "3", "-1", "x", BIG))
        .pool("timeout", words("0.001", "0.01", "1e-3", "-1", "x", "", "-0.1", "nan"))
        .pool("int", integers())
        .pool("float", StringsAndKeysGrammar.floats())
        .pool("score", scores())
        .pool("min", words("-inf", "-1", "0", "1", "(1", "(0", "(-inf", "2.5", "(", "x", "nan"))
        .pool("max", words("+inf", "inf", "1", "2", "(2", "3", "(3", "(inf", "-1", "", "1e400"))
        .pool("lexmin", words("-", "[a", "(a", "[b", "[", "(", "+", "[1", "a", "", "[\u00ff"))
        .pool("lexmax", words("+", "[c", "(c", "[d", "(b", "-", "[zz", "(", "c", "", "[x"))
        .pool("weight", words("1", "2", "-1", "0", "0.5", "inf", "-inf", "1e308", "nan", "x"))
        .pool("pattern", words("w_*", "w_*", "w_*", "v_*->f", "v_*->g", "nosuch_*", "*", "->*", ""))
        .pool("by", words("w_*", "v_*->f", "nosort", "nosort", "nosuch_*", "*", "w_*->", ""))
        .pool("outer", words("w_a", "w_b", "w_c", "w_1", "w_2", "w_-1"))
        .pool("vhash", words("v_a", "v_b", "v_c", "v_1", "v_2", "v_3"))
        .pool("one", words("a", "b", "c", "1", "2"))
        .pool("word", words("", "x", "BEFORE", "LEFT", "COUNT", "MATCH", "WITHSCORES", "0", "1"));
  }

  private static Arbitrary<byte[]> mostly(String... favourites) {
    return Arbitraries.frequencyOf(Tuple.of(9, words(favourites)), Tuple.of(1, anyKey()));
  }

  private static Arbitrary<byte[]> anyKey() {
    return words("l", "l2", "h", "h2", "s", "s2", "z", "z2", "str", "none", "k\u0000\r\n\u00ff");
  }

  private static Arbitrary<byte[]> thresholds() {
    return words(
        "list-max-listpack-size",
        "list-max-ziplist-size",
        "list-compress-depth",
        "hash-max-listpack-entries",
        "hash-max-ziplist-value",
        "zset-max-ziplist-entries",
        "zset-max-listpack-value");
  }

  /** Small ones that come again and again, and some at the edge of an encoding. */
  private static Arbitrary<byte[]> elements() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, words("a", "b", "c", "d", "e", "f")),
        Tuple.of(4, words("1", "2", "3", "-1", "10")),
        Tuple.of(1, words("", "007", "-0", "1.5", "A", "\u0000\r\n\u00ff", "inf")),
        Tuple.of(1, words("x".repeat(8), "x".repeat(9), "x".repeat(64), "x".repeat(65))),
        Tuple.of(1, integers()),
        Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(12)));
  }

  private static Arbitrary<byte[]> integers() {
    return Arbitraries.oneOf(
        words("0", "1", "-1", "12", "13", "127", "128", "4095", "-4096", "4096", "32767", "32768"),
        words("8388607", "8388608", "2147483647", "2147483648", "-2147483649", BIG, LEAST),
        words(TOO_BIG, "+1", "01", " 1", ""));
  }

  private static Arbitrary<byte[]> scores() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, words("0", "1", "1", "2", "3", "-1", "2.5")),
        Tuple.of(1, words("inf", "-inf", "+inf", "nan", "x", "", "-0", "1e400", "0x10", " 1")),
        Tuple.of(
            1, words("1e21", "1e17", "123456789012345678", "0.1", "3.0e3", "5e-324", "1.7e308")),
        Tuple.of(1, Arbitraries.doubles().map(score -> bytes(Double.toString(score)))));
  }
}
