package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.family.ZSetAlgebra.Aggregate;
import dev.heddle.server.family.ZSetAlgebra.Weighted;
import dev.heddle.store.Packing;
import dev.heddle.store.Scored;
import dev.heddle.store.SetValue;
import dev.heddle.store.SipHash;
import dev.heddle.store.Thresholds;
import dev.heddle.store.ZSetValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * The algebra of sorted sets against maps from members to scores, at thresholds of a few members.
 */
final class ZSetAlgebraProperties {
  private final Packing packing = new Packing(new SipHash(1, 2));

  ZSetAlgebraProperties() {
    packing.thresholds(new Thresholds(-2, 0, 8, 8, 4, 4, 8, 4, 8));
  }

  /** Few members and scores, so that sets have some in common; halves are added without error. */
  @Provide
  Arbitrary<Map<String, Double>> sets() {
    Arbitrary<String> members =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange('a', 'h').ofLength(1),
            Arbitraries.integers().between(-3, 12).map(String::valueOf),
            Arbitraries.just("longer than fits"));
    Arbitrary<Double> scores = Arbitraries.integers().between(-9, 9).map(i -> i / 2.0);
    return Arbitraries.maps(members, scores).ofMaxSize(14);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void agreesWithMaps(
      @ForAll @Size(min = 1, max = 5) List<@From("sets") Map<String, Double>> models,
      @ForAll Aggregate aggregate,
      @ForAll @IntRange(min = -2, max = 2) int weight,
      @ForAll boolean plain) {
    var sets = new ArrayList<Weighted>();
    for (int i = 0; i < models.size(); i++) {
      ZSetSource set = plain && i == 1 ? plain(models.get(i)) : sorted(models.get(i));
      sets.add(new Weighted(set, i == 0 ? weight : 1));
    }
    List<Map<String, Double>> weighted = weighted(models, weight, plain);
    var sources = sets.stream().map(Weighted::set).toList();
    var common = intersection(weighted, aggregate);
    assertEquals(union(weighted, aggregate), content(ZSetAlgebra.unite(sets, aggregate, packing)));
    assertEquals(common, content(ZSetAlgebra.intersect(sets, aggregate, packing)));
    assertEquals(common.size(), ZSetAlgebra.count(sources, 0));
    assertEquals(Math.min(common.size(), 2), ZSetAlgebra.count(sources, 2));
    assertEquals(difference(models), content(ZSetAlgebra.subtract(sources, packing)));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void packingChangesNothingButTheEncoding(@ForAll("sets") Map<String, Double> model) {
    var result = ((ZSetSource.Sorted) sorted(model)).set();
    ZSetValue packed = ZSetAlgebra.packed(result, packing);
    boolean fits = model.size() <= 4 && model.keySet().stream().allMatch(m -> m.length() <= 8);
    assertEquals(fits ? "listpack" : "skiplist", packed.encoding());
    assertEquals(new TreeMap<>(model), content(packed));
  }

  // ---- the model

  private static List<Map<String, Double>> weighted(
      List<Map<String, Double>> models, int weight, boolean plain) {
    var weighted = new ArrayList<Map<String, Double>>();
    for (int i = 0; i < models.size(); i++) {
      var set = new TreeMap<>(models.get(i));
      double factor = i == 0 ? weight : 1;
      boolean ones = plain && i == 1;
      set.replaceAll((member, score) -> 0.0 + factor * (ones ? 1 : score));
      weighted.add(set);
    }
    return weighted;
  }

  private static Map<String, Double> union(List<Map<String, Double>> sets, Aggregate aggregate) {
    var union = new TreeMap<String, Double>();
    sets.forEach(set -> set.forEach((member, score) -> union.merge(member, score, aggregate::of)));
    return union;
  }

  private static Map<String, Double> intersection(
      List<Map<String, Double>> sets, Aggregate aggregate) {
    Map<String, Double> common = union(sets, aggregate);
    common.keySet().removeIf(member -> !sets.stream().allMatch(set -> set.containsKey(member)));
    return common;
  }

  private static Map<String, Double> difference(List<Map<String, Double>> sets) {
    var rest = new TreeMap<>(sets.getFirst());
    sets.subList(1, sets.size()).forEach(set -> rest.keySet().removeAll(set.keySet()));
    return rest;
  }

  // ---- values

  private ZSetSource sorted(Map<String, Double> model) {
    var set = new ZSetValue();
    model.forEach((member, score) -> set.add(bytes(member), score, packing));
    return new ZSetSource.Sorted(set);
  }

  private ZSetSource plain(Map<String, Double> model) {
    var set = new SetValue();
    model.keySet().forEach(member -> set.add(bytes(member), 0, member.length(), packing));
    return new ZSetSource.Plain(set);
  }

  private static Map<String, Double> content(ZSetValue set) {
    var content = new TreeMap<String, Double>();
    set.forEach(
        set.all(),
        /* reverse= */ false,
        new Scored() {
          @Override
          public void text(byte[] a, int off, int len, double score) {
            content.put(new String(a, off, len, StandardCharsets.US_ASCII), 0.0 + score);
          }

          @Override
          public void number(long member, double score) {
            content.put(Long.toString(member), 0.0 + score);
          }
        });
    return content;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
