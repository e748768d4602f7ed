package dev.heddle.store;

import dev.heddle.micro.Keys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A hash, packed with ten fields and a table with more; fields and values have 16 bytes. */
@State(Scope.Thread)
public class HashValueBenchmark {
  @Param({"10", "100000"})
  public int fields;

  private final Packing packing = new Packing(new SipHash(1, 2));
  private final HashValue hash = new HashValue();
  private final byte[] value = Keys.key(1);
  private final Tally tally = new Tally();
  private Keys present;
  private Keys absent;

  @Setup
  public void fill() {
    for (int number : Keys.shuffled(fields)) {
      put(Keys.key(number), 0);
    }
    present = Keys.among(0, fields);
    absent = Keys.among(fields, fields);
    System.gc(); // what is in the table has moved to where it stays
  }

  private boolean put(byte[] field, int at) {
    return hash.put(field, at, Keys.LENGTH, value, 0, value.length, packing);
  }

  /** One operation: the value of a field that is there. */
  @Benchmark
  public long get() {
    hash.get(present.array(), present.next(), Keys.LENGTH, tally);
    return tally.sum();
  }

  /** One operation: a field that is there gets another value. */
  @Benchmark
  public boolean overwrite() {
    return put(present.array(), present.next());
  }

  /** One operation: a new field with its value, and its removal. */
  @Benchmark
  public boolean putAndRemove() {
    int at = absent.next();
    put(absent.array(), at);
    return hash.remove(absent.array(), at, Keys.LENGTH);
  }
}
