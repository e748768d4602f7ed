package dev.heddle.server.engine;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Handler;
import dev.heddle.server.command.Transaction;
import dev.heddle.server.pubsub.Messaging;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Runs handlers, one inside the other where a command runs commands, and turns what they throw into
 * replies.
 *
 * <p>All methods run under the server's lock.
 */
final class Executor {
  /** What is run at one depth: a handler, or the attempt of a client that waits. */
  private interface Body {
    void run(Call call, ReplyWriter out) throws InterruptedException;
  }

  private final Supplier<Call> newCall;
  private final List<Call> calls = new ArrayList<>(); // by depth
  private final ServerStats stats;
  private final Timing timing;
  private final Messaging messaging;
  private final Dispatcher.InternalErrors internalErrors;
  private int depth;

  Executor(
      Supplier<Call> newCall,
      ServerStats stats,
      Timing timing,
      Messaging messaging,
      Dispatcher.InternalErrors internalErrors) {
    this.newCall = newCall;
    this.stats = stats;
    this.timing = timing;
    this.messaging = messaging;
    this.internalErrors = internalErrors;
    this.calls.add(newCall.get());
  }

  /** Runs a command; what it changed is added to the present unit of effects. */
  void run(Client client, Command command, Args args, ReplyWriter out, long now) {
    run(client, command, args, out, now, handler(command)::run);
    messaging.ran(client, command, args);
  }

  /** Runs a command that was read from disk: an error is the caller's to handle. */
  void replay(Client loader, Command command, Args args, ReplyWriter out, long now) {
    Call call = calls.get(0);
    call.begin(loader, command, args, now);
    handler(command).run(call, out);
    call.end();
  }

  /** Tries to serve a client that waits, at one of its keys; true when it has its answer. */
  boolean serve(Waiter waiter, int key, long now) {
    ReplyWriter answer = waiter.answer;
    run(
        waiter.client,
        waiter.command,
        waiter.args,
        answer,
        now,
        (call, out) -> {
          if (!waiter.what.attempt().serve(call, key, out)) {
            out.reset();
          }
        });
    return answer.size() > 0;
  }

  /** Runs the commands of a transaction and writes the array of their replies. */
  void runAll(Client client, Transaction transaction, ReplyWriter out, long now) {
    List<Transaction.Queued> queue = transaction.queue();
    out.array(queue.size());
    client.executing(true);
    try {
      for (Transaction.Queued queued : queue) {
        long began = System.nanoTime();
        client.active(queued.command(), now);
        stats.commandRan();
        runInside(client, queued.command(), queued.args(), out, now);
        long took = System.nanoTime() - began;
        if (timing.ran(queued.command(), took)) {
          timing.slow(client, queued.command(), queued.args(), took);
        }
      }
    } finally {
      client.executing(false);
    }
  }

  /** What is to be done outside the lock is done at once: a transaction is one step. */
  private void runInside(Client client, Command command, Args args, ReplyWriter out, long now) {
    Handler handler = handler(command);
    run(
        client,
        command,
        args,
        out,
        now,
        (call, reply) -> {
          handler.run(call, reply);
          var outside = client.takeOutside();
          if (outside != null) {
            outside.run(reply);
          }
        });
    messaging.ran(client, command, args);
  }

  private void run(
      Client client, Command command, Args args, ReplyWriter out, long now, Body body) {
    int mark = out.size();
    Call call = enter();
    try {
      call.begin(client, command, args, now);
      try {
        body.run(call, out);
      } catch (CommandError e) {
        answer(command, e, mark, out);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        answer(command, Err.INTERNAL, mark, out);
      } catch (RuntimeException | Error e) {
        answer(command, Err.INTERNAL, mark, out);
        internalErrors.caught(command.fullName(), e);
      }
      call.end();
    } finally {
      depth--;
    }
  }

  private Call enter() {
    if (depth == calls.size()) {
      calls.add(newCall.get());
    }
    return calls.get(depth++);
  }

  private void answer(Command command, CommandError error, int mark, ReplyWriter out) {
    out.truncate(mark);
    out.error(error.line());
    command.stats().failed();
    stats.error(error.code());
  }

  private static Handler handler(Command command) {
    return Objects.requireNonNull(command.handler(), command.fullName());
  }
}
