package dev.heddle.server.family;

import dev.heddle.store.ScoreRange;

/**
 * A cell of the map: the globe halved {@code step} times along each axis.
 *
 * <p>The bits of the column (from west to east) and of the row (from south to north) are
 * interleaved, the column's being the higher of each pair, so that cells which share their first
 * bits are near each other [1]. A member's score is the number of its cell after 26 steps.
 *
 * <p>[1] G. M. Morton, A computer oriented geodetic data base, 1966.
 *
 * @param bits column and row, interleaved
 * @param step how often each axis was halved
 */
record GeoCell(long bits, int step) {
  static final int FINEST = 26;

  private static final long ROWS = 0x5555555555555555L;
  private static final double TWO_TO_63 = 0x1p63;

  /** The cell with a point in it. */
  static GeoCell containing(GeoPoint point, int step) {
    return containing(point, step, GeoPoint.MOST_LATITUDE);
  }

  /** The cell with a point in it, on a map that ends at another latitude. */
  static GeoCell containing(GeoPoint point, int step, double mostLatitude) {
    double row = (point.latitude() + mostLatitude) / (mostLatitude - -mostLatitude);
    double column = (point.longitude() + GeoPoint.MOST_LONGITUDE) / (2 * GeoPoint.MOST_LONGITUDE);
    double cells = 1L << step;
    return new GeoCell(spread((long) (row * cells)) | spread((long) (column * cells)) << 1, step);
  }

  /** The finest cell that a score stands for, as C on x86-64 converts a double to 64 bits. */
  static GeoCell ofScore(double score) {
    long bits;
    if (score < TWO_TO_63) {
      bits = (long) score;
    } else {
      double rest = score - TWO_TO_63;
      bits = rest < TWO_TO_63 ? (long) rest ^ Long.MIN_VALUE : 0;
    }
    return new GeoCell(bits, FINEST);
  }

  private long column() {
    return gather(bits >>> 1);
  }

  private long row() {
    return gather(bits);
  }

  double west() {
    return longitude(column());
  }

  double east() {
    return longitude(column() + 1);
  }

  double south() {
    return latitude(row());
  }

  double north() {
    return latitude(row() + 1);
  }

  /** Of the cell's middle, on the map. */
  double longitude() {
    long column = column();
    double middle = (longitude(column) + longitude(column + 1)) / 2;
    return within(middle, GeoPoint.MOST_LONGITUDE);
  }

  /** Of the cell's middle, on the map. */
  double latitude() {
    long row = row();
    double middle = (latitude(row) + latitude(row + 1)) / 2;
    return within(middle, GeoPoint.MOST_LATITUDE);
  }

  private static double within(double degrees, double most) {
    return degrees < -most ? -most : degrees > most ? most : degrees;
  }

  private double longitude(long column) {
    return -GeoPoint.MOST_LONGITUDE + share(column) * (2 * GeoPoint.MOST_LONGITUDE);
  }

  private double latitude(long row) {
    return -GeoPoint.MOST_LATITUDE + share(row) * (2 * GeoPoint.MOST_LATITUDE);
  }

  private double share(long index) {
    return index * (1.0 / (1L << step)); // a power of two: exact
  }

  /**
   * The cell so many columns to the east and rows to the north. The map has no edges, but a point
   * on its last meridian or parallel is in a cell beyond, and so are that cell's neighbours along
   * it.
   */
  GeoCell neighbour(int east, int north) {
    return new GeoCell(spread(moved(row(), north)) | spread(moved(column(), east)) << 1, step);
  }

  private long moved(long index, int by) {
    return by == 0 ? index : (index + by) & ((1L << step) - 1);
  }

  /** The scores of the members in this cell. */
  ScoreRange scores() {
    return new ScoreRange(firstScore(), false, endScore(), true);
  }

  /** The score of the first member in this cell. */
  double firstScore() {
    return bits << (2 * (FINEST - step));
  }

  /** A score behind those of all members in this cell. */
  double endScore() {
    return (bits + 1) << (2 * (FINEST - step));
  }

  /** Puts a zero in front of each of the 32 lowest bits. */
  private static long spread(long index) {
    long x = index & 0xffffffffL;
    x = (x | x << 16) & 0x0000ffff0000ffffL;
    x = (x | x << 8) & 0x00ff00ff00ff00ffL;
    x = (x | x << 4) & 0x0f0f0f0f0f0f0f0fL;
    x = (x | x << 2) & 0x3333333333333333L;
    return (x | x << 1) & ROWS;
  }

  private static long gather(long spread) {
    long x = spread & ROWS;
    x = (x | x >>> 1) & 0x3333333333333333L;
    x = (x | x >>> 2) & 0x0f0f0f0f0f0f0f0fL;
    x = (x | x >>> 4) & 0x00ff00ff00ff00ffL;
    x = (x | x >>> 8) & 0x0000ffff0000ffffL;
    return (x | x >>> 16) & 0xffffffffL;
  }
}
