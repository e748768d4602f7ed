package dev.heddle.server.pubsub;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
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
    BitSet secrets = Secrets.of(command, args);
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
