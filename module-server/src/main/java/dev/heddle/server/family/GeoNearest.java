package dev.heddle.server.family;

import dev.heddle.store.Decimal;
import dev.heddle.store.Scored;
import dev.heddle.store.ZSetValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest few members in a circle. Whenever many candidates have been gathered, all but
 * the nearest are dropped and the circle shrinks to those, so that most members are neither copied
 * nor measured exactly.
 */
final class GeoNearest implements Scored {
  private static final int FEW = 256;
  private static final int ROOM = 4; // candidates for each that is wanted
  private static final int LEAST_ROOM = 48;

  private final GeoShape shape;
  private final GeoReach reach;
  private final int wanted;
  private final double[] haversines;
  private final double[] scores;
  private final byte[][] members;
  private int size;
  private boolean dropped;
  private boolean crowded;

  private GeoNearest(GeoShape shape, int wanted) {
    int room = Math.max(LEAST_ROOM, ROOM * wanted);
    this.shape = shape;
    this.reach = shape.reach();
    this.wanted = wanted;
    this.haversines = new double[room];
    this.scores = new double[room];
    this.members = new byte[room][];
  }

  /**
   * The members that a query is for, the nearest first. Null if it is for others, or if it depends
   * on all members in the circle in which order these are, because some are equally near.
   */
  static @Nullable List<GeoMatch> find(ZSetValue set, GeoShape shape, GeoQuery query) {
    boolean suits = !shape.box() && query.enough() == 0 && query.order() == GeoQuery.Order.ASC;
    if (!suits || query.count() == 0 || query.count() > FEW) {
      return null;
    }
    var nearest = new GeoNearest(shape, (int) query.count());
    for (GeoCell cell : shape.cells()) {
      set.forEach(set.within(cell.scores()), nearest::mayBeNear, nearest);
    }
    return nearest.result();
  }

  private boolean mayBeNear(double score) {
    return !reach.isBeyond(GeoCell.ofScore(score));
  }

  @Override
  public void text(byte[] a, int off, int len, double score) {
    if (size == members.length) {
      dropFarthest();
    }
    double haversine = reach.haversine(GeoCell.ofScore(score));
    if (!crowded && !reach.isBeyond(haversine)) { // as the circle is now
      haversines[size] = haversine;
      scores[size] = score;
      members[size++] = Arrays.copyOfRange(a, off, off + len);
    }
  }

  @Override
  public void number(long member, double score) {
    byte[] text = Decimal.text(member);
    text(text, 0, text.length, score);
  }

  private void dropFarthest() {
    double[] sorted = haversines.clone();
    Arrays.sort(sorted);
    reach.narrow(sorted[wanted - 1]);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!reach.isBeyond(haversines[i])) {
        haversines[kept] = haversines[i];
        scores[kept] = scores[i];
        members[kept++] = members[i];
      }
    }
    dropped = true;
    crowded = kept > size / 2; // too many that are about equally near
    size = kept;
  }

  private @Nullable List<GeoMatch> result() {
    if (crowded) {
      return null;
    }
    var inside = new ArrayList<GeoMatch>(size);
    for (int i = 0; i < size; i++) {
      GeoCell cell = GeoCell.ofScore(scores[i]);
      double distance = shape.distance(cell.longitude(), cell.latitude());
      if (distance >= 0) {
        inside.add(new GeoMatch(members[i], scores[i], distance));
      }
    }
    List<GeoMatch> nearest = GeoMatches.first(inside, wanted, GeoMatches.NEAREST_FIRST);
    boolean sure = !dropped || (nearest.size() == wanted && areApart(nearest, inside));
    return sure ? nearest : null;
  }

  /** Whether no two of the nearest are equally near, nor another as near as the last of them. */
  private static boolean areApart(List<GeoMatch> nearest, List<GeoMatch> all) {
    for (int i = 1; i < nearest.size(); i++) {
      if (nearest.get(i - 1).distance() == nearest.get(i).distance()) {
        return false;
      }
    }
    double farthest = nearest.getLast().distance();
    return all.stream().filter(match -> match.distance() == farthest).count() == 1;
  }
}
