package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.store.Entry;
import dev.heddle.store.ScoreRule;
import dev.heddle.store.ZSetValue;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Points in a sorted set, each the score of a member ({@link GeoCell}); those that search are
 * {@link GeoSearchCommands}.
 */
public final class GeoCommands {
  private static final byte[] ZADD = Call.ascii("ZADD");

  private GeoCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.GEO);
    t.add(
            "GEOADD key [condition=NX|XX] [change=CH] {data=longitude:double latitude:double member}...",
            firstKey(RW, UPDATE),
            GeoCommands::geoadd,
            WRITE,
            DENYOOM)
        .doc(
            "3.2.0",
            "O(log(N)) for each member, N the size of the sorted set",
            "Sets the points of members, new ones or not.");
    t.add(
            "GEODIST key member1 member2 [unit=M|KM|FT|MI]",
            firstKey(RO, ACCESS),
            GeoCommands::geodist,
            READONLY)
        .doc("3.2.0", "O(1)", "Returns the distance between two members.");
    t.add("GEOHASH key [member...]", firstKey(RO, ACCESS), GeoCommands::geohash, READONLY)
        .doc("3.2.0", "O(N), N members asked for", "Returns members' points as geohash texts.");
    t.add("GEOPOS key [member...]", firstKey(RO, ACCESS), GeoCommands::geopos, READONLY)
        .doc("3.2.0", "O(N), N members asked for", "Returns members' longitudes and latitudes.");
  }

  // ---- adding

  /**
   * What follows {@code GEOADD key}.
   *
   * @param rule what becomes of the members' points
   * @param countChanges whether members with a changed point count like new ones
   * @param first the argument with the first longitude; its latitude, member and others follow
   * @param scores all points
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Points(ScoreRule rule, boolean countChanges, int first, long[] scores) {
    static Points parse(Call call) {
      boolean nx = false;
      boolean xx = false;
      boolean ch = false;
      int i = 2;
      for (boolean option = true; option && i < call.count(); i += option ? 1 : 0) {
        if (call.is(i, "NX")) {
          nx = true;
        } else if (call.is(i, "XX")) {
          xx = true;
        } else if (call.is(i, "CH")) {
          ch = true;
        } else {
          option = false;
        }
      }
      if ((call.count() - i) % 3 != 0 || (nx && xx)) {
        throw Err.SYNTAX;
      }
      var rule = new ScoreRule(nx, xx, /* ifGreater= */ false, /* ifLess= */ false, false);
      return new Points(rule, ch, i, scores(call, i));
    }

    private static long[] scores(Call call, int first) {
      var scores = new long[(call.count() - first) / 3];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = GeoPoint.parse(call, first + 3 * i).score();
      }
      return scores;
    }

    /** The argument with the i-th member. */
    int member(int i) {
      return first + 3 * i + 2;
    }
  }

  private static void geoadd(Call call, ReplyWriter out) {
    var points = Points.parse(call);
    if (points.scores().length == 0) {
      throw Err.SYNTAX;
    }
    Entry entry =
        points.rule().ifPresent()
            ? call.edit(1, ZSetValue.class)
            : call.edit(1, ZSetValue.class, ZSetValue::new);
    if (entry == null) {
      out.integer(0);
      return;
    }
    add(call, entry, points, out);
  }

  private static void add(Call call, Entry entry, Points points, ReplyWriter out) {
    var set = (ZSetValue) entry.value();
    Args args = call.args();
    int added = 0;
    int updated = 0;
    for (int i = 0; i < points.scores().length; i++) {
      int m = points.member(i);
      double score = points.scores()[i];
      switch (set.add(
          args.array(m),
          args.offset(m),
          args.length(m),
          score,
          points.rule(),
          call.keyspace().packing())) {
        case ADDED -> added++;
        case UPDATED -> updated++;
        case UNCHANGED, REFUSED, NOT_A_NUMBER -> {}
      }
    }
    call.edited(1, entry, Event.ZADD, added + updated);
    if (added + updated > 0) {
      call.effect(asZadd(call, points));
    }
    out.integer(points.countChanges() ? added + updated : added);
  }

  /** The same change by scores: coordinates would have to be rounded again. */
  private static byte[][] asZadd(Call call, Points points) {
    var words = new ArrayList<byte[]>();
    words.add(ZADD);
    for (int i = 1; i < points.first(); i++) {
      words.add(call.copy(i));
    }
    for (int i = 0; i < points.scores().length; i++) {
      words.add(Call.ascii(points.scores()[i]));
      words.add(call.copy(points.member(i)));
    }
    return words.toArray(byte[][]::new);
  }

  // ---- asking

  private static void geodist(Call call, ReplyWriter out) {
    GeoUnit unit = call.count() == 5 ? GeoUnit.parse(call, 4) : GeoUnit.M;
    if (call.count() > 5) {
      throw Err.SYNTAX;
    }
    ZSetValue set = call.find(1, ZSetValue.class);
    GeoPoint from = point(call, 2, set);
    GeoPoint to = point(call, 3, set);
    if (from == null || to == null) {
      out.nil();
    } else {
      out.bulk(GeoText.distance(from.distance(to) / unit.metres()));
    }
  }

  private static void geohash(Call call, ReplyWriter out) {
    ZSetValue set = call.find(1, ZSetValue.class);
    out.array(call.count() - 2);
    for (int i = 2; i < call.count(); i++) {
      GeoPoint point = point(call, i, set);
      if (point == null) {
        out.nil();
      } else {
        out.bulk(GeoText.hash(point));
      }
    }
  }

  private static void geopos(Call call, ReplyWriter out) {
    ZSetValue set = call.find(1, ZSetValue.class);
    out.array(call.count() - 2);
    for (int i = 2; i < call.count(); i++) {
      GeoPoint point = point(call, i, set);
      if (point == null) {
        out.nilArray();
      } else {
        GeoText.point(point, out);
      }
    }
  }

  /** The point of the member in argument i; null where there is none. */
  static @Nullable GeoPoint point(Call call, int i, @Nullable ZSetValue set) {
    Args args = call.args();
    double score =
        set == null ? Double.NaN : set.score(args.array(i), args.offset(i), args.length(i));
    return Double.isNaN(score) ? null : GeoPoint.ofScore(score);
  }
}
