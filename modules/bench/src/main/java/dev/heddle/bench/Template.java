package dev.heddle.bench;

import dev.heddle.resp.CommandEncoder;
import java.util.List;

/**
 * A command with places for a number: {@code __rand_int__} is the number in twelve digits, {@code
 * __number__} the number as it is, {@code __value__} a value that starts with the twelve digits as
 * far as they fit.
 */
final class Template {
  private static final String ZEROS = "000000000000";

  private final List<String> words;
  private final String value;

  Template(String command, String value) {
    this.words = Words.split(command);
    this.value = value;
  }

  /** Writes the command for a number from 0 on. */
  void encode(long number, CommandEncoder out) {
    String plain = Long.toString(number);
    String digits = ZEROS.substring(Math.min(plain.length(), ZEROS.length())) + plain;
    out.begin(words.size());
    for (String word : words) {
      out.argument(fill(word, plain, digits));
    }
  }

  private String fill(String word, String plain, String digits) {
    if (word.equals("__value__")) {
      return value.length() < digits.length() ? value : digits + value.substring(digits.length());
    }
    return word.replace("__rand_int__", digits).replace("__number__", plain);
  }
}
