package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What follows {@code MIGRATE}.
 *
 * @param port as it was given; it need not be a number
 * @param db the database of the target
 * @param timeoutMillis how long one step of the conversation may take
 * @param auth the command that says who we are, empty when that need not be said
 * @param firstKey the argument that is the first key
 * @param keys how many arguments from there are keys
 */
record MigrateOptions(
    String host,
    String port,
    long db,
    long timeoutMillis,
    boolean copy,
    boolean replace,
    List<byte[]> auth,
    int firstKey,
    int keys) {
  private static final int HOST = 1;
  private static final int PORT = 2;
  private static final int KEY = 3;
  private static final int DB = 4;
  private static final int TIMEOUT = 5;
  private static final int OPTIONS = 6;
  private static final long DEFAULT_TIMEOUT_MILLIS = 1000;

  static MigrateOptions parse(Call call) {
    return new Parser(call).parse();
  }

  /**
   * Gives the positions of the keys to {@code key}: the fixed one or, where it is empty, those
   * behind KEYS.
   */
  static void eachKey(Args args, IntConsumer key) {
    if (args.length(KEY) > 0) {
      key.accept(KEY);
      return;
    }
    int first = behindKeys(args);
    if (first < 0) {
      key.accept(KEY);
    }
    for (int i = first; first > 0 && i < args.count(); i++) {
      key.accept(i);
    }
  }

  /** The position behind KEYS; -1 where it is not said. */
  private static int behindKeys(Args args) {
    for (int i = OPTIONS; i < args.count(); i++) {
      if (args.is(i, "KEYS")) {
        return i + 1;
      }
      i += words(args, i);
    }
    return -1;
  }

  /** How many words belong to the option at i. */
  private static int words(Args args, int i) {
    return args.is(i, "AUTH") ? 1 : args.is(i, "AUTH2") ? 2 : 0;
  }

  private static final class Parser {
    private final Call call;
    private boolean copy;
    private boolean replace;
    private List<byte[]> auth = List.of();
    private int firstKey = KEY;
    private int keys = 1;

    Parser(Call call) {
      this.call = call;
    }

    MigrateOptions parse() {
      for (int i = OPTIONS; i < call.count(); i++) {
        i += option(i, call.count() - i - 1);
      }
      long timeout = call.integer(TIMEOUT);
      long db = call.integer(DB);
      return new MigrateOptions(
          call.text(HOST),
          call.text(PORT),
          db,
          timeout <= 0 ? DEFAULT_TIMEOUT_MILLIS : timeout,
          copy,
          replace,
          auth,
          firstKey,
          keys);
    }

    /** Reads an option and returns how many of the arguments behind it belong to it. */
    private int option(int i, int left) {
      if (call.is(i, "COPY")) {
        copy = true;
        return 0;
      }
      if (call.is(i, "REPLACE")) {
        replace = true;
        return 0;
      }
      if (call.is(i, "AUTH") && left >= 1) {
        auth = List.of(Call.ascii("AUTH"), call.copy(i + 1));
        return 1;
      }
      if (call.is(i, "AUTH2") && left >= 2) {
        auth = List.of(Call.ascii("AUTH"), call.copy(i + 1), call.copy(i + 2));
        return 2;
      }
      if (call.is(i, "KEYS")) {
        return keys(i, left);
      }
      throw Err.SYNTAX;
    }

    private int keys(int i, int left) {
      if (call.args().length(KEY) > 0) {
        throw Err.MIGRATE_KEYS_AND_KEY;
      }
      firstKey = i + 1;
      keys = left;
      return left;
    }
  }
}
