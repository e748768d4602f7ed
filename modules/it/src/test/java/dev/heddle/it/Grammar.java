package dev.heddle.it;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Generates commands from templates, most of them well formed.
 *
 * <pre>
 * Template --> Word ( ' ' Word )*
 * Word     --> Choice '?'                 there or not
 *            | Choice '*'                 none to three times
 *            | Choice
 * Choice   --> Part ( '|' Part )*
 * Part     --> '$' pool | '(' Word ( ',' Word )* ')' | literal
 * </pre>
 *
 * <p>Example: {@code SET $key $value NX|XX|GET|(EX,$ttl)*}.
 */
final class Grammar {
  private final Map<String, Arbitrary<byte[]>> pools = new LinkedHashMap<>();

  /** Words that {@code $name} stands for. */
  Grammar pool(String name, Arbitrary<byte[]> words) {
    pools.put(name, words);
    return this;
  }

  static Arbitrary<byte[]> words(String... words) {
    return Arbitraries.of(Stream.of(words).map(Grammar::bytes).toList());
  }

  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Commands of all templates; one in twenty is spoilt by a word too many, too few or out of place.
   */
  Arbitrary<Command> commands(List<String> templates) {
    Arbitrary<List<byte[]>> good = Arbitraries.of(templates).flatMap(this::template);
    return Arbitraries.frequencyOf(Tuple.of(19, good), Tuple.of(1, spoilt(good))).map(Command::new);
  }

  private Arbitrary<List<byte[]>> spoilt(Arbitrary<List<byte[]>> good) {
    Arbitrary<byte[]> any = Arbitraries.of(pools.values()).flatMap(pool -> pool);
    return Combinators.combine(
            good, any, Arbitraries.integers().between(0, 2), Arbitraries.integers().between(1, 9))
        .as(Grammar::spoil);
  }

  private static List<byte[]> spoil(List<byte[]> words, byte[] word, int how, int at) {
    var changed = new java.util.ArrayList<>(words);
    int position = 1 + at % words.size();
    if (how == 0 && words.size() > 1) {
      changed.remove(Math.min(position, words.size() - 1));
    } else if (how == 1 && position < words.size()) {
      changed.set(position, word);
    } else {
      changed.add(position, word);
    }
    return changed;
  }

  private Arbitrary<List<byte[]>> template(String template) {
    return sequence(Arrays.asList(template.split(" ")));
  }

  private Arbitrary<List<byte[]>> sequence(List<String> words) {
    List<Arbitrary<List<byte[]>>> parts = words.stream().map(this::word).toList();
    return Combinators.combine(parts).as(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private Arbitrary<List<byte[]>> word(String word) {
    if (word.endsWith("?")) {
      return choice(word.substring(0, word.length() - 1)).list().ofMaxSize(1).map(Grammar::flat);
    }
    if (word.endsWith("*") && word.length() > 1) {
      return choice(word.substring(0, word.length() - 1)).list().ofMaxSize(3).map(Grammar::flat);
    }
    return choice(word);
  }

  private static List<byte[]> flat(List<List<byte[]>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  private Arbitrary<List<byte[]>> choice(String choice) {
    return Arbitraries.of(splitOutside(choice)).flatMap(this::part);
  }

  private Arbitrary<List<byte[]>> part(String part) {
    if (part.startsWith("(")) {
      return sequence(Arrays.asList(part.substring(1, part.length() - 1).split(",")));
    }
    if (part.startsWith("$")) {
      Arbitrary<byte[]> pool = pools.get(part.substring(1));
      if (pool == null) {
        throw new IllegalArgumentException("no pool " + part);
      }
      return pool.map(List::of);
    }
    return Arbitraries.of(bytes(part), bytes(part.toLowerCase(java.util.Locale.ROOT)))
        .map(List::of);
  }

  /** Splits at bars that are not inside parentheses. */
  private static List<String> splitOutside(String choice) {
    var parts = new java.util.ArrayList<String>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < choice.length(); i++) {
      char c = choice.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '|' && depth == 0) {
        parts.add(choice.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(choice.substring(from));
    return parts;
  }

  /** One command, printed so that it can be typed into redis-cli. */
  record Command(List<byte[]> words) {
    String name() {
      return word(0);
    }

    /** A word in upper case. */
    String word(int i) {
      return new String(words.get(i), StandardCharsets.ISO_8859_1)
          .toUpperCase(java.util.Locale.ROOT);
    }

    /** Whether this is one of the words, in upper or lower case. */
    boolean has(String word) {
      return IntStream.range(0, words.size()).anyMatch(i -> word(i).equals(word));
    }

    @Override
    public String toString() {
      return String.join(" ", words.stream().map(Command::quoted).toList());
    }

    private static String quoted(byte[] word) {
      var text = new StringBuilder();
      boolean plain = word.length > 0;
      for (byte b : word) {
        boolean printable = b > ' ' && b < 127 && b != '"' && b != '\\';
        plain &= printable;
        text.append(printable || b == ' ' ? "" + (char) b : String.format("\\x%02x", b & 0xff));
      }
      return plain ? text.toString() : "\"" + text + "\"";
    }
  }
}
