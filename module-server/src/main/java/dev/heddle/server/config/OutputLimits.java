package dev.heddle.server.config;

import java.util.List;
import java.util.Locale;

/** How much unsent output each class of clients may have before its connection is closed. */
public record OutputLimits(Limit normal, Limit replica, Limit pubsub) {
  /**
   * Closed at {@code hard} bytes, or after {@code seconds} above {@code soft}; 0 means no limit.
   */
  public record Limit(long hard, long soft, int seconds) {
    @Override
    public String toString() {
      return hard + " " + soft + " " + seconds;
    }

    String shortText() {
      return Notation.shortMemory(hard) + " " + Notation.shortMemory(soft) + " " + seconds;
    }
  }

  static final OutputLimits DEFAULT =
      new OutputLimits(
          new Limit(0, 0, 0),
          new Limit(256L << 20, 64L << 20, 60),
          new Limit(32L << 20, 8L << 20, 60));

  private OutputLimits with(String clients, Limit limit) throws SettingException {
    return switch (clients.toLowerCase(Locale.ROOT)) {
      case "normal" -> new OutputLimits(limit, replica, pubsub);
      case "replica", "slave" -> new OutputLimits(normal, limit, pubsub);
      case "pubsub" -> new OutputLimits(normal, replica, limit);
      default ->
          throw new SettingException(
              "Invalid client class specified in buffer limit configuration.");
    };
  }

  /** {@code <class> <hard> <soft> <seconds>}, repeated; classes that are not named stay. */
  static final Syntax<OutputLimits> SYNTAX =
      new Syntax<>() {
        @Override
        public boolean isList() {
          return true;
        }

        @Override
        public OutputLimits parse(List<String> words, OutputLimits previous)
            throws SettingException {
          if (words.equals(List.of(""))) {
            return previous; // no class is named
          }
          if (words.isEmpty() || words.size() % 4 != 0) {
            throw new SettingException("Wrong number of arguments in buffer limit configuration.");
          }
          OutputLimits limits = previous;
          for (int i = 0; i < words.size(); i += 4) {
            limits = limits.with(words.get(i), limit(words.subList(i + 1, i + 4)));
          }
          return limits;
        }

        @Override
        public String format(OutputLimits value) {
          return "normal " + value.normal + " slave " + value.replica + " pubsub " + value.pubsub;
        }

        @Override
        public List<String> lines(OutputLimits value) {
          return List.of(
              "normal " + value.normal.shortText(),
              "replica " + value.replica.shortText(),
              "pubsub " + value.pubsub.shortText());
        }
      };

  private static Limit limit(List<String> words) throws SettingException {
    String reason = "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
    long hard = Notation.checkedMemory(words.get(0), reason);
    long soft = Notation.checkedMemory(words.get(1), reason);
    if (!words.get(2).matches("[0-9]{1,9}")) {
      throw new SettingException(reason);
    }
    return new Limit(hard, soft, Integer.parseInt(words.get(2)));
  }
}
