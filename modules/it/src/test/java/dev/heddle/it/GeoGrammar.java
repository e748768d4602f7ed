package dev.heddle.it;

import static dev.heddle.it.Grammar.bytes;
import static dev.heddle.it.Grammar.words;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * What the differential test says to both servers about points on the globe: in one town, all over
 * the world, near the poles and on both sides of the antimeridian.
 *
 * <p>Distances that are stored have all bits of a double, and the last one depends on the
 * mathematics library and the processor that the real server runs with. Of {@link #OF_DISTANCES}
 * therefore only the order is asked for, and nothing is left at the end.
 */
final class GeoGrammar {
  /** The key where distances are stored. */
  static final String OF_DISTANCES = "dist";

  private static final List<String> TEMPLATES =
      List.of(
          "GEOADD $key $lon $lat $member",
          "GEOADD $key (NX|XX|CH)* $lon $lat $member ($lon,$lat,$member)*",
          "GEOADD $key $lon $lat $member $lon $lat $member $lon $lat $member ($lon,$lat,$member)*",
          "GEOADD $key $lon $lat $member $lon $lat $member $lon $lat $member ($lon,$lat,$member)*",
          "GEOADD $key $lon $lat $member $lon $lat $member $lon $lat $member ($lon,$lat,$member)*",
          "GEOADD $key $odd $lat $member",
          "GEODIST $key $member $member $unit?",
          "GEOHASH|GEOPOS $key $member*",
          "GEOSEARCH $key (FROMLONLAT,$lon,$lat) (BYRADIUS,$size,$unit) $with*",
          "GEOSEARCH $key (FROMLONLAT,$lon,$lat) (BYBOX,$size,$size,$unit) $with*",
          "GEOSEARCH $key (FROMMEMBER,$member) (BYRADIUS,$size,$unit) ASC|DESC (COUNT,$count) $with*",
          "GEOSEARCH $key (FROMMEMBER,$member) (BYBOX,$size,$size,$unit) (COUNT,$count,ANY)? $with*",
          "GEOSEARCH $key (BYRADIUS,$size,$unit)|(FROMLONLAT,$lon,$lat)|(BYBOX,$size,$size,$unit)|$word*"
              + " (FROMMEMBER,$member)|$with* (BYBOX,$size,$size,$unit)",
          "GEOSEARCHSTORE $stored $key (FROMLONLAT,$lon,$lat) (BYRADIUS,$size,$unit) (COUNT,$count)?",
          "GEOSEARCHSTORE $stored $key (FROMMEMBER,$member) (BYBOX,$size,$size,$unit) ASC|DESC|$word?",
          "GEOSEARCHSTORE dist $key (FROMMEMBER,$member) (BYRADIUS,$size,$unit) STOREDIST $with*",
          "GEORADIUS|GEORADIUS_RO $key $lon $lat $size $unit $with* (COUNT,$count)?",
          "GEORADIUS|GEORADIUS_RO $key $lon $lat $size $unit (STORE,$stored)|ASC|(COUNT,$count)|$word*",
          "GEORADIUSBYMEMBER|GEORADIUSBYMEMBER_RO $key $member $size $unit $with* (COUNT,$count)?",
          "GEORADIUSBYMEMBER|GEORADIUSBYMEMBER_RO $key $member $size $unit (STORE,$stored)|ASC*",
          "GEORADIUSBYMEMBER $key $member $size $unit STOREDIST dist DESC? (COUNT,$count)?",
          "ZRANGE|ZREVRANGE $key|$stored 0 -1 WITHSCORES",
          "ZADD $key $score $member",
          "ZREM $key $member $member",
          "ZCARD|DEL|TYPE $key|$stored",
          "COPY $key $key REPLACE",
          "SET $key x",
          "OBJECT ENCODING $key",
          "COMMAND GETKEYS|GETKEYSANDFLAGS GEORADIUS $key 1 1 1 m (STORE,$stored)|(STOREDIST,dist)*",
          "COMMAND GETKEYS|GETKEYSANDFLAGS GEOSEARCHSTORE|GEOADD|GEOPOS|GEORADIUSBYMEMBER $key $key 1"
              + " 1 m 1 1 (STORE,$stored)?");

  private GeoGrammar() {}

  static Arbitrary<Grammar.Command> commands() {
    return new Grammar()
        .pool("key", Arbitraries.frequencyOf(Tuple.of(9, words("g", "h")), Tuple.of(1, words("x"))))
        .pool("stored", words("e", "f"))
        .pool("member", members())
        .pool("lon", longitudes())
        .pool("lat", latitudes())
        .pool("odd", words("180.0001", "-181", "x", "", "nan", "inf", "1e400", "1e20"))
        .pool("unit", words("m", "km", "km", "KM", "ft", "mi", "MI", "M", "parsec"))
        .pool("size", sizes())
        .pool(
            "count", words("1", "2", "3", "5", "10", "1000", "0", "-1", "x", "9223372036854775807"))
        .pool("with", words("WITHDIST", "WITHCOORD", "WITHHASH", "withdist", "ASC", "DESC", "desc"))
        .pool("score", words("0", "1", "-5", "1.5", "inf", "-inf", "1e300", "4503599627370496"))
        .pool("word", words("", "x", "ANY", "COUNT", "STORE", "BYBOX", "FROMMEMBER", "STOREDIST"))
        .commands(TEMPLATES);
  }

  private static Arbitrary<byte[]> members() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 30).map(n -> bytes("" + n)),
        Arbitraries.integers().between(0, 30).map(n -> bytes("m" + n)),
        words("", "Palermo", "x".repeat(65)));
  }

  private static Arbitrary<byte[]> longitudes() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.doubles().between(13, 14).map(GeoGrammar::text)),
        Tuple.of(3, Arbitraries.doubles().between(-180, 180).map(GeoGrammar::text)),
        Tuple.of(2, Arbitraries.doubles().between(179, 180).map(GeoGrammar::text)),
        Tuple.of(2, Arbitraries.doubles().between(-180, -179).map(GeoGrammar::text)),
        Tuple.of(1, words("180", "-180", "0", "-0", "13.361389", "15.087269", "1e1", "0x10")));
  }

  private static Arbitrary<byte[]> latitudes() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.doubles().between(37, 39).map(GeoGrammar::text)),
        Tuple.of(3, Arbitraries.doubles().between(-85, 85).map(GeoGrammar::text)),
        Tuple.of(1, Arbitraries.doubles().between(79, 85.05).map(GeoGrammar::text)),
        Tuple.of(1, Arbitraries.doubles().between(-85.05, -79).map(GeoGrammar::text)),
        Tuple.of(
            1, words("85.05112878", "-85.05112878", "85.0512", "0", "38.115556", "37.502669")));
  }

  private static Arbitrary<byte[]> sizes() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, words("0", "1", "10", "100", "200", "1000", "5000", "10000", "20000")),
        Tuple.of(3, Arbitraries.doubles().between(0, 3000).map(GeoGrammar::text)),
        Tuple.of(1, words("-1", "x", "inf", "nan", "1e-3", "1e9", "")));
  }

  private static byte[] text(double value) {
    return bytes(Double.toString(value));
  }
}
