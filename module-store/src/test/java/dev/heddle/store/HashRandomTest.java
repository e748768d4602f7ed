package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HashRandomTest {
  private static final int EACH = 300;

  @Test
  void everyChoiceOfFieldsIsEquallyLikely() {
    for (HashValue hash : List.of(Hashes.filled(5), Hashes.spilled(5), Hashes.filled(20))) {
      assertEquallyLikely(hash, 1, hash.size());
      assertEquallyLikely(hash, 2, hash.size() * (hash.size() - 1) / 2);
    }
    assertEquallyLikely(Hashes.filled(6), 3, 20);
    assertEquallyLikely(Hashes.spilled(6), 3, 20);
  }

  private static void assertEquallyLikely(HashValue hash, int count, int kinds) {
    Map<Set<String>, Integer> choices = new HashMap<>();
    var random = new Random(count);
    for (int i = 0; i < EACH * kinds; i++) {
      var out = new Texts();
      hash.randomDistinct(count, HashPart.FIELD, random, out);
      assertEquals(count, new HashSet<>(out.all).size());
      choices.merge(Set.copyOf(out.all), 1, Integer::sum);
    }
    assertEquals(kinds, choices.size());
    // a deviation of 18: six of them on either side
    assertTrue(choices.values().stream().allMatch(n -> n > EACH - 110 && n < EACH + 110));
  }

  @Test
  void asManyDifferentFieldsComeAsAreWanted() {
    for (int size : new int[] {1, 8, 9, 100}) {
      for (int count = 0; count <= size; count++) {
        var out = new Texts();
        Hashes.filled(size).randomDistinct(count, HashPart.BOTH, new Random(count), out);
        assertEquals(count, Hashes.pairs(out.all).size());
      }
    }
  }

  @Test
  void repeatedChoicesComeWithTheirValues() {
    for (int size : new int[] {1, 5, 40}) {
      var hash = Hashes.filled(size);
      var out = new Texts();
      hash.randomRepeated(1000, HashPart.BOTH, new Random(3), out);
      assertEquals(2000, out.all.size());
      assertEquals(Hashes.pairs(hash), Hashes.pairs(out.all));
    }
  }

  @Test
  void oneChoiceIsAPartOfAPair() {
    for (HashValue hash : List.of(Hashes.filled(5), Hashes.spilled(5))) {
      var out = new Texts();
      hash.random(HashPart.VALUE, new Random(4), out);
      assertEquals(1, out.all.size());
      assertTrue(Hashes.pairs(hash).containsValue(out.all.get(0)));
    }
  }
}
