package dev.heddle.store;

import dev.heddle.micro.Keys;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The table alone, with elements that have a key and nothing else. They were added in a random
 * order and are asked for in another, so from 100,000 on it is memory that is waited for.
 */
@State(Scope.Thread)
public class HashTableBenchmark {
  @Param({"1000", "100000", "1000000"})
  public int keys;

  private HashTable<Element> table;
  private Keys present;
  private Keys absent;

  /** A key. */
  private static final class Element extends Node {
    Element(byte[] key) {
      super(key);
    }
  }

  /** Elements for a table that is still to grow. */
  @State(Scope.Thread)
  public static class Growing {
    private HashTable<Element> table;
    private Element[] elements;
    private int added;

    @Setup
    public void make(HashTableBenchmark filled) {
      table = filled.table.ofKeys();
      elements = elements(filled.keys);
    }

    private HashTable<Element> addNext() {
      if (added == elements.length) {
        table = table.ofKeys();
        added = 0;
      }
      table.add(elements[added++]);
      return table;
    }
  }

  @Setup
  public void fill() {
    table = new HashTable<>(new SipHash(1, 2));
    for (Element element : elements(keys)) {
      table.add(element);
    }
    present = Keys.among(0, keys);
    absent = Keys.among(keys, keys);
    System.gc(); // what is in the table has moved to where it stays
  }

  private static Element[] elements(int count) {
    int[] order = Keys.shuffled(count);
    var elements = new Element[count];
    for (int i = 0; i < count; i++) {
      elements[i] = new Element(Keys.key(order[i]));
    }
    return elements;
  }

  /** One operation: the look-up of a key that is there. */
  @Benchmark
  public Object findPresent() {
    return Objects.requireNonNull(table.find(present.array(), present.next(), Keys.LENGTH));
  }

  /** One operation: the look-up of a key that is not there. */
  @Benchmark
  public @Nullable Object findAbsent() {
    return table.find(absent.array(), absent.next(), Keys.LENGTH);
  }

  /** One operation: an element is removed, and added again. */
  @Benchmark
  public Object removeAndAdd() {
    Element element = table.remove(present.array(), present.next(), Keys.LENGTH);
    table.add(Objects.requireNonNull(element));
    return element;
  }

  /**
   * One operation: an element more in a table that grows from nothing to {@code keys} elements,
   * again and again.
   */
  @Benchmark
  public Object grow(Growing growing) {
    return growing.addNext();
  }
}
