package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.MOVABLEKEYS;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.afterWord;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.KeySpec;
import dev.heddle.server.family.GeoQuery.Form;
import dev.heddle.store.Packing;
import dev.heddle.store.ZSetValue;
import java.util.List;

/** The commands that search for points in an area: GEOSEARCH, and GEORADIUS in its forms. */
public final class GeoSearchCommands {
  private static final String COST =
      "O(N+log(M)), N members in the squares around the area, M in the area";
  private static final String UNIT = " unit=M|KM|FT|MI";
  private static final String WITH = " [WITHCOORD] [WITHDIST] [WITHHASH]";
  private static final String COUNT = " [count-block=COUNT count [ANY]]";
  private static final String ORDER = " [order=ASC|DESC]";
  private static final String CENTER =
      " {from=FROMMEMBER member|FROMLONLAT {fromlonlat=longitude:double latitude:double}}";
  private static final String AREA =
      (" {by={circle=BYRADIUS radius:double {UNIT}}"
              + "|{box=BYBOX width:double height:double {UNIT}}}")
          .replace("UNIT", UNIT.strip());
  private static final String STORE = " [store=STORE storekey:key|STOREDIST storedistkey:key]";

  private GeoSearchCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.GEO);
    t.add(
            "GEOSEARCH key" + CENTER + AREA + ORDER + COUNT + WITH,
            firstKey(RO, ACCESS),
            (c, o) -> search(c, Form.GEOSEARCH, o),
            READONLY)
        .doc("6.2.0", COST, "Returns the members in a circle or a box.");
    t.add(
            "GEOSEARCHSTORE destination:key source:key"
                + CENTER
                + AREA
                + ORDER
                + COUNT
                + " [STOREDIST]",
            List.of(keyAt(1, OW, UPDATE), keyAt(2, RO, ACCESS)),
            (c, o) -> search(c, Form.GEOSEARCHSTORE, o),
            WRITE,
            DENYOOM)
        .doc("6.2.0", COST, "Stores the members in a circle or a box.");
    declareByPoint(t);
    declareByMember(t);
  }

  private static void declareByPoint(CommandTable t) {
    String center = " key longitude:double latitude:double radius:double {" + UNIT.strip() + "}";
    t.add(
            "GEORADIUS" + center + WITH + COUNT + ORDER + STORE,
            storing(6),
            (c, o) -> search(c, Form.GEORADIUS, o),
            WRITE,
            DENYOOM,
            MOVABLEKEYS)
        .deprecated("6.2.0", "GEOSEARCH and GEOSEARCHSTORE with BYRADIUS")
        .doc("3.2.0", COST, "Returns or stores the members near a point.");
    t.add(
            "GEORADIUS_RO" + center + WITH + COUNT + ORDER,
            firstKey(RO, ACCESS),
            (c, o) -> search(c, Form.GEORADIUS_RO, o),
            READONLY)
        .deprecated("6.2.0", "GEOSEARCH with BYRADIUS")
        .doc("3.2.10", COST, "Returns the members near a point.");
  }

  private static void declareByMember(CommandTable t) {
    String center = " key member radius:double {" + UNIT.strip() + "}";
    t.add(
            "GEORADIUSBYMEMBER" + center + WITH + COUNT + ORDER + STORE,
            storing(5),
            (c, o) -> search(c, Form.GEORADIUSBYMEMBER, o),
            WRITE,
            DENYOOM,
            MOVABLEKEYS)
        .deprecated("6.2.0", "GEOSEARCH and GEOSEARCHSTORE with BYRADIUS and FROMMEMBER")
        .doc("3.2.0", COST, "Returns or stores the members near another.");
    t.add(
            "GEORADIUSBYMEMBER_RO" + center + WITH + COUNT + ORDER,
            firstKey(RO, ACCESS),
            (c, o) -> search(c, Form.GEORADIUSBYMEMBER_RO, o),
            READONLY)
        .deprecated("6.2.0", "GEOSEARCH with BYRADIUS and FROMMEMBER")
        .doc("3.2.10", COST, "Returns the members near another.");
  }

  private static List<KeySpec> storing(int from) {
    return List.of(
        firstKey(RO, ACCESS),
        afterWord("STORE", from, OW, UPDATE),
        afterWord("STOREDIST", from, OW, UPDATE));
  }

  // ---- searching

  private static void search(Call call, Form form, ReplyWriter out) {
    ZSetValue set = call.find(form.source(), ZSetValue.class);
    var query = GeoQuery.parse(call, form, set);
    GeoShape shape = query.shape();
    List<GeoMatch> matches =
        set == null || shape == null ? List.of() : GeoMatches.find(set, shape, query);
    if (query.store() > 0) {
      store(call, query, matches, out);
    } else {
      out.array(matches.size());
      matches.forEach(match -> write(match, query, out));
    }
  }

  private static void write(GeoMatch match, GeoQuery query, ReplyWriter out) {
    int with =
        (query.withDistance() ? 1 : 0) + (query.withHash() ? 1 : 0) + (query.withPoint() ? 1 : 0);
    if (with > 0) {
      out.array(1 + with);
    }
    out.bulk(match.member());
    if (query.withDistance()) {
      out.bulk(GeoText.distance(match.distance() / query.unit().metres()));
    }
    if (query.withHash()) {
      out.integer((long) match.score());
    }
    if (query.withPoint()) {
      GeoText.point(GeoPoint.ofScore(match.score()), out);
    }
  }

  private static void store(Call call, GeoQuery query, List<GeoMatch> matches, ReplyWriter out) {
    if (matches.isEmpty()) {
      call.delete(query.store());
    } else {
      Packing packing = call.keyspace().packing();
      var result = ZSetValue.expecting(matches.size(), packing);
      for (GeoMatch match : matches) {
        double distance = match.distance() / query.unit().metres();
        result.add(match.member(), query.storeDistance() ? distance : match.score(), packing);
      }
      call.put(query.store(), result);
      boolean search = query.form() == Form.GEOSEARCHSTORE;
      call.changed(query.store(), search ? Event.GEOSEARCHSTORE : Event.GEORADIUSSTORE);
      call.changedUnnamed(matches.size() - 1); // each counts as one change
    }
    out.integer(matches.size());
  }
}
