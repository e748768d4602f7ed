package dev.heddle.server.engine;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.BlockedOn;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.EffectStream;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Flag;
import dev.heddle.server.command.Transaction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one command: look-up, arity, authentication, state checks, handler, effects; in the
 * order in which Redis does, so that of several errors the same one is answered.
 *
 * <p>All methods run under the server's lock.
 */
public final class Dispatcher {
  private static final long PAUSED_BY_WRITE = Flag.WRITE.bit() | Flag.MAY_REPLICATE.bit();

  private static final long ON_KEYS = PAUSED_BY_WRITE | Flag.READONLY.bit();

  /** What a client may do in RESP2, where it could not tell messages from replies. */
  private static final Set<String> EVEN_SUBSCRIBED =
      Set.of(
          "subscribe",
          "unsubscribe",
          "psubscribe",
          "punsubscribe",
          "ssubscribe",
          "sunsubscribe",
          "ping",
          "quit",
          "reset");

  private static final long WRITE = Flag.WRITE.bit();
  private static final long DENYOOM = Flag.DENYOOM.bit();

  private final CommandTable table;
  private final Executor executor;
  private final Blocked blocked;
  private final Watches watches;
  private final EffectStream effects;
  private final ServerStats stats;
  private final Gate gate;
  private final Pause pause;
  private boolean passwordRequired;
  private @Nullable Command ran;

  Dispatcher(
      CommandTable table,
      Executor executor,
      Blocked blocked,
      Watches watches,
      EffectStream effects,
      ServerStats stats,
      Gate gate,
      Pause pause) {
    this.table = table;
    this.executor = executor;
    this.blocked = blocked;
    this.watches = watches;
    this.effects = effects;
    this.stats = stats;
    this.gate = gate;
    this.pause = pause;
  }

  void passwordRequired(boolean yes) {
    passwordRequired = yes;
  }

  /** Takes note of an error that is no client's fault. */
  @FunctionalInterface
  public interface InternalErrors {
    void caught(String command, Throwable bug);
  }

  /**
   * Runs one command of a client and writes its reply.
   *
   * @return false when the client is paused: nothing was done, the command is to be run again later
   */
  boolean run(Client client, Args args, ReplyWriter out, long now) {
    int mark = out.size();
    ran = null;
    Command command = null;
    try {
      command = find(args);
      client.active(command, now);
      admit(command, client, args, now);
      if (pause.active() && pause.holds(hasAny(command, client, PAUSED_BY_WRITE))) {
        return false;
      }
    } catch (CommandError e) {
      if (isHttp(args)) {
        cutOff(client, out);
        return true;
      }
      refuse(client, command, e, out);
      applyReplyMode(client, out, mark);
      return true;
    }
    Transaction transaction = client.transaction();
    if (transaction != null && !command.isUnqueued()) {
      if (!client.watchBroken()) { // else nothing of it will run
        transaction.add(command, args);
      }
      out.simple("QUEUED");
    } else {
      execute(client, command, args, out, now);
    }
    applyReplyMode(client, out, mark);
    return true;
  }

  /** The command that the last {@link #run} has carried out; null when it refused one. */
  @Nullable Command ran() {
    return ran;
  }

  /** Runs a command that was read from disk: nothing is refused. */
  void replay(Client loader, Args args, ReplyWriter out, long now) {
    Command command = find(args);
    requireArity(command, args);
    executor.replay(loader, command, args, out, now);
  }

  private Command find(Args args) {
    Command command = table.find(args);
    if (command == null) {
      throw Err.unknownCommand(args);
    }
    if (command.isContainer() && args.count() > 1) {
      Command sub = command.subcommand(args);
      if (sub == null) {
        throw Err.unknownSubcommand(args, command.spokenName());
      }
      command = sub;
    }
    return command;
  }

  private static void requireArity(Command command, Args args) {
    if (!command.accepts(args.count())) {
      throw Err.wrongArity(command.fullName());
    }
  }

  private void admit(Command command, Client client, Args args, long now) {
    requireArity(command, args);
    if (passwordRequired && !client.authenticated() && !command.has(Flag.NO_AUTH)) {
      throw Err.NO_AUTH;
    }
    Transaction transaction = client.transaction();
    if (transaction != null && command.has(Flag.NO_MULTI)) {
      throw Err.NOT_IN_MULTI;
    }
    boolean queued = transaction != null && !command.isUnqueued();
    gate.admit(
        command,
        hasAny(command, client, WRITE),
        /* growing= */ queued || hasAny(command, client, DENYOOM),
        now);
    if (client.subscribed()
        && client.protocol() == 2
        && !EVEN_SUBSCRIBED.contains(command.name())) {
      throw Err.subscribed(command.fullName());
    }
    if (client.monitoring() && command.hasAny(ON_KEYS)) {
      throw Err.MONITORING;
    }
  }

  /** Whether the command, or what EXEC is about to run, has one of these flags. */
  private static boolean hasAny(Command command, Client client, long flags) {
    Transaction transaction = client.transaction();
    return command.hasAny(flags)
        || (command.isExec() && transaction != null && transaction.hasAny(flags));
  }

  private void execute(Client client, Command command, Args args, ReplyWriter out, long now) {
    int mark = out.size();
    stats.commandRan();
    executor.run(client, command, args, out, now);
    ran = command;
    long before = effects.offset();
    long offset = effects.endUnit();
    if (offset != before) {
      client.wrote(effects.journal(), offset, mark);
    }
    BlockedOn blockedOn = client.blockedOn();
    if (blockedOn != null) {
      blocked.add(client, command, args, blockedOn);
    }
    serveReady(now);
  }

  /** Serves those who wait for keys that were changed. */
  void serveReady(long now) {
    if (blocked.hasReady()) {
      blocked.serve((waiter, key) -> serve(waiter, key, now));
    }
  }

  private boolean serve(Waiter waiter, int key, long now) {
    long before = effects.offset();
    boolean served = executor.serve(waiter, key, now);
    long offset = effects.endUnit();
    if (offset != before) {
      waiter.journal = effects.journal();
      waiter.offset = offset;
    }
    return served;
  }

  /** Whether this unknown command is a line of an HTTP request that carries more behind it. */
  private static boolean isHttp(Args args) {
    return args.is(0, "POST") || args.is(0, "HOST:");
  }

  /** Ends a connection without a word: a web page must not use a browser to give us commands. */
  private static void cutOff(Client client, ReplyWriter out) {
    out.truncate(0);
    client.saved();
    client.closeAfterReply();
    Client.Link link = client.link();
    if (link != null) {
      link.spokeHttp();
    }
  }

  /** What a transaction cannot queue makes it fail; an EXEC that is refused ends it. */
  private void refuse(
      Client client, @Nullable Command command, CommandError cause, ReplyWriter out) {
    CommandError e = cause;
    Transaction transaction = client.transaction();
    if (transaction != null) {
      transaction.abort();
    }
    if (command != null && command.isExec()) {
      e = Err.execAborted(cause);
      client.transaction(null);
      watches.unwatch(client);
    }
    out.error(e.line());
    stats.error(e.code());
    if (command != null) {
      command.stats().rejected();
    }
  }

  /** Drops the reply that CLIENT REPLY OFF or SKIP does not want. */
  private static void applyReplyMode(Client client, ReplyWriter out, int mark) {
    Client.ReplyMode mode = client.replyMode();
    if (mode == Client.ReplyMode.ON) {
      return;
    }
    out.truncate(mark);
    client.muteOutside();
    switch (mode) {
      case SKIP_NEXT -> client.replyMode(Client.ReplyMode.SKIP);
      case SKIP -> client.replyMode(Client.ReplyMode.ON);
      case ON, OFF -> {}
    }
  }
}
