package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.ZSetValue;
import org.jspecify.annotations.Nullable;

/**
 * What a search is for, as its command says it.
 *
 * @param shape null where there is no sorted set to search in
 * @param unit that distances are given in
 * @param store the argument with the key that takes the result; 0: it is the reply
 */
record GeoQuery(
    @Nullable GeoShape shape,
    GeoUnit unit,
    Form form,
    int store,
    boolean storeDistance,
    boolean withDistance,
    boolean withHash,
    boolean withPoint,
    long count,
    boolean any,
    Order order) {

  /** The commands that search. */
  enum Form {
    GEORADIUS(1),
    GEORADIUS_RO(1),
    GEORADIUSBYMEMBER(1),
    GEORADIUSBYMEMBER_RO(1),
    GEOSEARCH(1),
    GEOSEARCHSTORE(2);

    private final int source;

    Form(int source) {
      this.source = source;
    }

    /** The argument with the key of what is searched. */
    int source() {
      return source;
    }

    /** Whether centre and shape are options, as are others, in any order. */
    private boolean searches() {
      return this == GEOSEARCH || this == GEOSEARCHSTORE;
    }

    private boolean mayStore() {
      return this == GEORADIUS || this == GEORADIUSBYMEMBER;
    }
  }

  /** The order of results. */
  enum Order {
    NONE,
    ASC,
    DESC
  }

  /** Reads it all; {@code set}, null for none, is what members are looked up in. */
  static GeoQuery parse(Call call, Form form, @Nullable ZSetValue set) {
    return new Parser(call, form, set).parse();
  }

  /** How many results are enough to stop looking; 0: none are. */
  long enough() {
    return any ? count : 0;
  }

  /** Reads the options one after the other, as errors are told in this order. */
  private static final class Parser {
    private final Call call;
    private final Form form;
    private final @Nullable ZSetValue set;
    private int at;

    private @Nullable GeoPoint center;
    private boolean fromMember;
    private boolean fromPoint;
    private boolean byRadius;
    private boolean byBox;
    private double width;
    private double height;
    private GeoUnit unit = GeoUnit.M;
    private int store;
    private boolean storeDistance;
    private boolean withDistance;
    private boolean withHash;
    private boolean withPoint;
    private long count;
    private boolean any;
    private Order order = Order.NONE;

    Parser(Call call, Form form, @Nullable ZSetValue set) {
      this.call = call;
      this.form = form;
      this.set = set;
    }

    GeoQuery parse() {
      fixed();
      while (at < call.count()) {
        if (!plain() && !counted() && !stored() && !placed() && !shaped()) {
          throw Err.SYNTAX;
        }
      }
      check();
      GeoShape shape =
          set == null || center == null
              ? null
              : byBox
                  ? GeoShape.box(center, width * unit.metres(), height * unit.metres())
                  : GeoShape.circle(center, width * unit.metres());
      return new GeoQuery(
          shape,
          unit,
          form,
          store,
          storeDistance,
          withDistance,
          withHash,
          withPoint,
          count,
          any,
          order);
    }

    /** What stands at a fixed place: all of it for GEORADIUS, the keys for GEOSEARCH. */
    private void fixed() {
      switch (form) {
        case GEORADIUS, GEORADIUS_RO -> {
          center = GeoPoint.parse(call, 2);
          at = 4;
          radius();
        }
        case GEORADIUSBYMEMBER, GEORADIUSBYMEMBER_RO -> {
          at = 3;
          if (set == null) {
            at += 2; // Redis does not look at the radius then
          } else {
            center = member(2);
            radius();
          }
        }
        case GEOSEARCH -> at = 2;
        case GEOSEARCHSTORE -> {
          store = 1;
          at = 3;
        }
      }
    }

    private GeoPoint member(int i) {
      GeoPoint point = GeoCommands.point(call, i, set);
      if (point == null) {
        throw Err.GEO_MEMBER;
      }
      return point;
    }

    private void radius() {
      width = Numbers.parseDouble(call.args(), at, Err.GEO_RADIUS);
      if (width < 0) {
        throw Err.GEO_RADIUS_NEGATIVE;
      }
      unit = GeoUnit.parse(call, at + 1);
      at += 2;
    }

    private void box() {
      width = Numbers.parseDouble(call.args(), at, Err.GEO_WIDTH);
      height = Numbers.parseDouble(call.args(), at + 1, Err.GEO_HEIGHT);
      if (width < 0 || height < 0) {
        throw Err.GEO_BOX_NEGATIVE;
      }
      unit = GeoUnit.parse(call, at + 2);
      at += 3;
    }

    /** Takes a word that so many others must follow. */
    private boolean takes(String word, int following) {
      boolean is = call.is(at, word) && at + following < call.count();
      at += is ? 1 : 0;
      return is;
    }

    private boolean plain() {
      if (takes("WITHDIST", 0)) {
        withDistance = true;
      } else if (takes("WITHHASH", 0)) {
        withHash = true;
      } else if (takes("WITHCOORD", 0)) {
        withPoint = true;
      } else if (takes("ANY", 0)) {
        any = true;
      } else if (takes("ASC", 0)) {
        order = Order.ASC;
      } else if (takes("DESC", 0)) {
        order = Order.DESC;
      } else {
        return false;
      }
      return true;
    }

    private boolean counted() {
      if (!takes("COUNT", 1)) {
        return false;
      }
      count = call.integer(at++);
      if (count <= 0) {
        throw Err.GEO_COUNT;
      }
      return true;
    }

    private boolean stored() {
      if (form == Form.GEOSEARCHSTORE && takes("STOREDIST", 0)) {
        storeDistance = true;
        return true;
      }
      if (!form.mayStore()) {
        return false;
      }
      boolean distance = call.is(at, "STOREDIST");
      if (!takes("STORE", 1) && !takes("STOREDIST", 1)) {
        return false;
      }
      store = at++;
      storeDistance = distance;
      return true;
    }

    private boolean placed() {
      if (!form.searches()) {
        return false;
      }
      if (!fromPoint && takes("FROMMEMBER", 1)) {
        fromMember = true;
        center = set == null ? null : member(at);
        at++;
        return true;
      }
      if (!fromMember && takes("FROMLONLAT", 2)) {
        fromPoint = true;
        center = GeoPoint.parse(call, at);
        at += 2;
        return true;
      }
      return false;
    }

    private boolean shaped() {
      if (!form.searches()) {
        return false;
      }
      if (!byBox && takes("BYRADIUS", 2)) {
        byRadius = true;
        radius();
        return true;
      }
      if (!byRadius && takes("BYBOX", 3)) {
        byBox = true;
        box();
        return true;
      }
      return false;
    }

    private void check() {
      if (store != 0 && (withDistance || withHash || withPoint)) {
        throw Err.geoStoreWith(
            form == Form.GEOSEARCHSTORE ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS");
      }
      if (form.searches() && !fromMember && !fromPoint) {
        throw Err.geoCenters(call.text(0));
      }
      if (form.searches() && !byRadius && !byBox) {
        throw Err.geoShapes(call.text(0));
      }
      if (any && count == 0) {
        throw Err.GEO_ANY_WITHOUT_COUNT;
      }
      if (count > 0 && !any && order == Order.NONE) {
        order = Order.ASC; // the first so many are the nearest
      }
    }
  }
}
