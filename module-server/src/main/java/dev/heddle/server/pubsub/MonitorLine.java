package dev.heddle.server.pubsub;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Numbers;
import java.time.Instant;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A command as MONITOR shows it.
 *
 * <pre>
 *   +1700000000.123456 [0 127.0.0.1:50000] "SET" "key" "a\x00b"
 *    seconds.micros     database and client
 * </pre>
 */
final class MonitorLine {
  private static final String SECRET = "\"(redacted)\"";
  private static final String NO_PORT = ":0"; // behind the path of a UNIX socket

  private MonitorLine() {}

  static String of(Instant now, Client client, Command command, Args args) {
    var text = new StringBuilder("+").append(now.getEpochSecond()).append('.');
    String micros = Long.toString(TimeUnit.NANOSECONDS.toMicros(now.getNano()));
    text.append("0".repeat(6 - micros.length())).append(micros);
    text.append(" [").append(client.db()).append(' ').append(address(client)).append(']');
    BitSet secrets = secrets(command, args);
    for (int i = 0; i < args.count(); i++) {
      text.append(' ');
      if (secrets.get(i)) {
        text.append(SECRET);
      } else {
        quote(args, i, text);
      }
    }
    return text.append("\r\n").toString();
  }

  private static String address(Client client) {
    Client.Link link = client.link();
    if (link == null) {
      return "";
    }
    String peer = link.peer();
    return link.isUnixSocket()
        ? "unix:" + peer.substring(0, peer.length() - NO_PORT.length())
        : peer;
  }

  /** Which arguments are names of users and passwords. */
  private static BitSet secrets(Command command, Args args) {
    var secrets = new BitSet();
    if (command.name().equals("auth") && args.count() <= 3) {
      secrets.set(1, args.count());
    } else if (command.name().equals("hello")) {
      secretsOfHello(args, secrets);
    }
    return secrets;
  }

  private static void secretsOfHello(Args args, BitSet secrets) {
    if (args.count() > 1 && Numbers.parseOr(args, 1, 0) / 2 != 1) {
      return; // refused for its version, before AUTH was looked at
    }
    for (int i = 2; i + 1 < args.count(); i++) {
      if (args.is(i, "AUTH") && i + 2 < args.count()) {
        secrets.set(i + 1, i + 3);
        i += 2;
      } else if (args.is(i, "SETNAME")) {
        i++;
      }
    }
  }

  private static void quote(Args args, int i, StringBuilder text) {
    byte[] a = args.array(i);
    int end = args.offset(i) + args.length(i);
    text.append('"');
    for (int p = args.offset(i); p < end; p++) {
      quote(a[p], text);
    }
    text.append('"');
  }

  private static void quote(byte b, StringBuilder text) {
    switch (b) {
      case '"', '\\' -> text.append('\\').append((char) b);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\b' -> text.append("\\b");
      case 7 -> text.append("\\a");
      default -> {
        if (b >= ' ' && b <= '~') {
          text.append((char) b);
        } else {
          text.append("\\x").append(HexFormat.of().toHexDigits(b));
        }
      }
    }
  }
}
