package dev.heddle.server.process;

/** What a terminal shows first. */
@SuppressWarnings("InlineFormatString") // a picture reads better alone
final class Banner {
  private static final String TEXT =
      """

        |  |  |  |  |  |
       -+--+--+--+--+--+-     Heddle %s (%s/0) 64 bit
        |  |  |  |  |  |
        o  o  o  o  o  o      Running in standalone mode
        |  |  |  |  |  |      Port: %d
       -+--+--+--+--+--+-     PID: %d
        |  |  |  |  |  |

      """;

  private Banner() {}

  static String text(Version version, long port, long pid) {
    return TEXT.formatted(version.version(), version.revision(), port, pid);
  }
}
