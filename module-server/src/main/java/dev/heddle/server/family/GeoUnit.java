package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;

/** The units of distances. */
enum GeoUnit {
  M(1),
  KM(1000),
  FT(0.3048),
  MI(1609.34);

  private final double metres;

  GeoUnit(double metres) {
    this.metres = metres;
  }

  static GeoUnit parse(Call call, int i) {
    for (GeoUnit unit : values()) {
      if (call.is(i, unit.name())) {
        return unit;
      }
    }
    throw Err.GEO_UNIT;
  }

  double metres() {
    return metres;
  }
}
