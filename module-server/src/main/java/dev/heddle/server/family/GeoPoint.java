package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;

/** A place on the globe, in degrees. */
record GeoPoint(double longitude, double latitude) {
  /** The latitude at which the square map of the globe ends. */
  static final double MOST_LATITUDE = 85.05112878;

  static final double MOST_LONGITUDE = 180;

  /** The point whose longitude is argument i, and whose latitude is the next. */
  static GeoPoint parse(Call call, int i) {
    double longitude = Numbers.parseDouble(call.args(), i, Err.NOT_A_FLOAT);
    double latitude = Numbers.parseDouble(call.args(), i + 1, Err.NOT_A_FLOAT);
    if (Math.abs(longitude) > MOST_LONGITUDE || Math.abs(latitude) > MOST_LATITUDE) {
      throw Err.invalidCoordinates(longitude, latitude);
    }
    return new GeoPoint(longitude, latitude);
  }

  /** The point in the middle of the smallest cell that a score stands for. */
  static GeoPoint ofScore(double score) {
    GeoCell cell = GeoCell.ofScore(score);
    return new GeoPoint(cell.longitude(), cell.latitude());
  }

  /** The score of a member at this point. */
  long score() {
    return GeoCell.containing(this, GeoCell.FINEST).bits();
  }

  /** Metres to another point. */
  double distance(GeoPoint other) {
    return Haversine.distance(longitude, latitude, other.longitude, other.latitude);
  }
}
