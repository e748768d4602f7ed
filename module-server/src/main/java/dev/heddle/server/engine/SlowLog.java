package dev.heddle.server.engine;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Flag;
import dev.heddle.server.pubsub.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The last commands that took long, as SLOWLOG shows them; guarded by the server's lock.
 *
 * <p>Of a command at most {@value #MOST_WORDS} words are kept, of a word {@value #MOST_BYTES}
 * bytes; what was left out is said in place of it.
 */
public final class SlowLog {
  private static final int MOST_WORDS = 32;
  private static final int MOST_BYTES = 128;
  private static final byte[] SECRET = text("(redacted)");

  /**
   * One command.
   *
   * @param second when it ended, since the epoch
   * @param peer the client's address
   */
  public record Entry(
      long id, long second, long micros, List<byte[]> words, String peer, String clientName) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long thresholdNanos = Long.MAX_VALUE;
  private long most;
  private long nextId;

  /** Sets from how many microseconds on a command is kept, negative for never, and how many are. */
  public void limits(long thresholdMicros, long mostEntries) {
    thresholdNanos =
        thresholdMicros < 0 ? Long.MAX_VALUE : TimeUnit.MICROSECONDS.toNanos(thresholdMicros);
    most = mostEntries;
    shorten();
  }

  /** The commands, the last one first. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public int size() {
    return entries.size();
  }

  public void clear() {
    entries.clear();
  }

  /** Whether a command took long enough to be kept. */
  boolean isSlow(Command command, long nanos) {
    return nanos >= thresholdNanos && !command.has(Flag.SKIP_SLOWLOG);
  }

  /** Takes note of a command. */
  void add(Client client, Command command, Args args, long nanos, long now) {
    Client.Link link = client.link();
    entries.addFirst(
        new Entry(
            nextId++,
            now / 1000,
            nanos / 1000,
            words(command, args),
            link == null ? "" : link.peer(),
            client.name()));
    shorten();
  }

  private void shorten() {
    while (entries.size() > most) {
      entries.removeLast();
    }
  }

  private static List<byte[]> words(Command command, Args args) {
    BitSet secrets = Secrets.of(command, args);
    boolean all = args.count() <= MOST_WORDS;
    int shown = all ? args.count() : MOST_WORDS - 1;
    var words = new ArrayList<byte[]>();
    for (int i = 0; i < shown; i++) {
      words.add(secrets.get(i) ? SECRET : word(args, i));
    }
    if (!all) {
      words.add(text("... (" + (args.count() - shown) + " more arguments)"));
    }
    return words;
  }

  private static byte[] word(Args args, int i) {
    int more = args.length(i) - MOST_BYTES;
    if (more <= 0) {
      return args.copy(i);
    }
    String begin =
        new String(args.array(i), args.offset(i), MOST_BYTES, StandardCharsets.ISO_8859_1);
    return text(begin + "... (" + more + " more bytes)");
  }

  private static byte[] text(String chars) {
    return chars.getBytes(StandardCharsets.ISO_8859_1);
  }
}
