package dev.heddle.store;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a large collection as a snapshot found them, in no order. Four bytes for each are
 * all that it costs where the elements themselves never change.
 */
final class Frozen<N extends Node> {
  private final Slots<N> elements = new Slots<>();

  void add(N element) {
    elements.push(element);
  }

  int size() {
    return elements.length();
  }

  void forEach(Consumer<? super N> out) {
    for (int i = 0; i < size(); i++) {
      out.accept(at(i));
    }
  }

  /** Those of a sorted set, the lowest first. */
  static ScoredNode[] sorted(Frozen<ScoredNode> members) {
    var all = new ScoredNode[members.size()];
    Arrays.setAll(all, members::at);
    Arrays.sort(all, (a, b) -> a.compareTo(b.score, b.key));
    return all;
  }

  private N at(int i) {
    @Nullable N element = elements.get(i);
    if (element == null) {
      throw new IllegalStateException("never added");
    }
    return element;
  }
}
