package dev.heddle.bench;

import dev.heddle.resp.CommandEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A command with places for a number: {@code __rand_int__} is the number in twelve digits, {@code
 * __number__} the number as it is, {@code __value__} a value that starts with the twelve digits as
 * far as they fit. Writing it allocates nothing; not thread safe.
 */
final class Template {
  private static final String PADDED = "__rand_int__";
  private static final String PLAIN = "__number__";
  private static final String VALUE = "__value__";
  private static final Pattern AROUND_PLACES =
      Pattern.compile("(?=__rand_int__|__number__)|(?<=__rand_int__|__number__)");

  private static final int WIDTH = 12; // of a padded number
  private static final int LONGEST = 19; // digits of a number from 0 on
  private static final int PADDED_FROM = LONGEST - WIDTH;

  /** What a word is made of. */
  private interface Part {
    /** Copies itself to a position; the one behind it. */
    int copy(byte[] digits, int first, byte[] to, int at);
  }

  private final Part[][] words;
  private final byte[] digits = new byte[LONGEST];
  private final byte[] word;

  Template(String command, String value) {
    var texts = Words.split(command).stream().map(text -> valued(text, value)).toList();
    this.words = texts.stream().map(Template::parts).toArray(Part[][]::new);
    this.word = new byte[texts.stream().mapToInt(Template::room).max().orElse(0)];
  }

  private static String valued(String text, String value) {
    if (!text.equals(VALUE)) {
      return text;
    }
    return value.length() < WIDTH ? value : PADDED + value.substring(WIDTH);
  }

  private static Part[] parts(String text) {
    return Arrays.stream(AROUND_PLACES.split(text, -1)).map(Template::part).toArray(Part[]::new);
  }

  private static Part part(String text) {
    byte[] literal = text.getBytes(StandardCharsets.UTF_8);
    return switch (text) {
      case PADDED -> (digits, first, to, at) -> copy(digits, Math.min(first, PADDED_FROM), to, at);
      case PLAIN -> (digits, first, to, at) -> copy(digits, first, to, at);
      default -> (digits, first, to, at) -> copy(literal, 0, to, at);
    };
  }

  private static int copy(byte[] from, int first, byte[] to, int at) {
    System.arraycopy(from, first, to, at, from.length - first);
    return at + from.length - first;
  }

  /** What a word may take: a number can be longer than the name of its place. */
  private static int room(String text) {
    return text.length() + (AROUND_PLACES.split(text, -1).length * LONGEST);
  }

  /** Writes the command for a number from 0 on. */
  void encode(long number, CommandEncoder out) {
    int first = LONGEST;
    long rest = number;
    Arrays.fill(digits, (byte) '0');
    do {
      digits[--first] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    out.begin(words.length);
    for (var parts : words) {
      int length = 0;
      for (var part : parts) {
        length = part.copy(digits, first, word, length);
      }
      out.argument(word, 0, length);
    }
  }
}
