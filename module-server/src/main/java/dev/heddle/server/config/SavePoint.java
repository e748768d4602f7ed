package dev.heddle.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A snapshot is due {@code seconds} after the last one when so many {@code changes} were made. */
public record SavePoint(long seconds, int changes) {
  static final List<SavePoint> DEFAULT =
      List.of(new SavePoint(3600, 1), new SavePoint(300, 100), new SavePoint(60, 10000));

  @Override
  public String toString() {
    return seconds + " " + changes;
  }

  /** {@code save 900 1 300 10}; lines of a file add up, {@code save ""} forgets those before. */
  static final Syntax<List<SavePoint>> SYNTAX =
      new Syntax<>() {
        @Override
        public boolean isList() {
          return true;
        }

        @Override
        public List<SavePoint> parse(List<String> words, List<SavePoint> previous)
            throws SettingException {
          if (words.equals(List.of(""))) {
            return List.of();
          }
          if (words.isEmpty() || words.size() % 2 != 0) {
            throw invalid();
          }
          var points = new ArrayList<SavePoint>();
          for (int i = 0; i < words.size(); i += 2) {
            points.add(new SavePoint(number(words.get(i), 1), number(words.get(i + 1), 0)));
          }
          return List.copyOf(points);
        }

        @Override
        public List<SavePoint> accumulate(
            List<String> words, List<SavePoint> previous, boolean first) throws SettingException {
          List<SavePoint> points = parse(words, previous);
          return first || points.isEmpty()
              ? points
              : Stream.concat(previous.stream(), points.stream()).toList();
        }

        @Override
        public String format(List<SavePoint> value) {
          return value.stream().map(SavePoint::toString).collect(Collectors.joining(" "));
        }

        @Override
        public List<String> lines(List<SavePoint> value) {
          return value.isEmpty()
              ? List.of("\"\"")
              : value.stream().map(SavePoint::toString).toList();
        }
      };

  private static int number(String word, int min) throws SettingException {
    try {
      int number = Integer.parseInt(word);
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static SettingException invalid() {
    return new SettingException("Invalid save parameters");
  }
}
