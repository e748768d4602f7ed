package dev.heddle.it;

import static dev.heddle.it.Grammar.bytes;
import static dev.heddle.it.Grammar.words;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * What the differential test says to both servers about streams and consumer groups.
 *
 * <p>Ids do not depend on a clock: a {@code @} at the beginning of a word stands for the place of
 * its command in the session, so that most new ids are larger than those before.
 */
final class StreamGrammar {
  /** Nodes are full after three entries. */
  static final List<String[]> TINY_SETTINGS =
      List.<String[]>of(new String[] {"CONFIG", "SET", "stream-node-max-entries", "3"});

  static final List<String[]> DEFAULT_SETTINGS =
      List.<String[]>of(
          new String[] {
            "CONFIG", "SET", "stream-node-max-entries", "100", "stream-node-max-bytes", "4096"
          });

  private static final List<String> FILLING =
      List.of(
          "XADD $key $newid $field $value ($field,$value)*",
          "XADD $key $newid a 1",
          "XADD $key $newid a 1 b 2",
          "XGROUP CREATE $key $group 0 MKSTREAM",
          "XGROUP CREATE $key $group $place MKSTREAM");

  private static final List<String> TEMPLATES =
      List.of(
          "XADD $key NOMKSTREAM? $newid $field $value ($field,$value)*",
          "XADD $key NOMKSTREAM|(MAXLEN,$operator,$count)|(MINID,$id)|(LIMIT,$count)* $newid a 1",
          "XADD $key $id $field $value $field*",
          "XLEN|TYPE|DEL $key",
          "XRANGE|XREVRANGE $key $bound $bound (COUNT,$count)?",
          "XRANGE $key - + (COUNT,$count)*",
          "XREVRANGE $key + - (COUNT,$count)*",
          "XTRIM $key MAXLEN $operator|$count $count (LIMIT,$count)?",
          "XTRIM $key MAXLEN|MINID $operator? $id (LIMIT,$count)?",
          "XTRIM $key MAXLEN $count",
          "XDEL $key $id $id*",
          "XDEL $key $near $near*",
          "XSETID $key $id (ENTRIESADDED,$added)|(MAXDELETEDID,$id)*",
          "XREAD (COUNT,$count)? (BLOCK,$timeout)? STREAMS $key $place",
          "XREAD (COUNT,$count)|(BLOCK,$timeout)|NOACK* STREAMS $key $key $place $place",
          "XGROUP CREATE $key $group $place MKSTREAM|(ENTRIESREAD,$read)|$word*",
          "XGROUP SETID $key $group $place (ENTRIESREAD,$read)?",
          "XGROUP DESTROY $key $group",
          "XGROUP CREATECONSUMER|DELCONSUMER $key $group $consumer",
          "XREADGROUP GROUP $group $consumer (COUNT,$count)? NOACK? STREAMS $key >",
          "XREADGROUP GROUP $group $consumer (COUNT,$count)? STREAMS $key >",
          "XREADGROUP GROUP $group $consumer (COUNT,$count)? STREAMS $key $place",
          "XREADGROUP GROUP $group $consumer (BLOCK,$timeout)|NOACK* STREAMS $key $key > $place",
          "XACK $key $group $near $near*",
          "XACK $key $group $id $id*",
          "XPENDING $key $group",
          "XPENDING $key $group (IDLE,$idle)? $bound $bound $count $consumer?",
          "XPENDING $key $group - + 100",
          "XCLAIM $key $group $consumer $idle $near $near* FORCE|JUSTID|(RETRYCOUNT,$count)*",
          "XCLAIM $key $group $consumer $idle $id $id* (LASTID,$id)|(TIME,$time)|(IDLE,$idle)|$word*",
          "XAUTOCLAIM $key $group $consumer $idle $bound (COUNT,$count)|JUSTID|$word*",
          "XAUTOCLAIM $key $group $consumer 0 0 (COUNT,$count)? JUSTID?",
          "XINFO STREAM $key",
          "XINFO STREAM $key FULL (COUNT,$count)?",
          "XINFO STREAM $key FULL COUNT 0",
          "XINFO GROUPS $key",
          "XINFO CONSUMERS $key $group",
          "XINFO|XGROUP HELP|STREAM|CREATE|$word $key",
          "OBJECT ENCODING $key",
          "COPY $key $key REPLACE?",
          "RENAME $key $key",
          "SORT|LPUSH|GET|APPEND $key $value",
          "CONFIG SET stream-node-max-entries|stream-node-max-bytes $size",
          "COMMAND GETKEYS|GETKEYSANDFLAGS XREAD (COUNT,1)? STREAMS $key $key 0 0",
          "COMMAND GETKEYS|GETKEYSANDFLAGS XREADGROUP GROUP g c STREAMS $key $id",
          "COMMAND GETKEYS|GETKEYSANDFLAGS XADD|XCLAIM|XACK|XDEL $key 1 1 1 1 1");

  private static final int LONGEST = 60;
  private static final String LARGEST = "18446744073709551615";

  private StreamGrammar() {}

  static Arbitrary<List<Grammar.Command>> sessions() {
    Grammar grammar = grammar();
    Arbitrary<Grammar.Command> any =
        Arbitraries.frequencyOf(
            Tuple.of(5, grammar.commands(TEMPLATES)), Tuple.of(2, grammar.commands(FILLING)));
    return Combinators.combine(
            grammar.commands(FILLING).list().ofMaxSize(8),
            any.list().ofMinSize(1).ofMaxSize(LONGEST))
        .as((first, then) -> numbered(Stream.concat(first.stream(), then.stream()).toList()));
  }

  private static List<Grammar.Command> numbered(List<Grammar.Command> session) {
    return IntStream.range(0, session.size()).mapToObj(i -> numbered(session.get(i), i)).toList();
  }

  /** Four commands share a millisecond. */
  private static Grammar.Command numbered(Grammar.Command command, int place) {
    var words = new ArrayList<byte[]>();
    for (byte[] word : command.words()) {
      String text = new String(word, StandardCharsets.ISO_8859_1);
      words.add(text.startsWith("@") ? bytes(place / 4 + text.substring(1)) : word);
    }
    return new Grammar.Command(words);
  }

  private static Grammar grammar() {
    return new Grammar()
        .pool("key", keys())
        .pool("newid", words("@-*", "@-*", "@-*", "@-*", "@-1", "@-5", "@"))
        .pool("id", ids())
        .pool("near", words("@", "@-0", "@-1", "@-2", "0-1", "1-0", "1-1", "2-0", "3-0"))
        .pool("bound", bounds())
        .pool("place", words("0", "0", "0-0", "$", ">", "@", "1", "2-0", "3-1", "-", "+", "x"))
        .pool("group", words("g", "g", "g", "h", "nog"))
        .pool("consumer", words("a", "a", "b", "c", ""))
        .pool("field", words("a", "a", "b", "f1", "7", ""))
        .pool("value", words("v", "1", "-5", "70000", "", "x".repeat(70), "99999999999", "007"))
        .pool("count", words("0", "1", "1", "2", "3", "5", "10", "100", "-1", "x"))
        .pool("operator", words("~", "=", "~", "==", "x"))
        .pool("added", words("1000", "100000", "0", "-1", "x"))
        .pool("read", words("-1", "-2", "x"))
        .pool("idle", words("0", "0", "0", "-3", "100000000", "x"))
        .pool("time", words("0", "-1", "x", LARGEST))
        .pool("timeout", words("1", "1", "2", "-1", "x", "1.5"))
        .pool("size", words("0", "1", "3", "100", "4096", "-1", "x"))
        .pool("word", words("", "x", "FORCE", "COUNT", "IDLE", "LASTID", "STREAMS", "FULL", "0"));
  }

  private static Arbitrary<byte[]> keys() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, words("s", "s", "t")), Tuple.of(1, words("str", "none")));
  }

  private static Arbitrary<byte[]> ids() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            5,
            Combinators.combine(
                    Arbitraries.integers().between(0, 17), Arbitraries.integers().between(0, 4))
                .as((ms, seq) -> bytes(ms + "-" + seq))),
        Tuple.of(3, Arbitraries.integers().between(0, 17).map(ms -> bytes("" + ms))),
        Tuple.of(
            1,
            words(LARGEST, LARGEST + "-" + LARGEST, "-", "+", "x", "1-", "-1", "1-1-1", "01", "")));
  }

  private static Arbitrary<byte[]> bounds() {
    return Arbitraries.oneOf(
        words("-", "+"),
        ids(),
        ids().map(id -> bytes("(" + new String(id, StandardCharsets.ISO_8859_1))));
  }
}
