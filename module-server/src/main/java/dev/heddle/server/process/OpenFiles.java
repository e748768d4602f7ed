package dev.heddle.server.process;

import dev.heddle.server.config.Config;
import dev.heddle.server.config.LongSetting;
import dev.heddle.server.config.SettingException;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operating system's limit of open files, of which each client needs one: {@code maxclients}
 * that does not fit is reduced, since a client who is told that there are too many is better off
 * than one who is never accepted.
 *
 * <p>The Java runtime has raised the limit as far as it may. Where it cannot be looked up, there is
 * none.
 */
final class OpenFiles {
  /** For the runtime itself, listeners, the append-only file, a snapshot. */
  private static final int RESERVED = 32;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files +(\\d+) ");

  private final long limit;

  private OpenFiles(long limit) {
    this.limit = limit;
  }

  /** This process's limit. */
  static OpenFiles ofThisProcess() {
    try {
      return of(Files.readString(LIMITS));
    } catch (IOException e) {
      return new OpenFiles(Long.MAX_VALUE);
    }
  }

  /** The limit that stands in a text of the form of {@code /proc/self/limits}. */
  static OpenFiles of(String limits) {
    Matcher line = SOFT_LIMIT.matcher(limits);
    return new OpenFiles(line.find() ? Long.parseLong(line.group(1)) : Long.MAX_VALUE);
  }

  /**
   * Makes {@code maxclients} fit, now and when it is changed.
   *
   * @throws IOException if not even one client does
   */
  void fit(Config config, ServerLog log) throws IOException {
    LongSetting maxClients = config.clients.maxClients;
    long most = limit - RESERVED;
    if (most < 1) {
      throw new IOException(
          "The limit of "
              + limit
              + " open files is not enough to start. Increase 'ulimit -n' to at least "
              + (RESERVED + maxClients.value()));
    }
    long wanted = maxClients.value();
    if (wanted > most) {
      config.with(maxClients.name(), Long.toString(most));
      log.warning(
          ("You requested maxclients of %d requiring at least %d max file descriptors. Current"
                  + " maximum open files is %d. maxclients has been reduced to %d to compensate"
                  + " for low ulimit. If you need higher maxclients increase 'ulimit -n'.")
              .formatted(wanted, wanted + RESERVED, limit, most));
    }
    maxClients.onChange(() -> requireAtMost(most, maxClients.value()));
  }

  private static void requireAtMost(long most, long wanted) throws SettingException {
    if (wanted > most) {
      throw new SettingException(
          "The operating system is not able to handle the specified number of clients, try with "
              + most);
    }
  }
}
