package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.Glob;
import dev.heddle.store.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What HSCAN, SSCAN and ZSCAN have in common: {@code name key cursor [MATCH pattern] [COUNT
 * count]}, answered with the next cursor and the elements that match.
 *
 * <p>Elements come in groups, a field with its value or a member with its score, and the first of a
 * group is what the pattern is compared with. They are gathered without a copy and written at once,
 * because the next cursor stands in front of them.
 */
final class CollectionScan implements Elements {
  /** Empty buckets are passed too, but no more than so many for each element asked for. */
  private static final int BUCKETS_PER_ELEMENT = 10;

  /** A step of a walk: what a bucket holds, or all that a packed collection does. */
  @FunctionalInterface
  interface Step<T extends Value> {
    /** Gives the elements at the cursor, in groups, and returns the next cursor; 0: the end. */
    long at(T value, long cursor, Elements out);
  }

  private static final class Text {
    private final byte[] array;
    private final int offset;
    private final int length;

    Text(byte[] array, int offset, int length) {
      this.array = array;
      this.offset = offset;
      this.length = length;
    }
  }

  private final int width;
  private final @Nullable Glob pattern;
  private final List<Text> matching = new ArrayList<>();
  private long given;
  private boolean matches;

  private CollectionScan(int width, @Nullable Glob pattern) {
    this.width = width;
    this.pattern = pattern;
  }

  /** Answers a command; {@code width}: elements in a group. */
  static <T extends Value> void run(
      Call call, Class<T> type, int width, Step<T> step, ReplyWriter out) {
    long cursor = ScanOptions.cursor(call.args(), 2);
    T value = call.find(1, type);
    if (value == null) {
      new CollectionScan(width, null).write(0, out); // as in Redis, whatever else is asked for
      return;
    }
    ScanOptions options = ScanOptions.parse(call, 3, /* ofKeys= */ false);
    var scan = new CollectionScan(width, options.pattern());
    scan.write(scan.walk(value, cursor, options.count(), step), out);
  }

  private <T extends Value> long walk(T value, long from, long count, Step<T> step) {
    long cursor = from;
    long buckets = 0;
    do {
      cursor = step.at(value, cursor, this);
      buckets++;
    } while (cursor != 0 && given / width < count && buckets / BUCKETS_PER_ELEMENT < count);
    return cursor;
  }

  private void write(long cursor, ReplyWriter out) {
    out.array(2);
    out.bulk(Decimal.text(cursor));
    out.array(matching.size());
    for (Text text : matching) {
      out.bulk(text.array, text.offset, text.length);
    }
  }

  @Override
  public void text(byte[] a, int off, int len) {
    if (given++ % width == 0) {
      matches = pattern == null || pattern.matches(a, off, len);
    }
    if (matches) {
      matching.add(new Text(a, off, len));
    }
  }

  @Override
  public void number(long value) {
    byte[] text = Decimal.text(value);
    text(text, 0, text.length);
  }
}
