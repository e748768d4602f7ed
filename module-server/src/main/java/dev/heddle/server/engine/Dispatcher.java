package dev.heddle.server.engine;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.EffectStream;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Flag;
import dev.heddle.server.command.Handler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one command: look-up, arity, authentication, state checks, handler, effects; in the
 * order in which Redis does, so that of several errors the same one is answered.
 *
 * <p>All methods run under the server's lock.
 */
public final class Dispatcher {
  private static final long PAUSED_BY_WRITE = Flag.WRITE.bit() | Flag.MAY_REPLICATE.bit();

  private final CommandTable table;
  private final Call call;
  private final EffectStream effects;
  private final ServerStats stats;
  private final Gate gate;
  private final Pause pause;
  private final InternalErrors internalErrors;
  private boolean passwordRequired;
  private @Nullable Command ran;

  Dispatcher(
      CommandTable table,
      Call call,
      EffectStream effects,
      ServerStats stats,
      Gate gate,
      Pause pause,
      InternalErrors internalErrors) {
    this.table = table;
    this.call = call;
    this.effects = effects;
    this.stats = stats;
    this.gate = gate;
    this.pause = pause;
    this.internalErrors = internalErrors;
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
      admit(command, client, args, now);
      if (pause.active() && pause.holds(command.hasAny(PAUSED_BY_WRITE))) {
        return false;
      }
    } catch (CommandError e) {
      if (isHttp(args)) {
        cutOff(client, out);
        return true;
      }
      refuse(command, e, out);
      applyReplyMode(client, out, mark);
      return true;
    }
    client.active(command, now);
    stats.commandRan();
    execute(client, command, args, out, now);
    ran = command;
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
    call.begin(loader, command, args, now);
    handler(command).run(call, out);
    call.end();
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
    gate.admit(command, now);
  }

  private void execute(Client client, Command command, Args args, ReplyWriter out, long now) {
    int mark = out.size();
    call.begin(client, command, args, now);
    try {
      handler(command).run(call, out);
    } catch (CommandError e) {
      out.truncate(mark);
      out.error(e.line());
      command.stats().failed();
      stats.error(e.code());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      out.truncate(mark);
      out.error(Err.INTERNAL.line());
      command.stats().failed();
      stats.error(Err.INTERNAL.code());
      internalErrors.caught(command.fullName(), e);
    }
    call.end();
    long before = effects.offset();
    long offset = effects.endUnit();
    if (offset != before) {
      client.wrote(offset, mark);
    }
  }

  private static Handler handler(Command command) {
    return Objects.requireNonNull(command.handler(), command.fullName());
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

  private void refuse(@Nullable Command command, CommandError e, ReplyWriter out) {
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
