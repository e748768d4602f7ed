package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.server.command.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * What is in front of the keys of XREAD and XREADGROUP.
 *
 * @param count so many entries of each stream at most
 * @param blocks whether to wait for entries
 * @param until how long, as {@link Timeouts} says it
 * @param noAck whether what is delivered is taken for acknowledged
 * @param group the group's name; null: none
 * @param consumer the consumer's name
 * @param firstKey the argument with the first key
 * @param keys how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StreamReadOptions(
    long count,
    boolean blocks,
    long until,
    boolean noAck,
    byte @Nullable [] group,
    byte[] consumer,
    int firstKey,
    int keys) {

  /** The argument with the id for the key in another. */
  int idOf(int key) {
    return key + keys;
  }

  static StreamReadOptions parse(Call call, boolean ofGroup) {
    var parser = new Parser(call, ofGroup);
    parser.run();
    return parser.options();
  }

  private static final class Parser {
    private final Call call;
    private final Args args;
    private final boolean ofGroup;
    private long count = Long.MAX_VALUE;
    private boolean blocks;
    private long until;
    private boolean noAck;
    private byte @Nullable [] group;
    private byte[] consumer = {};
    private int firstKey;

    Parser(Call call, boolean ofGroup) {
      this.call = call;
      this.args = call.args();
      this.ofGroup = ofGroup;
    }

    void run() {
      for (int i = 1; i < args.count() && firstKey == 0; i++) {
        int more = args.count() - 1 - i;
        if (args.is(i, "BLOCK") && more > 0) {
          blocks = true;
          until = Timeouts.millis(args, ++i, call.now());
        } else if (args.is(i, "COUNT") && more > 0) {
          long wanted = Numbers.parse(args, ++i);
          count = wanted <= 0 ? Long.MAX_VALUE : wanted;
        } else if (args.is(i, "STREAMS") && more > 0) {
          firstKey = i + 1;
        } else if (args.is(i, "GROUP") && more > 1) {
          requireGroupCommand("GROUP");
          group = args.copy(i + 1);
          consumer = args.copy(i + 2);
          i += 2;
        } else if (args.is(i, "NOACK")) {
          requireGroupCommand("NOACK");
          noAck = true;
        } else {
          throw Err.SYNTAX;
        }
      }
    }

    private void requireGroupCommand(String option) {
      if (!ofGroup) {
        throw Err.onlyForXreadgroup(option);
      }
    }

    StreamReadOptions options() {
      if (firstKey == 0) {
        throw Err.SYNTAX;
      }
      if ((args.count() - firstKey) % 2 != 0) {
        throw Err.XREAD_UNBALANCED;
      }
      if (ofGroup && group == null) {
        throw Err.XREADGROUP_WITHOUT_GROUP;
      }
      int keys = (args.count() - firstKey) / 2;
      return new StreamReadOptions(count, blocks, until, noAck, group, consumer, firstKey, keys);
    }
  }
}
