package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RankTreeProperties {
  private final TreeSet<ScoredNode> model =
      new TreeSet<>((a, b) -> a.compareTo(b.score, b.member()));

  /** Waves: each number is how many members are added (or removed, if negative). */
  @Property(tries = 300)
  void agreesWithATreeSet(
      @ForAll @IntRange(min = 4, max = 9) int width,
      @ForAll @Size(max = 8) List<@IntRange(min = -300, max = 300) Integer> waves,
      @ForAll Random random) {
    model.clear();
    var tree = new RankTree(width);
    int made = 0;
    for (int wave : waves) {
      int order = random.nextInt(3);
      for (int i = 0; i < Math.abs(wave); i++) {
        if (wave > 0) {
          add(tree, node(++made, order, random));
        } else {
          changeOne(tree, random);
        }
      }
      assertAgrees(tree, random);
    }
  }

  /** Ascending, descending or in no order, many with equal scores. */
  private static ScoredNode node(int i, int order, Random random) {
    double score =
        switch (order) {
          case 0 -> i;
          case 1 -> -i;
          default -> random.nextInt(20) - 10;
        };
    return new ScoredNode(Keys.bytes("m" + i), score == 0 && random.nextBoolean() ? -0.0 : score);
  }

  private void add(RankTree tree, ScoredNode node) {
    tree.add(node);
    model.add(node);
  }

  private void changeOne(RankTree tree, Random random) {
    if (model.isEmpty()) {
      return;
    }
    ScoredNode node = tree.at(random.nextInt(tree.size()));
    switch (random.nextInt(4)) {
      case 0 -> removeRange(tree, random);
      case 1 -> {
        double score = node.score + random.nextInt(5) - 2;
        model.remove(node);
        tree.rescore(node, score);
        assertEquals(score, node.score);
        model.add(node);
      }
      default -> {
        tree.remove(node);
        model.remove(node);
      }
    }
  }

  private void removeRange(RankTree tree, Random random) {
    Ranks ranks = ranks(tree, random).limit(0, random.nextInt(30), random.nextBoolean());
    List<ScoredNode> expected = new ArrayList<>(model).subList(ranks.from(), ranks.to());
    List<ScoredNode> removed = new ArrayList<>();
    tree.remove(ranks, removed::add);
    assertEquals(expected, removed);
    expected.forEach(model::remove);
  }

  private void assertAgrees(RankTree tree, Random random) {
    List<ScoredNode> expected = List.copyOf(model);
    assertEquals(expected.size(), tree.size());
    assertEquals(expected, nodes(tree, new Ranks(0, tree.size()), /* reverse= */ false));
    for (int i = 0; i < expected.size(); i++) {
      assertSame(expected.get(i), tree.at(i));
      assertEquals(i, tree.rank(expected.get(i)));
    }
    Ranks ranks = ranks(tree, random);
    List<ScoredNode> some = expected.subList(ranks.from(), ranks.to());
    assertEquals(some, nodes(tree, ranks, /* reverse= */ false));
    assertEquals(some.reversed(), nodes(tree, ranks, /* reverse= */ true));
    double limit = random.nextInt(24) - 12;
    assertEquals(
        expected.stream().filter(n -> n.score < limit).count(),
        tree.countWhile(n -> n.score < limit));
    assertEquals(tree.countWhile(n -> n.score < limit), tree.countScoresWhile(s -> s < limit));
    var wanted = new ArrayList<ScoredNode>();
    tree.forEach(ranks, score -> score < limit, wanted::add);
    assertEquals(some.stream().filter(n -> n.score < limit).toList(), wanted);
  }

  private static Ranks ranks(RankTree tree, Random random) {
    int a = random.nextInt(tree.size() + 1);
    int b = random.nextInt(tree.size() + 1);
    return new Ranks(Math.min(a, b), Math.max(a, b));
  }

  private static List<ScoredNode> nodes(RankTree tree, Ranks ranks, boolean reverse) {
    List<ScoredNode> nodes = new ArrayList<>();
    tree.forEach(ranks, reverse, nodes::add);
    return nodes;
  }

  @Example
  void whatComesInOrderFillsItsPages() {
    for (int step : new int[] {1, -1}) {
      var tree = new RankTree();
      for (int i = 0; i < 64 * 1000; i++) {
        tree.add(new ScoredNode(Keys.bytes("m"), (double) i * step));
      }
      assertEquals(1000, tree.leaves());
    }
  }

  @Example
  void whatComesInNoOrderFillsTwoThirdsOfItsPages() {
    var tree = new RankTree();
    var random = new Random(1);
    for (int i = 0; i < 64 * 1000; i++) {
      tree.add(new ScoredNode(Keys.bytes("m"), random.nextDouble()));
    }
    assertTrue(tree.leaves() < 1550, "" + tree.leaves());
  }

  @Example
  void removalsLeavePagesThatAreNotTooEmpty() {
    var tree = new RankTree();
    var random = new Random(1);
    for (int i = 0; i < 64 * 1000; i++) {
      tree.add(new ScoredNode(Keys.bytes("m"), i));
    }
    while (tree.size() > 6400) {
      tree.remove(tree.at(random.nextInt(tree.size())));
    }
    assertTrue(tree.leaves() < 400, "" + tree.leaves());
  }
}
