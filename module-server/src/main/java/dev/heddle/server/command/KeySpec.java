package dev.heddle.server.command;

import dev.heddle.resp.Args;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/**
 * Where the keys of a command stand among its arguments, and what the command does with them; as
 * {@code COMMAND INFO} describes it.
 *
 * @param use what is done with the keys
 * @param begin where the search for keys begins
 * @param find how keys are found from there
 * @param notes what there is to say about it; mostly empty
 */
public record KeySpec(Set<Use> use, Begin begin, Find find, String notes) {

  /**
   * What a command does with the value and the data of a key, in the order in which they are
   * printed.
   */
  public enum Use {
    RO,
    RW,
    OW,
    RM,
    ACCESS,
    UPDATE,
    INSERT,
    DELETE,
    NOT_KEY,
    INCOMPLETE,
    VARIABLE_FLAGS;

    /** As {@code COMMAND INFO} prints it: the kind of access in capitals. */
    public String label() {
      return compareTo(RM) <= 0 ? name() : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the search for keys begins. */
  public sealed interface Begin {
    /** At a fixed position. */
    record Index(int position) implements Begin {}

    /**
     * Behind a word, looked for from a position on; a negative one counts from the end, backwards.
     */
    record Keyword(String word, int from) implements Begin {}

    /**
     * Where no rule says it. The server itself finds the key, if it is an argument at all: {@code
     * position} returns -1 when there is none.
     */
    record Unknown(ToIntFunction<Args> position) implements Begin {}
  }

  /** How keys are found from the beginning. */
  public sealed interface Find {
    /**
     * Every step-th argument up to last; a negative last counts from the end; limit 2 means the
     * first half.
     */
    record Range(int last, int step, int limit) implements Find {}

    /** A count stands at countAt, the first key at first, both relative to the beginning. */
    record KeyNum(int countAt, int first, int step) implements Find {}

    /** As no rule says. */
    record Unknown() implements Find {}
  }

  /** One key, the first argument. */
  public static KeySpec firstKey(Use... use) {
    return keys(1, 1, 1, use);
  }

  /** One key at a position. */
  public static KeySpec keyAt(int position, Use... use) {
    return keys(position, position, 1, use);
  }

  /** Keys from first to last, absolute positions; a negative last counts from the end. */
  public static KeySpec keys(int first, int last, int step, Use... use) {
    return new KeySpec(
        Set.copyOf(List.of(use)),
        new Begin.Index(first),
        new Find.Range(last < 0 ? last : last - first, step, 0),
        "");
  }

  /** A number of keys at countAt, an absolute position, and that many keys behind it. */
  public static KeySpec counted(int countAt, Use... use) {
    return new KeySpec(
        Set.copyOf(List.of(use)), new Begin.Index(countAt), new Find.KeyNum(0, 1, 1), "");
  }

  /** One key behind a word, looked for from a position on. */
  public static KeySpec afterWord(String word, int from, Use... use) {
    return new KeySpec(
        Set.copyOf(List.of(use)), new Begin.Keyword(word, from), new Find.Range(0, 1, 0), "");
  }

  /** At most one key, at a position that {@code position} finds, -1 for none; clients cannot. */
  public static KeySpec unknown(String notes, ToIntFunction<Args> position, Use... use) {
    return new KeySpec(
        Set.copyOf(List.of(use)), new Begin.Unknown(position), new Find.Unknown(), notes);
  }

  boolean incomplete() {
    return use.contains(Use.INCOMPLETE);
  }

  /**
   * Gives the positions of the keys in {@code args} to {@code key}.
   *
   * @return false where the arguments do not fit, such as a count that is not a number
   */
  boolean positions(Args args, IntConsumer key) {
    int start = start(args);
    if (start < 0) {
      return true;
    }
    return switch (find) {
      case Find.Range range -> range(range, start, args.count(), key);
      case Find.KeyNum num -> counted(num, start, args, key);
      case Find.Unknown unknown -> {
        key.accept(start);
        yield true;
      }
    };
  }

  private int start(Args args) {
    return switch (begin) {
      case Begin.Index index -> index.position();
      case Begin.Keyword keyword -> {
        int step = keyword.from() < 0 ? -1 : 1;
        int at = keyword.from() < 0 ? args.count() + keyword.from() : keyword.from();
        for (; at > 0 && at < args.count(); at += step) {
          if (args.is(at, keyword.word())) {
            yield at + 1;
          }
        }
        yield -1;
      }
      case Begin.Unknown unknown -> unknown.position().applyAsInt(args);
    };
  }

  private static boolean range(Find.Range range, int start, int count, IntConsumer key) {
    int last = range.last() >= 0 ? start + range.last() : count + range.last();
    if (range.limit() > 1) {
      last = start + (count - start) / range.limit() + range.last();
    }
    if (last >= count || start >= count) {
      return false;
    }
    for (int at = start; at <= last; at += range.step()) {
      key.accept(at);
    }
    return true;
  }

  private static boolean counted(Find.KeyNum num, int start, Args args, IntConsumer key) {
    int countAt = start + num.countAt();
    if (countAt >= args.count()) {
      return false;
    }
    long keys = leadingNumber(args.array(countAt), args.offset(countAt), args.length(countAt));
    int first = start + num.first();
    boolean some = keys > 0 && keys <= args.count(); // else the next line may overflow
    if (!some || first + (keys - 1) * num.step() >= args.count()) {
      return false;
    }
    for (int i = 0; i < keys; i++) {
      key.accept(first + i * num.step());
    }
    return true;
  }

  /** What comes behind the digits, and blanks before them, are overlooked here: 0 for no digits. */
  private static long leadingNumber(byte[] a, int off, int len) {
    int end = off + len;
    int i = off;
    while (i < end && (a[i] == ' ' || (a[i] >= '\t' && a[i] <= '\r'))) {
      i++;
    }
    if (i < end && a[i] == '+') {
      i++;
    }
    long number = 0;
    for (; i < end && a[i] >= '0' && a[i] <= '9' && number <= Integer.MAX_VALUE; i++) {
      number = number * 10 + (a[i] - '0');
    }
    return number;
  }
}
