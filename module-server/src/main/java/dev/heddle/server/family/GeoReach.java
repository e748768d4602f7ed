package dev.heddle.server.family;

/**
 * Tells at little cost of most points that are outside a shape that they are, and which of two
 * points is the nearer one.
 *
 * <p>Compares haversines (the square of the sine of half the angle to the centre), which grow with
 * the distance. They are computed with short series where {@link Haversine#distance} needs four
 * functions of the library, and differ from it by less than what {@link #allowed} allows.
 */
final class GeoReach {
  private static final double MARGIN = 1 + 1e-9; // far more than the series' error
  private static final double SLACK = 1e-14; // of an angle, by rounding: some 10 nm
  private static final double HALF_DEGREE = Math.PI / 360;
  private static final double SMALL = 0.5; // radians, up to which the series are good

  /** 1, -1/3!, 1/5!, ... */
  private static final double[] SINE = {
    1, -1.0 / 6, 1.0 / 120, -1.0 / 5_040, 1.0 / 362_880, -1.0 / 39_916_800, 1.0 / 6_227_020_800.0
  };

  private final double longitude;
  private final double latitude;
  private final double sine;
  private final double cosine;

  /** The haversine up to which points may be inside. */
  private double limit;

  /** What is up to so many metres from a point may be inside. */
  GeoReach(GeoPoint center, double radius) {
    this.longitude = center.longitude();
    this.latitude = center.latitude();
    this.sine = Math.sin(Haversine.radians(latitude));
    this.cosine = Math.cos(Haversine.radians(latitude));
    double half = Math.sin(Math.min(radius / Haversine.EARTH_RADIUS / 2, Math.PI / 2));
    this.limit = allowed(half * half);
  }

  /** Whether a point is outside for sure; false says nothing. */
  boolean isBeyond(GeoCell cell) {
    return isBeyond(haversine(cell));
  }

  /** Whether a point of this haversine is outside for sure. */
  boolean isBeyond(double haversine) {
    return haversine > limit;
  }

  /** From now on only what may be as near as a point of this haversine is wanted. */
  void narrow(double haversine) {
    limit = Math.min(limit, allowed(haversine));
  }

  /** Of the angle between the centre and a cell; that of a part of it if this is beyond reach. */
  double haversine(GeoCell cell) {
    double u = sine((cell.latitude() - latitude) * HALF_DEGREE);
    double square = u * u;
    if (square > limit) {
      return square;
    }
    double v = sine((cell.longitude() - longitude) * HALF_DEGREE);
    double cellsCosine = cosine * (1 - 2 * square) - sine * 2 * u * Math.sqrt(1 - square);
    return square + cosine * cellsCosine * v * v;
  }

  /** What another haversine may be if its point is no farther by {@link Haversine#distance}. */
  private static double allowed(double haversine) {
    double root = Math.sqrt(haversine) * MARGIN + SLACK;
    return root * root;
  }

  /** By Taylor's series; the first term left out is below 1e-15 of the sum. */
  private static double sine(double x) {
    if (Math.abs(x) > SMALL) {
      return Math.sin(x);
    }
    double q = x * x;
    double sum = SINE[SINE.length - 1];
    for (int i = SINE.length - 2; i >= 0; i--) {
      sum = sum * q + SINE[i];
    }
    return x * sum;
  }
}
