package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected was seen on a real server. */
final class GeoCommandsTest {
  private static final String SICILY =
      "GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania";

  private final CommandHarness redis = new CommandHarness();

  @BeforeEach
  void fill() {
    redis.say(SICILY);
    redis.say("RPUSH l 1");
    redis.effects();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GEOADD g 1 2 a 3 | -ERR syntax error",
        "GEOADD g NX XX 1 2 a | -ERR syntax error",
        "GEOADD g GT 1 2 a | -ERR syntax error",
        "GEOADD g CH NX CH | -ERR syntax error",
        "GEOADD g x 2 a | -ERR value is not a valid float",
        "GEOADD l 1 86 a | -ERR invalid longitude,latitude pair 1.000000,86.000000",
        "GEOADD g inf 2 a | -ERR invalid longitude,latitude pair inf,2.000000",
        "GEOADD g -0 86 a | -ERR invalid longitude,latitude pair -0.000000,86.000000",
        "GEOADD l 1 2 a | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "GEODIST g Palermo Catania | \"166274.1516\"",
        "GEODIST g Palermo Catania Mi | \"103.3182\"",
        "GEODIST g Palermo none | nil",
        "GEODIST l a b xx | -ERR unsupported unit provided. please use M, KM, FT, MI",
        "GEODIST g a b m m | -ERR syntax error",
        "GEOHASH g Palermo none | [\"sqc8b49rny0\", nil]",
        "GEOPOS g Catania | [[\"15.08726745843887329\", \"37.50266842333162032\"]]",
        "ZSCORE g Palermo | \"3479099956230698\""
      })
  void answersAsRedisDoes(String command, String reply) {
    assertEquals(reply, redis.say(command));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km | [\"Palermo\", \"Catania\"]",
        "GEOSEARCH g BYRADIUS 200 km FROMLONLAT 15 37 ASC | [\"Catania\", \"Palermo\"]",
        "GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1 | [\"Catania\"]",
        "GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1 ANY | [\"Palermo\"]",
        "GEOSEARCH g FROMMEMBER Catania BYBOX 1 1 m | [\"Catania\"]",
        "GEOSEARCH none FROMMEMBER x BYRADIUS 1 m | []",
        "GEOSEARCH none FROMMEMBER x BYRADIUS 1 zz | -ERR unsupported unit provided. please use M, KM, FT, MI",
        "GEOSEARCH g FROMMEMBER x BYRADIUS 1 zz | -ERR could not decode requested zset member",
        "GEOSEARCH g FROMMEMBER Palermo BYRADIUS x m | -ERR need numeric radius",
        "GEOSEARCH g FROMMEMBER Palermo BYRADIUS -1 zz | -ERR radius cannot be negative",
        "GEOSEARCH g FROMMEMBER Palermo BYBOX x 1 m | -ERR need numeric width",
        "GEOSEARCH g FROMMEMBER Palermo BYBOX 1 x m | -ERR need numeric height",
        "GEOSEARCH g FROMMEMBER Palermo BYBOX 1 -1 m | -ERR height or width cannot be negative",
        "GEOSEARCH g FROMMEMBER Palermo FROMLONLAT 1 2 BYRADIUS 1 m | -ERR syntax error",
        "GEOSEARCH g BYRADIUS 1 m ASC ASC ASC | -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH",
        "GEOSEARCH g FROMMEMBER Palermo ASC ASC ASC | -ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH",
        "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 1 m ANY | -ERR the ANY argument requires COUNT argument",
        "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 1 m COUNT 0 | -ERR COUNT must be > 0",
        "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 1 m STOREDIST | -ERR syntax error",
        "GEOSEARCHSTORE d l FROMMEMBER Palermo BYRADIUS 1 m | -WRONGTYPE Operation against a key holding the wrong kind of value",
        "GEOSEARCHSTORE d none FROMMEMBER Palermo BYRADIUS 1 m WITHDIST | -ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options",
        "GEORADIUS g 15 37 200 km STORE d WITHDIST | -ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options",
        "GEORADIUS g 15 37 200 km STORE | -ERR syntax error",
        "GEORADIUS_RO g 15 37 200 km STORE d | -ERR syntax error",
        "GEORADIUS none 15 37 200 zz | -ERR unsupported unit provided. please use M, KM, FT, MI",
        "GEORADIUSBYMEMBER none x x zz | []",
        "GEORADIUSBYMEMBER g x 1 zz | -ERR could not decode requested zset member",
        "GEORADIUSBYMEMBER g Palermo 200 km | [\"Palermo\", \"Catania\"]"
      })
  void searchesAsRedisDoes(String command, String reply) {
    assertEquals(reply, redis.say(command));
  }

  @Test
  void detailsComeInAFixedOrder() {
    assertEquals(
        "[[\"Catania\", \"56.4413\", :3479447370796909,"
            + " [\"15.08726745843887329\", \"37.50266842333162032\"]]]",
        redis.say("GEORADIUS g 15 37 200 km WITHHASH WITHCOORD WITHDIST COUNT 1"));
  }

  @Test
  void thePolesAndTheAntimeridianAreOnTheMap() {
    redis.say("GEOADD e 180 85.05112878 ne -180 -85.05112878 sw 179.9999 0 east -179.9999 0 west");
    assertEquals("\"22.0766\"", redis.say("GEODIST e east west"));
    assertEquals("[\"east\"]", redis.say("GEOSEARCH e FROMLONLAT 180 0 BYRADIUS 100 m ASC"));
    assertEquals("[\"ne\"]", redis.say("GEOSEARCH e FROMMEMBER ne BYRADIUS 1 km"));
    assertEquals("[\"sw\"]", redis.say("GEOSEARCH e FROMMEMBER sw BYBOX 1 1 km"));
  }

  @Test
  void pointsAreJournaledAsScores() {
    redis.say("GEOADD h CH 13.361389 38.115556 Palermo");
    redis.say("GEOADD h CH 13.361389 38.115556 Palermo");
    redis.say("GEOADD h XX 1 1 none");
    redis.say("GEOADD none XX 1 1 none");
    assertEquals(List.of("ZADD h CH 3479099956230698 Palermo"), redis.effects());
  }

  @Test
  void whatIsFoundCanBeStoredAndNothingRemovesTheKey() {
    assertEquals(":2", redis.say("GEOSEARCHSTORE d g FROMLONLAT 15 37 BYRADIUS 200 km"));
    assertEquals("\"3479447370796909\"", redis.say("ZSCORE d Catania"));
    assertEquals(":1", redis.say("GEORADIUS g 15 37 200 km STOREDIST d COUNT 1"));
    assertEquals(":1", redis.say("ZCARD d"));
    assertEquals(":0", redis.say("GEOSEARCHSTORE d g FROMLONLAT 1 3 BYRADIUS 1 km"));
    assertEquals(":0", redis.say("EXISTS d"));
    assertEquals(":0", redis.say("GEORADIUSBYMEMBER none x 1 km STORE d"));
    assertEquals(
        List.of(
            "GEOSEARCHSTORE d g FROMLONLAT 15 37 BYRADIUS 200 km",
            "GEORADIUS g 15 37 200 km STOREDIST d COUNT 1",
            "GEOSEARCHSTORE d g FROMLONLAT 1 3 BYRADIUS 1 km"),
        redis.effects());
  }

  @Test
  void scoresThatAreNoCellsAreTakenAsTheProcessorConvertsThem() {
    redis.say("ZADD z 1e300 a -5 b inf c 4503599627370496 e 1.5 h 3479099956230698.5 i");
    assertEquals(
        "[\"00bh0hbj200\", \"bp05b5048p0\", \"00bh0hbj200\", \"bp05b5048p0\", \"00bh0hbj210\","
            + " \"sqc8b49rny0\"]",
        redis.say("GEOHASH z a b c e h i"));
    assertEquals("[[\"180\", \"85.0511287799999991\"]]", redis.say("GEOPOS z b"));
  }
}
