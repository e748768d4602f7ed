package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

/** Searches against looking at every member, and numbers against exact arithmetic. */
final class GeoProperties {
  private static final double MOST = 85.05112878;

  /**
   * Away from poles and antimeridian, where the real server overlooks members, and so does this.
   */
  @Property
  void cellsCoverTheShape(
      @ForAll @Size(max = 60) List<@IntRange(max = 1_000_000) Integer> places,
      @ForAll @DoubleRange(min = -120, max = 120) double longitude,
      @ForAll @DoubleRange(min = -60, max = 60) double latitude,
      @ForAll @DoubleRange(min = 0, max = 500_000) double size,
      @ForAll boolean box) {
    var center = new GeoPoint(longitude, latitude);
    GeoShape shape = box ? GeoShape.box(center, size, size / 2) : GeoShape.circle(center, size);
    var expected = new TreeSet<Long>();
    var found = new TreeSet<Long>();
    for (int place : places) {
      double east = (place % 1000 - 500) / 500.0 * 8;
      double north = (place / 1000 - 500) / 500.0 * 5;
      long score = new GeoPoint(longitude + east, latitude + north).score();
      if (distance(shape, GeoPoint.ofScore((double) score)) >= 0) {
        expected.add(score);
        for (GeoCell cell : shape.cells()) {
          if (cell.firstScore() <= score && score < cell.endScore()) {
            found.add(score);
          }
        }
      }
    }
    assertEquals(expected, found);
  }

  @Property
  void whatIsBeyondReachIsOutside(
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @DoubleRange(min = -85, max = 85) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double pointLongitude,
      @ForAll @DoubleRange(min = -85, max = 85) double pointLatitude,
      @ForAll @DoubleRange(min = 0, max = 25_000_000) double size,
      @ForAll boolean box,
      @ForAll boolean near) {
    var center = new GeoPoint(longitude, latitude);
    double scale = near ? 1e-3 : 1;
    var anywhere =
        near
            ? new GeoPoint(
                Math.clamp(longitude + scale * pointLongitude, -180, 180),
                Math.clamp(latitude + scale * pointLatitude, -85, 85))
            : new GeoPoint(pointLongitude, pointLatitude);
    GeoCell cell = GeoCell.ofScore((double) anywhere.score());
    var point = new GeoPoint(cell.longitude(), cell.latitude());
    double metres = near ? size * 1e-3 : size;
    GeoShape shape =
        box ? GeoShape.box(center, metres, metres / 2) : GeoShape.circle(center, metres);
    if (shape.reach().isBeyond(cell)) {
      assertTrue(distance(shape, point) < 0, () -> shape + " has " + point);
    }
    double exactly = center.distance(point);
    GeoReach reach = GeoShape.circle(center, exactly).reach();
    assertFalse(reach.isBeyond(cell));
    if (exactly > 0.01) {
      assertTrue(GeoShape.circle(center, exactly * (1 - 1e-5) - 0.001).reach().isBeyond(cell));
      reach.narrow(0);
      assertTrue(reach.isBeyond(cell));
    }
  }

  @Property(tries = 100)
  void theNearestFewAreTheFirstOfAll(
      @ForAll @Size(min = 100, max = 500) List<@IntRange(max = 1_000_000) Integer> places,
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @DoubleRange(min = -1, max = 1) double degrees,
      @ForAll @IntRange(min = 1, max = 150) int kilometres) {
    double longitude = degrees + 0.0003; // at 0, places to either side are equally far
    var redis = new CommandHarness();
    for (int place : places) { // equal ones are one member; the others are not equally far
      double east = (place % 1000 - 500) * 1.001e-3;
      double north = (place / 1000 - 500) * 1.3e-3;
      redis.say("GEOADD g " + east + " " + north + " " + place);
    }
    String search =
        "GEOSEARCH g FROMLONLAT " + longitude + " 0.0123 BYRADIUS " + kilometres + " km ASC";
    List<String> all = members(redis.say(search));
    List<String> nearest = members(redis.say(search + " COUNT " + count));
    assertEquals(all.subList(0, Math.min(count, all.size())), nearest);
  }

  private static List<String> members(String array) {
    String inside = array.substring(1, array.length() - 1);
    return inside.isEmpty() ? List.of() : List.of(inside.split(", ", -1));
  }

  private static double distance(GeoShape shape, GeoPoint point) {
    return shape.distance(point.longitude(), point.latitude());
  }

  @Property
  void aPointIsInItsCell(
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @DoubleRange(min = -MOST, max = MOST) @Scale(8) double latitude,
      @ForAll @IntRange(min = 1, max = 26) int step) {
    GeoCell cell = GeoCell.containing(new GeoPoint(longitude, latitude), step);
    assertTrue(cell.west() <= longitude && longitude <= cell.east());
    assertTrue(cell.south() <= latitude && latitude <= cell.north());
  }

  @Property
  void coordinatesHaveSeventeenDecimals(
      @ForAll @DoubleRange(min = -180, max = 180) double value,
      @ForAll @IntRange(max = 90) int halvings) {
    double small = Math.scalb(value, -halvings);
    BigDecimal exact =
        new BigDecimal(Math.abs(small)).setScale(17, RoundingMode.HALF_EVEN).stripTrailingZeros();
    String sign = small < 0 ? "-" : ""; // also of what is rounded to zero
    assertEquals(sign + exact.toPlainString(), GeoText.coordinate(small));
  }

  @Property
  void distancesHaveFourDecimals(
      @ForAll @DoubleRange(min = 0, max = 1e9) double value,
      @ForAll @IntRange(max = 40) int halves) {
    for (double d : new double[] {value, Math.scalb(value, -halves), halves / 32.0, 0.00005}) {
      assertEquals(
          new BigDecimal(d).setScale(4, RoundingMode.HALF_EVEN).toPlainString(),
          new String(GeoText.distance(d), StandardCharsets.ISO_8859_1));
    }
  }

  @Property
  void theArcSineIsThatOfTheLibraryButForItsLastBit(
      @ForAll @DoubleRange(min = 0, max = 1) double x) {
    double expected = StrictMath.asin(x);
    assertEquals(expected, Haversine.asin(x), 2 * Math.ulp(expected));
  }

  @Example
  void theArcSineIsRoundedToTheNearest() {
    assertEquals(0.3046926540153975, Haversine.asin(0.3)); // of 0.30469265401539750797
    assertEquals(Math.PI / 2, Haversine.asin(1));
    assertEquals(0, Haversine.asin(0));
  }

  @Property
  void theFirstFewAreThoseOfAWholeSort(
      @ForAll @Size(max = 400) List<@IntRange(max = 40) Integer> numbers,
      @ForAll @IntRange(max = 400) int some) {
    Integer[] sorted = numbers.toArray(Integer[]::new);
    Integer[] partly = sorted.clone();
    int wanted = Math.min(some, sorted.length);
    Arrays.sort(sorted);
    PartialSort.sort(partly, Comparator.<Integer>naturalOrder(), wanted);
    assertEquals(List.of(sorted).subList(0, wanted), List.of(partly).subList(0, wanted));
    Arrays.sort(partly);
    assertEquals(List.of(sorted), List.of(partly));
  }
}
