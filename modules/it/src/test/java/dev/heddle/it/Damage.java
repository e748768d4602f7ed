package dev.heddle.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Commands, some of whose bytes are lost, doubled, changed or invented.
 *
 * <p>No letter is invented, so that no command comes about whose answer is each server's own; and
 * no NUL, at which Redis ends an inline command.
 */
final class Damage {
  private static final List<String> SOUND =
      List.of(
          "*1\r\n$4\r\nPING\r\n",
          "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nvalue\r\n",
          "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n",
          "*2\r\n$4\r\nECHO\r\n$11\r\nsome  words\r\n",
          "*3\r\n$6\r\nAPPEND\r\n$1\r\nk\r\n$20\r\nxxxxxxxxxxxxxxxxxxxx\r\n",
          "*4\r\n$6\r\nEXISTS\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nk\r\n",
          "*0\r\n",
          "PING\r\n",
          "SET \"a b\" 'c'\r\n",
          "GET \"a\\x20b\"\n",
          "\r\n");
  private static final String SIGNIFICANT = "*$\r\n0123456789-+\"'\\ ";
  private static final int MOST_COMMANDS = 6;
  private static final int MOST_DAMAGES = 3;

  private final RandomGenerator random;

  Damage(RandomGenerator random) {
    this.random = random;
  }

  /** What a client sends before it hangs up. */
  byte[] session() {
    var session = new ByteArrayOutputStream();
    session.writeBytes("FLUSHALL\r\n".getBytes(StandardCharsets.ISO_8859_1));
    for (int i = random.nextInt(1, MOST_COMMANDS); i > 0; i--) {
      session.writeBytes(command().getBytes(StandardCharsets.ISO_8859_1));
    }
    return session.toByteArray();
  }

  private String command() {
    var bytes = new StringBuilder(SOUND.get(random.nextInt(SOUND.size())));
    for (int i = random.nextInt(MOST_DAMAGES + 1); i > 0 && !bytes.isEmpty(); i--) {
      damage(bytes, random.nextInt(bytes.length()));
    }
    return bytes.toString();
  }

  private void damage(StringBuilder bytes, int at) {
    switch (random.nextInt(6)) {
      case 0 -> bytes.setCharAt(at, meaningless());
      case 1 -> bytes.insert(at, meaningless());
      case 2 -> bytes.setCharAt(at, significant());
      case 3 -> bytes.insert(at, significant());
      case 4 -> bytes.delete(at, at + random.nextInt(1, 8));
      default -> bytes.insert(at, bytes.substring(at, Math.min(bytes.length(), at + 4)));
    }
  }

  private char significant() {
    return SIGNIFICANT.charAt(random.nextInt(SIGNIFICANT.length()));
  }

  private char meaningless() {
    return (char) (random.nextBoolean() ? random.nextInt(1, ' ') : random.nextInt(0x7f, 0x100));
  }
}
