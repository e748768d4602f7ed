package dev.heddle.server.config;

import java.util.List;

/**
 * The letters of the classes of keyspace events, in one order whatever the order given.
 *
 * <p>{@code A} stands for all classes but {@code K}, {@code E}, {@code m} and {@code n}.
 */
final class EventClasses implements Syntax<String> {
  private static final String ALL = "g$lshzxetd";
  private static final String OTHERS = "nKEm";

  @Override
  public String parse(List<String> words, String previous) throws SettingException {
    String given = words.get(0);
    for (int i = 0; i < given.length(); i++) {
      if ((ALL + OTHERS + "A").indexOf(given.charAt(i)) < 0) {
        throw new SettingException("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
      }
    }
    var out = new StringBuilder();
    boolean all =
        given.indexOf('A') >= 0 || ALL.chars().allMatch(letter -> given.indexOf(letter) >= 0);
    if (all) {
      out.append('A');
    } else {
      pick(ALL, given, out);
    }
    pick(OTHERS, given, out);
    return out.toString();
  }

  private static void pick(String letters, String given, StringBuilder out) {
    letters.chars().filter(letter -> given.indexOf(letter) >= 0).forEach(out::appendCodePoint);
  }

  @Override
  public String format(String value) {
    return value;
  }
}
