package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamLimits;
import dev.heddle.store.StreamTrim;
import org.jspecify.annotations.Nullable;

/** The options of XTRIM, which are also XADD's before the id. */
final class StreamTrimOptions {
  private static final long NODES_BY_DEFAULT = 100;
  private static final long LIMIT_WITHOUT_NODES = 10_000;
  private static final long MOST_BY_DEFAULT = 1_000_000;
  private static final long NOT_GIVEN = -1;

  private final Args args;
  private int at = 2;
  private boolean create = true;
  private boolean approximate;
  private long limit = NOT_GIVEN;
  private long length = NOT_GIVEN;
  private @Nullable StreamId minId;

  private StreamTrimOptions(Args args) {
    this.args = args;
  }

  /** Reads {@code XTRIM key MAXLEN|MINID [=|~] threshold [LIMIT count]}. */
  static StreamTrimOptions ofTrim(Args args) {
    var options = new StreamTrimOptions(args);
    while (options.at < args.count()) {
      if (!options.takesTrim()) {
        throw Err.SYNTAX;
      }
    }
    options.requireStrategyForLimit();
    if (!options.trims()) {
      throw Err.XTRIM_NO_STRATEGY;
    }
    options.requireApproximateForLimit();
    return options;
  }

  /** Reads {@code XADD key [NOMKSTREAM] [MAXLEN|MINID [=|~] threshold [LIMIT count]]}. */
  static StreamTrimOptions ofAdd(Args args) {
    var options = new StreamTrimOptions(args);
    while (options.at < args.count() && (options.takesTrim() || options.takesNoCreation())) {}
    return options;
  }

  private boolean takesNoCreation() {
    boolean there = args.is(at, "NOMKSTREAM");
    if (there) {
      create = false;
      at++;
    }
    return there;
  }

  private boolean takesTrim() {
    if (at + 1 == args.count()) {
      return false;
    }
    if (args.is(at, "MAXLEN")) {
      requireFirst();
      threshold();
      length = Numbers.parse(args, at++);
      requireNotNegative(length, Err.XTRIM_MAXLEN_NEGATIVE);
    } else if (args.is(at, "MINID")) {
      requireFirst();
      threshold();
      minId = StreamIds.parse(args, at++, 0);
    } else if (args.is(at, "LIMIT")) {
      limit = Numbers.parse(args, at + 1);
      requireNotNegative(limit, Err.XTRIM_LIMIT_NEGATIVE);
      at += 2;
    } else {
      return false;
    }
    return true;
  }

  private void requireFirst() {
    if (trims()) {
      throw Err.XTRIM_TWO_STRATEGIES;
    }
  }

  private static void requireNotNegative(long number, CommandError error) {
    if (number < 0) {
      throw error;
    }
  }

  /** Goes from the strategy's name to its threshold. */
  private void threshold() {
    at++;
    boolean about = args.is(at, "~");
    if (at + 1 < args.count() && (about || args.is(at, "="))) {
      approximate = about;
      at++;
    }
  }

  /** Looks for options of XADD that do not fit each other. */
  void check() {
    requireStrategyForLimit();
    requireApproximateForLimit();
  }

  private void requireStrategyForLimit() {
    if (limit > 0 && !trims()) {
      throw Err.XTRIM_LIMIT_ALONE;
    }
  }

  private void requireApproximateForLimit() {
    if (limit != NOT_GIVEN && !approximate) {
      throw Err.XTRIM_LIMIT_EXACT;
    }
  }

  /** The first argument behind the options. */
  int next() {
    return at;
  }

  /** Whether a stream that is missing is made. */
  boolean create() {
    return create;
  }

  boolean trims() {
    return length != NOT_GIVEN || minId != null;
  }

  boolean approximate() {
    return approximate;
  }

  /** What is cut off; null: nothing. */
  @Nullable StreamTrim trim(StreamLimits limits) {
    if (minId != null) {
      return StreamTrim.below(minId, approximate, limit(limits));
    }
    return length == NOT_GIVEN ? null : StreamTrim.toLength(length, approximate, limit(limits));
  }

  /** Without a limit of the client's, one that keeps a single step short. */
  private long limit(StreamLimits limits) {
    if (!approximate || limit != NOT_GIVEN) {
      return Math.max(0, limit);
    }
    long nodes = limits.nodeMaxEntries();
    return nodes <= 0
        ? LIMIT_WITHOUT_NODES
        : Math.min(MOST_BY_DEFAULT, Math.min(nodes, MOST_BY_DEFAULT) * NODES_BY_DEFAULT);
  }

  /** The options that cut off as much, exactly and at any time, from the stream as it is now. */
  byte[][] exact(StreamId first, long newLength) {
    boolean byId = minId != null && newLength > 0;
    return new byte[][] {
      Call.ascii(byId ? "MINID" : "MAXLEN"),
      Call.ascii("="),
      byId ? first.text() : Call.ascii(newLength)
    };
  }
}
