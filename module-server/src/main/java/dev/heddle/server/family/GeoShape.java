package dev.heddle.server.family;

import java.util.ArrayList;
import java.util.List;

/**
 * What members are searched in: a circle, or a box whose sides follow parallels and meridians.
 *
 * @param width of a box in metres; a circle's radius
 * @param height of a box in metres; a circle's radius
 */
record GeoShape(GeoPoint center, boolean box, double width, double height) {
  private static final double HALF_MAP = 20037726.37; // metres of the square map, on the equator

  static GeoShape circle(GeoPoint center, double radius) {
    return new GeoShape(center, /* box= */ false, radius, radius);
  }

  static GeoShape box(GeoPoint center, double width, double height) {
    return new GeoShape(center, /* box= */ true, width, height);
  }

  /** What tells quickly of a point that it is outside. */
  GeoReach reach() {
    return new GeoReach(center, box ? (width + height) / 2 : width);
  }

  /** Metres from the centre to a point in this shape; negative for one that is outside. */
  double distance(double longitude, double latitude) {
    if (box && !isInBox(longitude, latitude)) {
      return -1;
    }
    double distance =
        Haversine.distance(center.longitude(), center.latitude(), longitude, latitude);
    return !box && distance > width ? -1 : distance;
  }

  /** The width is measured at the point's own latitude. */
  private boolean isInBox(double longitude, double latitude) {
    return !(Haversine.latitudeDistance(latitude, center.latitude()) > height / 2)
        && !(Haversine.distance(longitude, latitude, center.longitude(), latitude) > width / 2);
  }

  // ---- the cells to look in

  /** The shape's bounds in degrees; they may lie beyond the map's. */
  private record Bounds(double west, double south, double east, double north) {}

  private Bounds bounds() {
    double halfHeight = box ? height / 2 : height;
    double halfWidth = box ? width / 2 : width;
    double rows = Haversine.degrees(halfHeight / Haversine.EARTH_RADIUS);
    double latitude = center.latitude() < 0 ? center.latitude() - rows : center.latitude() + rows;
    double columns =
        Haversine.degrees(
            halfWidth / Haversine.EARTH_RADIUS / Math.cos(Haversine.radians(latitude)));
    return new Bounds(
        center.longitude() - columns,
        center.latitude() - rows,
        center.longitude() + columns,
        center.latitude() + rows);
  }

  /** How often the map is halved until nine cells are just not too small. */
  private int step() {
    double radius = box ? Math.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2)) : width;
    if (radius == 0) {
      return GeoCell.FINEST;
    }
    int step = 1;
    for (double range = radius; range < HALF_MAP; range *= 2) {
      step++;
    }
    double latitude = Math.abs(center.latitude());
    int wider = latitude > 80 ? 2 : latitude > 66 ? 1 : 0; // cells are narrow near the poles
    return Math.clamp(step - 2L - wider, 1, GeoCell.FINEST);
  }

  /**
   * The cells that cover this shape, one not twice in succession: the centre's and those of its
   * neighbours that the shape may reach, in the order in which results are given.
   */
  List<GeoCell> cells() {
    Bounds bounds = bounds();
    GeoCell middle = GeoCell.containing(center, step());
    if (middle.step() > 1 && !reaches(middle, bounds)) {
      middle = GeoCell.containing(center, middle.step() - 1);
    }
    boolean fine = middle.step() >= 2;
    boolean south = !(fine && middle.south() < bounds.south());
    boolean north = !(fine && middle.north() > bounds.north());
    boolean west = !(fine && middle.west() < bounds.west());
    boolean east = !(fine && middle.east() > bounds.east());
    var cells = new ArrayList<GeoCell>(9);
    cells.add(middle);
    add(cells, north, middle.neighbour(0, 1));
    add(cells, south, middle.neighbour(0, -1));
    add(cells, east, middle.neighbour(1, 0));
    add(cells, west, middle.neighbour(-1, 0));
    add(cells, north && east, middle.neighbour(1, 1));
    add(cells, north && west, middle.neighbour(-1, 1));
    add(cells, south && east, middle.neighbour(1, -1));
    add(cells, south && west, middle.neighbour(-1, -1));
    return cells;
  }

  private static void add(List<GeoCell> cells, boolean reached, GeoCell cell) {
    if (reached && !cell.equals(cells.getLast())) {
      cells.add(cell);
    }
  }

  /** Whether a cell and its neighbours cover the bounds. */
  private static boolean reaches(GeoCell middle, Bounds bounds) {
    return !(middle.neighbour(0, 1).north() < bounds.north()
        || middle.neighbour(0, -1).south() > bounds.south()
        || middle.neighbour(1, 0).east() < bounds.east()
        || middle.neighbour(-1, 0).west() > bounds.west());
  }
}
