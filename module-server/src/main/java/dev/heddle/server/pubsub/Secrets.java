package dev.heddle.server.pubsub;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Numbers;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/** Which arguments of a command are names of users and passwords, which nobody else is shown. */
public final class Secrets {
  private static final Set<String> SETTINGS =
      Set.of("requirepass", "masterauth", "tls-key-file-pass", "tls-client-key-file-pass");

  private static final int MIGRATE_OPTIONS = 6;

  private Secrets() {}

  /** The positions of such arguments. */
  public static BitSet of(Command command, Args args) {
    var secrets = new BitSet();
    switch (command.name()) {
      case "auth" -> {
        if (args.count() <= 3) {
          secrets.set(1, args.count());
        }
      }
      case "hello" -> ofHello(args, secrets);
      case "migrate" -> ofMigrate(args, secrets);
      case "config" -> ofConfig(args, secrets);
      default -> {}
    }
    return secrets;
  }

  private static void ofHello(Args args, BitSet secrets) {
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

  private static void ofConfig(Args args, BitSet secrets) {
    for (int i = 2; i + 1 < args.count() && args.is(1, "SET"); i += 2) {
      if (SETTINGS.contains(args.text(i).toLowerCase(Locale.ROOT))) {
        secrets.set(i + 1);
      }
    }
  }

  private static void ofMigrate(Args args, BitSet secrets) {
    for (int i = MIGRATE_OPTIONS; i < args.count() && !args.is(i, "KEYS"); i++) {
      int words = args.is(i, "AUTH") ? 1 : args.is(i, "AUTH2") ? 2 : 0;
      if (i + words < args.count()) {
        secrets.set(i + 1, i + 1 + words);
      }
      i += words;
    }
  }
}
