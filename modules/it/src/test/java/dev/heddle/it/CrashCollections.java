package dev.heddle.it;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/**
 * Clients that write collections, each with a model of what its keys hold; all grow to some hundred
 * elements, so that they leave their packed encodings, and then lose as much as they gain.
 */
final class CrashCollections {
  private static final int GROWING = 300;

  private CrashCollections() {}

  /** Each kind once, with that many steps in a batch; the id tells its keys from others'. */
  static List<CrashLoad> ofEachKind(int id, int pipeline) {
    return List.of(
        new Lists(id, pipeline),
        new Hashes(id, pipeline),
        new Sets(id, pipeline),
        new SortedSets(id, pipeline),
        new Streams(id, pipeline),
        new Transactions(id, pipeline));
  }

  /** Checks that both halves of the last transaction can be seen, or neither. */
  static void lookAtTransaction(Wire wire, int id) throws IOException {
    String key = new Transactions(id, 1).name();
    wire.call("MULTI");
    wire.call("GET", key);
    wire.call("SELECT", Transactions.ELSEWHERE);
    wire.call("LINDEX", key, "0");
    wire.call("SELECT", "0");
    if (wire.call("EXEC") instanceof Reply.Array seen) {
      Assertions.assertEquals(seen.elements().get(0), seen.elements().get(2), key);
    } else {
      Assertions.fail("a transaction that only reads is refused");
    }
  }

  private static boolean grows(long n) {
    return n <= GROWING || n % 2 == 1;
  }

  /** A load whose model goes along step by step. */
  private abstract static class Modelled extends CrashLoad {
    /** So many steps in a row may bring no new number into the data. */
    private static final int WITHOUT_NUMBER = 3;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private long modelled;

    Modelled(String name, int pipeline) {
      super(name, pipeline);
    }

    /** Takes one more step in the model. */
    abstract void model(long n);

    /** What the model holds. */
    abstract List<String> held();

    /** What the server holds. */
    abstract List<String> held(Wire wire) throws IOException;

    /** Elements are numbered by steps: the highest number is the last step, or nearly so. */
    @Override
    final long stored(Wire wire, long from, long sent) throws IOException {
      List<String> found = held(wire);
      long highest = Math.min(sent, Math.max(from, highestNumber(found)));
      while (modelled < highest) {
        model(++modelled);
      }
      for (int i = 0; i < WITHOUT_NUMBER && !held().equals(found) && modelled < sent; i++) {
        model(++modelled);
      }
      Assertions.assertEquals(held(), found, () -> name() + " behind step " + modelled);
      return modelled;
    }

    private static long highestNumber(List<String> found) {
      return found.stream()
          .flatMap(text -> NUMBER.matcher(text).results())
          .map(MatchResult::group)
          .mapToLong(Long::parseLong)
          .max()
          .orElse(0);
    }

    final List<String> value(Wire wire, String type) throws IOException {
      wire.send(Contents.question(type, Grammar.bytes(name())));
      return Contents.value(type, wire.read());
    }
  }

  /** A queue. */
  private static final class Lists extends Modelled {
    private final ArrayDeque<String> list = new ArrayDeque<>();

    Lists(int id, int pipeline) {
      super("list{" + (char) ('a' + id) + "}", pipeline);
    }

    @Override
    List<String[]> step(long n) {
      return List.<String[]>of(
          grows(n) ? new String[] {"RPUSH", name(), "" + n} : new String[] {"LPOP", name()});
    }

    @Override
    void model(long n) {
      if (grows(n)) {
        list.add("" + n);
      } else {
        list.remove();
      }
    }

    @Override
    List<String> held() {
      return List.copyOf(list);
    }

    @Override
    List<String> held(Wire wire) throws IOException {
      return value(wire, "list");
    }
  }

  /** Fields by turns; now and then the one before the last is deleted. */
  private static final class Hashes extends Modelled {
    private final Map<String, String> fields = new TreeMap<>();

    Hashes(int id, int pipeline) {
      super("hash{" + (char) ('a' + id) + "}", pipeline);
    }

    private static String field(long n) {
      return "f" + n % GROWING;
    }

    private static boolean sets(long n) {
      return n % 4 != 0;
    }

    @Override
    List<String[]> step(long n) {
      return List.<String[]>of(
          sets(n)
              ? new String[] {"HSET", name(), field(n), "" + n}
              : new String[] {"HDEL", name(), field(n - 2)});
    }

    @Override
    void model(long n) {
      if (sets(n)) {
        fields.put(field(n), "" + n);
      } else {
        fields.remove(field(n - 2));
      }
    }

    @Override
    List<String> held() {
      return fields.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList();
    }

    @Override
    List<String> held(Wire wire) throws IOException {
      return value(wire, "hash");
    }
  }

  /** Members come, and the oldest go. */
  private static final class Sets extends Modelled {
    private final ArrayDeque<String> members = new ArrayDeque<>();

    Sets(int id, int pipeline) {
      super("set{" + (char) ('a' + id) + "}", pipeline);
    }

    @Override
    List<String[]> step(long n) {
      return List.<String[]>of(
          grows(n)
              ? new String[] {"SADD", name(), member(n)}
              : new String[] {"SREM", name(), member(oldest(n))});
    }

    private static String member(long n) {
      return "member " + n;
    }

    /** The number of the member that is removed in a step: 1, 2, ... 300, 301, 303, ... */
    private static long oldest(long n) {
      long nth = (n - GROWING) / 2;
      return nth <= GROWING ? nth : GROWING + 2 * (nth - GROWING) - 1;
    }

    @Override
    void model(long n) {
      if (grows(n)) {
        members.add(member(n));
      } else {
        members.remove();
      }
    }

    @Override
    List<String> held() {
      return members.stream().sorted().toList();
    }

    @Override
    List<String> held(Wire wire) throws IOException {
      return value(wire, "set");
    }
  }

  /** Members come with growing scores, and the lowest goes. */
  private static final class SortedSets extends Modelled {
    private final ArrayDeque<String> members = new ArrayDeque<>();

    SortedSets(int id, int pipeline) {
      super("zset{" + (char) ('a' + id) + "}", pipeline);
    }

    @Override
    List<String[]> step(long n) {
      return List.<String[]>of(
          grows(n)
              ? new String[] {"ZADD", name(), "" + n, "member " + n}
              : new String[] {"ZPOPMIN", name()});
    }

    @Override
    void model(long n) {
      if (grows(n)) {
        members.add("" + n);
      } else {
        members.remove();
      }
    }

    @Override
    List<String> held() {
      var texts = new ArrayList<String>();
      members.forEach(n -> texts.addAll(List.of("member " + n, Scores.inText(n))));
      return texts;
    }

    @Override
    List<String> held(Wire wire) throws IOException {
      return value(wire, "zset");
    }
  }

  /** Entries, and a group that is given each and acknowledges some of them. */
  private static final class Streams extends Modelled {
    private static final int LENGTH = 100;

    private final ArrayDeque<Long> entries = new ArrayDeque<>();
    private final ArrayDeque<Long> undelivered = new ArrayDeque<>();
    private final ArrayDeque<Long> pending = new ArrayDeque<>();
    private boolean group;

    Streams(int id, int pipeline) {
      super("stream{" + (char) ('a' + id) + "}", pipeline);
    }

    private static boolean adds(long n) {
      return n <= GROWING ? n % 2 == 0 : n % 3 == 0;
    }

    private static boolean delivers(long n) {
      return n <= GROWING ? n % 2 == 1 : n % 3 == 1;
    }

    @Override
    List<String[]> step(long n) {
      return List.<String[]>of(command(n));
    }

    private String[] command(long n) {
      if (n == 1) {
        return new String[] {"XGROUP", "CREATE", name(), "g", "0", "MKSTREAM"};
      }
      if (adds(n)) {
        return new String[] {"XADD", name(), "MAXLEN", "" + LENGTH, n + "-0", "field", "" + n};
      }
      return delivers(n)
          ? new String[] {"XREADGROUP", "GROUP", "g", "c", "COUNT", "1", "STREAMS", name(), ">"}
          : new String[] {"XACK", name(), "g", acknowledgedIn(n) + "-0"};
    }

    /** Entries 2, 4, ... 300, 303, 306, ... are delivered, and acknowledged, in this order. */
    private static long acknowledgedIn(long n) {
      long nth = (n - GROWING + 1) / 3;
      return nth <= GROWING / 2 ? 2 * nth : GROWING + 3 * (nth - GROWING / 2);
    }

    @Override
    void model(long n) {
      if (n == 1) {
        group = true;
      } else if (adds(n)) {
        entries.add(n);
        undelivered.add(n);
        if (entries.size() > LENGTH) {
          entries.remove();
        }
      } else if (delivers(n)) {
        pending.add(undelivered.remove());
      } else {
        pending.remove();
      }
    }

    @Override
    List<String> held() {
      var texts = new ArrayList<String>();
      texts.add(group ? "group" : "none");
      entries.forEach(n -> texts.addAll(List.of(n + "-0", "field", "" + n)));
      texts.add("pending");
      pending.forEach(n -> texts.add(n + "-0"));
      return texts;
    }

    @Override
    List<String> held(Wire wire) throws IOException {
      var texts = new ArrayList<String>();
      texts.add(wire.call("EXISTS", name()).equals(new Reply.Int(1)) ? "group" : "none");
      texts.addAll(value(wire, "stream"));
      texts.add("pending");
      if (wire.call("XPENDING", name(), "g", "-", "+", "1000") instanceof Reply.Array pending) {
        pending.elements().forEach(one -> texts.add(Leaves.of(one).texts().get(0)));
      }
      return texts;
    }
  }

  /** Two keys in two databases that are changed in one transaction. */
  private static final class Transactions extends Modelled {
    private static final String ELSEWHERE = "7";
    private static final int LENGTH = 20;

    private final ArrayDeque<String> right = new ArrayDeque<>();
    private long left;

    Transactions(int id, int pipeline) {
      super("transaction{" + (char) ('a' + id) + "}", pipeline);
    }

    @Override
    List<String[]> step(long n) {
      return List.of(
          new String[] {"MULTI"},
          new String[] {"INCR", name()},
          new String[] {"SELECT", ELSEWHERE},
          new String[] {"LPUSH", name(), "" + n},
          new String[] {"LTRIM", name(), "0", "" + (LENGTH - 1)},
          new String[] {"SELECT", "0"},
          new String[] {"EXEC"});
    }

    @Override
    void check(long n, List<Reply> replies) {
      super.check(n, replies);
      Reply first = ((Reply.Array) replies.getLast()).elements().get(0);
      Assertions.assertEquals(new Reply.Int(n), first);
    }

    @Override
    void model(long n) {
      left = n;
      right.addFirst("" + n);
      if (right.size() > LENGTH) {
        right.removeLast();
      }
    }

    @Override
    List<String> held() {
      var texts = new ArrayList<String>();
      texts.add("" + left);
      texts.addAll(right);
      return texts;
    }

    @Override
    List<String> held(Wire wire) throws IOException {
      var texts = new ArrayList<String>();
      texts.add(wire.call("GET", name()) instanceof Reply.Bulk bulk ? bulk.text() : "0");
      wire.call("SELECT", ELSEWHERE);
      texts.addAll(value(wire, "list"));
      wire.call("SELECT", "0");
      return texts;
    }
  }
}
