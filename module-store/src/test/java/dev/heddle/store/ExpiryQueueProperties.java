package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ExpiryQueueProperties {
  private final ExpiryQueue queue = new ExpiryQueue();

  @Property(tries = 50)
  void theNextIsAlwaysTheLeastAndTheMeanIsExact(
      @ForAll @IntRange(max = 30_000) int steps, @ForAll Random random) {
    var queue = new ExpiryQueue();
    List<Expiry> model = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      change(queue, model, random, /* shrinking= */ i > steps / 2);
      if (i % 64 == 0) {
        check(queue, model);
      }
    }
    drain(queue, model);
  }

  private static void change(
      ExpiryQueue queue, List<Expiry> model, Random random, boolean shrinking) {
    int choice = model.isEmpty() ? 9 : random.nextInt(shrinking ? 6 : 14);
    if (choice < 3) {
      int at = random.nextInt(model.size());
      var expiry = model.set(at, model.get(model.size() - 1));
      model.remove(model.size() - 1);
      queue.remove(expiry);
    } else if (choice < 5) {
      queue.update(model.get(random.nextInt(model.size())), random.nextInt(1000));
    } else {
      var expiry = expiry(random.nextInt(1000));
      model.add(expiry);
      queue.add(expiry);
    }
  }

  private static void check(ExpiryQueue queue, List<Expiry> model) {
    assertEquals(model.size(), queue.size());
    var times = model.stream().mapToLong(expiry -> expiry.at);
    assertEquals(times.average().orElse(0), queue.meanTime(), 1e-6);
    if (!model.isEmpty()) {
      long least = model.stream().mapToLong(expiry -> expiry.at).min().getAsLong();
      assertEquals(least, queue.peek().at);
    }
  }

  private static void drain(ExpiryQueue queue, List<Expiry> model) {
    var times = model.stream().mapToLong(expiry -> expiry.at).sorted().toArray();
    for (long time : times) {
      assertEquals(time, queue.peek().at);
      queue.remove(queue.peek());
    }
    assertNull(queue.peek());
    assertEquals(0, queue.meanTime());
  }

  @Example
  void theMeanOfManyTimesFarAwayDoesNotOverflow() {
    for (int i = 0; i < 1000; i++) {
      queue.add(expiry(Long.MAX_VALUE - i));
    }
    assertEquals(Long.MAX_VALUE, queue.meanTime(), 1e6);
  }

  private static Expiry expiry(long expireAt) {
    return new Expiry(expireAt);
  }
}
