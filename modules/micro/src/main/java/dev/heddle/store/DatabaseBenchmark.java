package dev.heddle.store;

import dev.heddle.micro.Keys;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What GET, SET, INCR and DEL ask of the keyspace; accounting of memory included. */
@State(Scope.Thread)
public class DatabaseBenchmark {
  private static final long NOW = 1_700_000_000_000L;
  private static final int VALUE = 64; // bytes

  private final byte[] value = new byte[VALUE];
  private long counter = Integer.MAX_VALUE;

  /** A database of {@link #keys} keys, which were put in a random order. */
  public abstract static class Filled {
    @Param({"1000", "100000", "1000000"})
    public int keys;

    final Database db = new Keyspace(1, new SplittableRandom(1), Sizes.ofHeader(8)).database(0);
    Keys present;
    Keys absent;

    @Setup
    public void fill() {
      for (int number : Keys.shuffled(keys)) {
        byte[] key = Keys.key(number);
        db.put(key, 0, key.length, value(number), NOW);
      }
      present = Keys.among(0, keys);
      absent = Keys.among(keys, keys);
      System.gc(); // what is in the table has moved to where it stays
    }

    abstract StringValue value(int number);

    Entry findNext() {
      return Objects.requireNonNull(db.find(present.array(), present.next(), Keys.LENGTH, NOW));
    }
  }

  /** Strings of {@value #VALUE} bytes. */
  @State(Scope.Thread)
  public static class Strings extends Filled {
    @Override
    StringValue value(int number) {
      return StringValue.of(new byte[VALUE]);
    }
  }

  /** Integers, none of which is shared. */
  @State(Scope.Thread)
  public static class Numbers extends Filled {
    @Override
    StringValue value(int number) {
      return StringValue.of(Integer.MAX_VALUE + (long) number);
    }
  }

  /** One operation: the look-up of a key that is there, and of the length of its string. */
  @Benchmark
  public int findPresent(Strings strings) {
    return ((StringValue) strings.findNext().value()).length();
  }

  /** One operation: the look-up of a key that is not there. */
  @Benchmark
  public @Nullable Object findAbsent(Strings strings) {
    Keys absent = strings.absent;
    return strings.db.find(absent.array(), absent.next(), Keys.LENGTH, NOW);
  }

  /** One operation: a string of {@value #VALUE} bytes under a new key, and its removal. */
  @Benchmark
  public Object putAndRemove(Strings strings) {
    Entry entry = put(strings, strings.absent);
    strings.db.remove(entry);
    return entry;
  }

  /** One operation: a string of {@value #VALUE} bytes over one of the same length. */
  @Benchmark
  public Object overwrite(Strings strings) {
    return put(strings, strings.present);
  }

  private Entry put(Strings strings, Keys keys) {
    int at = keys.next();
    return strings.db.putString(
        keys.array(), at, Keys.LENGTH, value, 0, VALUE, Entry.NO_EXPIRY, NOW);
  }

  /** One operation: the look-up of an integer, and another one in its place. */
  @Benchmark
  public Object replaceNumber(Numbers numbers) {
    Entry entry = numbers.findNext();
    numbers.db.replace(entry, counter++);
    return entry;
  }
}
