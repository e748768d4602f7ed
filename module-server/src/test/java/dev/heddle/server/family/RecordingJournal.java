package dev.heddle.server.family;

import dev.heddle.persist.Journal;
import dev.heddle.resp.Args;
import dev.heddle.resp.Limits;
import dev.heddle.resp.RequestReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journal that remembers its effects as text: {@code SET key value}; with the database in front
 * when it is not the first, {@code 3> SET key value}.
 */
final class RecordingJournal implements Journal {
  private final List<String> effects = new ArrayList<>();
  private long offset;

  /** The effects since the last call. */
  List<String> take() {
    var taken = List.copyOf(effects);
    effects.clear();
    return taken;
  }

  @Override
  public long append(int db, byte[] buf, int off, int len) {
    var reader = new RequestReader(Limits.DEFAULTS);
    Requests.receive(reader, buf, off, len);
    int count = reader.parse(Integer.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      effects.add((db == 0 ? "" : db + "> ") + text(reader.args(i)));
    }
    offset += len;
    return offset;
  }

  private static String text(Args args) {
    var words = new ArrayList<String>();
    for (int i = 0; i < args.count(); i++) {
      words.add(args.text(i));
    }
    return String.join(" ", words);
  }

  @Override
  public void awaitDurable(long unused) {}

  @Override
  public long durable() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean congested() {
    return false;
  }

  @Override
  public void awaitRoom() {}

  @Override
  public @Nullable String failure() {
    return null;
  }

  @Override
  public void close() {}
}
