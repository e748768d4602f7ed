package dev.heddle.server.family;

/**
 * Tells at little cost of most points that are outside a shape that they are.
 *
 * <p>Looks at a lower bound of the haversine of the angle to the centre, without trigonometry: sin
 * x &gt;= x - x^3 / 6, and the parallel of a point that may be inside is no shorter than the
 * shortest one which the shape reaches.
 */
final class GeoReach {
  /** More than what the rounding of bounds and distances comes to. */
  private static final double MARGIN = 1 + 1e-9;

  private static final double HALF_DEGREE = Math.PI / 360;
  private static final double SIXTH = (1.0 / 6) * MARGIN;
  private static final double MOST_USED = 2; // the bound is positive up to there

  private final double longitude;
  private final double latitude;

  /** The farthest that a point inside may be from the centre's latitude, in degrees. */
  private final double rows;

  /** The square of the sine of half the angle up to which points may be inside. */
  private final double limit;

  /** The product of the cosines of the centre's latitude and the shortest parallel's. */
  private final double parallels;

  /** What is up to so many metres from a point may be inside. */
  GeoReach(GeoPoint center, double radius) {
    double half = Math.min(radius / Haversine.EARTH_RADIUS / 2 * MARGIN, Math.PI / 2);
    double sine = Math.sin(half);
    this.longitude = center.longitude();
    this.latitude = center.latitude();
    double reached = 2 * half * MARGIN;
    this.rows = Haversine.degrees(reached);
    this.limit = sine * sine * MARGIN;
    double farthest = Math.min(Math.abs(Haversine.radians(latitude)) + reached, Math.PI / 2);
    this.parallels = Math.cos(Haversine.radians(latitude)) * Math.cos(farthest) / MARGIN;
  }

  /** Whether a point is outside for sure; false says nothing. */
  boolean isBeyond(double pointLongitude, double pointLatitude) {
    double up = Math.abs(pointLatitude - latitude);
    if (up > rows) {
      return true;
    }
    double u = leastSine(up * HALF_DEGREE);
    double v = leastSine(Math.abs(pointLongitude - longitude) * HALF_DEGREE);
    return u * u + parallels * v * v > limit;
  }

  private static double leastSine(double x) {
    return x < MOST_USED ? x - x * x * x * SIXTH : 0;
  }
}
