package dev.heddle.server.family;

/**
 * Distances on a sphere, by the haversine formula.
 *
 * <p>Distances become scores (STOREDIST) and are then seen to the last bit, so the arc sine is
 * rounded more carefully than {@link Math#asin} does: half of the last bit is meant to be its
 * error. Small arguments are the rule, and their series is short. Medium ones get one step of
 * Newton's, with the sine as the sum of two doubles. That step is lost where the sine is flat, so
 * of large ones the complement is taken: asin x = pi/2 - 2 asin sqrt((1 - x) / 2).
 */
final class Haversine {
  /** Metres. */
  static final double EARTH_RADIUS = 6372797.560856;

  private static final double DEGREE = Math.PI / 180;
  private static final double SMALL = 0.125;
  private static final double TINY = 1e-5; // the square of one, below which a few terms will do
  private static final int TERMS_OF_TINY = 4;
  private static final double LARGE = 0.5; // from here on 1 - x is exact
  private static final double QUARTER_LOW = 6.123233995736766e-17; // pi/2 less the double PI / 2
  private static final int SINE_TERMS = 15; // enough for 100 bits below pi/2

  /** 1/6, 3/40, ...: what is behind x in the arc sine, divided by x^3. */
  private static final double[] ARC_SINE = arcSineSeries(12);

  private Haversine() {}

  static double radians(double degrees) {
    return degrees * DEGREE;
  }

  static double degrees(double radians) {
    return radians / DEGREE;
  }

  /** Metres between two latitudes of one longitude. */
  static double latitudeDistance(double latitude1, double latitude2) {
    return EARTH_RADIUS * Math.abs(radians(latitude2) - radians(latitude1));
  }

  /** Metres between two points given in degrees. */
  static double distance(double longitude1, double latitude1, double longitude2, double latitude2) {
    double v = Math.sin((radians(longitude2) - radians(longitude1)) / 2);
    if (v == 0) {
      return latitudeDistance(latitude1, latitude2);
    }
    double lat1 = radians(latitude1);
    double lat2 = radians(latitude2);
    double u = Math.sin((lat2 - lat1) / 2);
    double a = u * u + Math.cos(lat1) * Math.cos(lat2) * v * v;
    return 2 * EARTH_RADIUS * asin(Math.min(Math.sqrt(a), 1));
  }

  /** The arc sine of a number from 0 to 1. */
  static double asin(double x) {
    if (x < SMALL) {
      double square = x * x;
      double sum = 0;
      for (int i = (square < TINY ? TERMS_OF_TINY : ARC_SINE.length) - 1; i >= 0; i--) {
        sum = sum * square + ARC_SINE[i];
      }
      return x + x * square * sum;
    }
    if (x >= LARGE) {
      return asinByComplement(x);
    }
    double y = Math.asin(x);
    return y + sineError(x, y) / Math.cos(y);
  }

  /** Sums up pi/2, the arc sine of the root, and what each is rounded by. */
  private static double asinByComplement(double x) {
    double square = (1 - x) / 2;
    double root = Math.sqrt(square);
    if (root == 0) {
      return Math.PI / 2;
    }
    double rootLow = Math.fma(-root, root, square) / (2 * root);
    double y = Math.asin(root);
    double yLow = (sineError(root, y) + rootLow) / Math.cos(y);
    double sum = Math.PI / 2 - 2 * y;
    double sumLow = (Math.PI / 2 - sum) - 2 * y;
    return sum + (sumLow + QUARTER_LOW - 2 * yLow);
  }

  /** x less the sine of y; the sine is summed up as a pair of doubles. */
  private static double sineError(double x, double y) {
    double square = y * y;
    double squareLow = Math.fma(y, y, -square);
    double term = y;
    double termLow = 0;
    double sum = y;
    double sumLow = 0;
    for (int k = 1; k <= SINE_TERMS; k++) {
      double product = term * square;
      double productLow = Math.fma(term, square, -product) + term * squareLow + termLow * square;
      double divisor = -2.0 * k * (2 * k + 1);
      term = product / divisor;
      termLow = (Math.fma(-term, divisor, product) + productLow) / divisor;
      double next = sum + term; // |term| < |sum|
      sumLow += term - (next - sum) + termLow;
      sum = next;
    }
    return (x - sum) - sumLow;
  }

  private static double[] arcSineSeries(int terms) {
    var series = new double[terms];
    double central = 1; // (2n)! / (4^n n!^2)
    for (int n = 1; n <= terms; n++) {
      central *= (2 * n - 1.0) / (2 * n);
      series[n - 1] = central / (2 * n + 1);
    }
    return series;
  }
}
