package dev.heddle.server.family;

import dev.heddle.store.Decimal;
import dev.heddle.store.Ranks;
import dev.heddle.store.Scored;
import dev.heddle.store.ZSetValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Gathers the members of a sorted set that a search is for: cell by cell, each by its scores. */
final class GeoMatches implements Scored {
  private static final int AT_A_TIME = 64; // members, where a number of them is enough
  static final Comparator<GeoMatch> NEAREST_FIRST = Comparator.comparingDouble(GeoMatch::distance);

  private final List<GeoMatch> found = new ArrayList<>();
  private final GeoShape shape;
  private final GeoReach reach;
  private final long enough;

  private GeoMatches(GeoShape shape, long enough) {
    this.shape = shape;
    this.reach = shape.reach();
    this.enough = enough;
  }

  /** Searches in the query's shape. */
  static List<GeoMatch> find(ZSetValue set, GeoShape shape, GeoQuery query) {
    List<GeoMatch> nearest = GeoNearest.find(set, shape, query);
    if (nearest != null) {
      return nearest;
    }
    var matches = new GeoMatches(shape, query.enough());
    for (GeoCell cell : shape.cells()) {
      if (matches.isEnough()) {
        break;
      }
      matches.look(set, cell);
    }
    return matches.result(query);
  }

  private void look(ZSetValue set, GeoCell cell) {
    Ranks ranks = set.within(cell.scores());
    int step = enough > 0 ? AT_A_TIME : Math.max(1, ranks.size());
    for (int from = ranks.from(); from < ranks.to() && !isEnough(); from += step) {
      int to = Math.min(ranks.to(), from + step);
      set.forEach(new Ranks(from, to), this::mayBeInside, this);
    }
  }

  private boolean isEnough() {
    return enough > 0 && found.size() >= enough;
  }

  private List<GeoMatch> result(GeoQuery query) {
    boolean all = query.count() == 0 || found.size() <= query.count();
    int wanted = all ? found.size() : (int) query.count();
    return switch (query.order()) {
      case NONE -> found.subList(0, wanted);
      case ASC -> first(found, wanted, NEAREST_FIRST);
      case DESC -> first(found, wanted, NEAREST_FIRST.reversed());
    };
  }

  /** The first so many, sorted, or all if there are not more. */
  static List<GeoMatch> first(List<GeoMatch> found, int wanted, Comparator<GeoMatch> order) {
    if (wanted >= found.size()) {
      found.sort(order);
      return found;
    }
    GeoMatch[] matches = found.toArray(GeoMatch[]::new);
    PartialSort.sort(matches, order, wanted);
    return Arrays.asList(matches).subList(0, wanted);
  }

  private boolean mayBeInside(double score) {
    return !reach.isBeyond(GeoCell.ofScore(score));
  }

  @Override
  public void text(byte[] a, int off, int len, double score) {
    if (isEnough()) {
      return;
    }
    GeoCell cell = GeoCell.ofScore(score);
    double distance = shape.distance(cell.longitude(), cell.latitude());
    if (distance >= 0) {
      found.add(new GeoMatch(Arrays.copyOfRange(a, off, off + len), score, distance));
    }
  }

  @Override
  public void number(long member, double score) {
    byte[] text = Decimal.text(member);
    text(text, 0, text.length, score);
  }
}
