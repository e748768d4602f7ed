package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ADMIN;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.HelpText;
import dev.heddle.store.Glob;
import dev.heddle.store.StringValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * DEBUG: what tests and those who develop the server need.
 *
 * <p>It is a single command that tells its subcommands apart by name and number of words.
 */
public final class DebugCommand {
  private static final double LONGEST_SLEEP = Duration.ofDays(1).toSeconds();

  private final ServerControl server;
  private final List<DebugForm> forms;

  private DebugCommand(ServerControl server) {
    this.server = server;
    var switches = new DebugSwitches(server);
    this.forms =
        Stream.of(
                ofData(),
                DebugEncodings.forms(),
                ofServer(),
                switches.forms(),
                DebugRefusals.forms(),
                List.of(new DebugForm("HELP", "Prints this help.", this::help)))
            .flatMap(List::stream)
            .toList();
  }

  private List<DebugForm> ofData() {
    return List.of(
        new DebugForm("DIGEST", "Show a signature of all the data.", DebugData::digest),
        new DebugForm(
            "DIGEST-VALUE [<key>...]",
            "Show a signature of the value of each key.",
            DebugData::digestValue),
        new DebugForm("OBJECT <key>", "Show how the value of a key is kept.", this::object),
        new DebugForm(
            "POPULATE <count> [<prefix>] [<size>]",
            "Make strings of so many bytes at <prefix>:0, <prefix>:1... They are not journalled.",
            DebugData::populate),
        new DebugForm(
            "SDSLEN <key>", "Show what a key and the text at it take.", DebugData::sdslen));
  }

  private List<DebugForm> ofServer() {
    return List.of(
        new DebugForm("ERROR <string>", "Answer with this error.", DebugCommand::error),
        new DebugForm(
            "LOADAOF",
            "Make the append only file durable, and load it in place of the data.",
            this::loadaof),
        new DebugForm(
            "PROTOCOL <type>",
            "Answer with an example of a type: " + DebugProtocol.TYPES + ".",
            DebugProtocol::run),
        new DebugForm(
            "RELOAD [NOSAVE|NOFLUSH|MERGE...]",
            "Save the RDB file, and load it in place of the data, or without saving or emptying;"
                + " then keys that are there already are an error, or replaced.",
            this::reload),
        new DebugForm(
            "SET-ACTIVE-EXPIRE <0|1>",
            "Whether keys expire also when nobody accesses them.",
            this::activeExpire),
        new DebugForm(
            "SLEEP <seconds>", "Stop the server for so long; decimals.", DebugCommand::sleep),
        new DebugForm(
            "STRINGMATCH-LEN <length> <pattern>",
            "Whether so many letters 'a' match the pattern.",
            this::match));
  }

  public static void declare(CommandTable t, ServerControl server) {
    var command = new DebugCommand(server);
    t.group(Group.SERVER);
    t.add("DEBUG subcommand [arg...]", command::debug, ADMIN, NOSCRIPT, LOADING, STALE)
        .internal()
        .doc("1.0.0", "Depends on the subcommand", "Helps to test the server.");
  }

  private void debug(Call call, ReplyWriter out) {
    requireAllowed(call);
    for (DebugForm form : forms) {
      if (form.fits(call)) {
        form.handler().run(call, out);
        return;
      }
    }
    throw Err.unknownForm(call.args(), "DEBUG");
  }

  private void requireAllowed(Call call) {
    Client.Link link = call.client().link();
    boolean allowed =
        switch (server.config().security.enableDebugCommand.value()) {
          case YES -> true;
          case LOCAL -> link != null && link.isLocal();
          case NO -> false;
        };
    if (!allowed) {
      throw Err.notAllowed("DEBUG", "enable-debug-command");
    }
  }

  private void help(Call call, ReplyWriter out) {
    HelpText.write(
        "DEBUG",
        forms.stream().map(form -> new HelpText.Form(form.words(), form.effect())).toList(),
        out);
  }

  /** The error is the client's own wish, and not counted as one. */
  private static void error(Call call, ReplyWriter out) {
    out.error(call.text(2));
  }

  private void loadaof(Call call, ReplyWriter out) {
    call.outside(reply -> {
      if (server.storage().appendOnlyFile() == null) {
        throw Err.NO_AOF;
      }
      try {
        server.storage().reloadAppendOnlyFile();
      } catch (IOException e) {
        throw Err.LOAD_AOF_FAILED;
      }
      reply.ok();
    });
  }

  /** What follows {@code DEBUG RELOAD}. */
  private record Reload(boolean save, boolean flush, boolean merge) {
    static Reload parse(Call call) {
      var reload = new Reload(/* save= */ true, /* flush= */ true, /* merge= */ false);
      for (int i = 2; i < call.count(); i++) {
        reload = reload.with(call, i);
      }
      return reload;
    }

    private Reload with(Call call, int i) {
      if (call.is(i, "NOSAVE")) {
        return new Reload(false, flush, merge);
      }
      if (call.is(i, "NOFLUSH")) {
        return new Reload(save, false, merge);
      }
      if (call.is(i, "MERGE")) {
        return new Reload(save, flush, true);
      }
      throw Err.RELOAD_OPTIONS;
    }
  }

  private void reload(Call call, ReplyWriter out) {
    var options = Reload.parse(call);
    call.outside(reply -> {
      if (options.save() && !server.storage().save()) {
        throw Err.SAVE_FAILED;
      }
      try {
        server.storage().reloadRdb(options.flush(), options.merge());
      } catch (IOException e) {
        throw Err.LOAD_RDB_FAILED;
      }
      reply.ok();
    });
  }

  private void object(Call call, ReplyWriter out) {
    DebugData.object(call, server.config().persistence.rdbCompression.value(), out);
  }

  private void activeExpire(Call call, ReplyWriter out) {
    server.engine().activeExpiry(call.integer(2) != 0);
    out.ok();
  }

  /** Nobody else is served meanwhile: that is what it is for. */
  private static void sleep(Call call, ReplyWriter out) {
    try {
      Thread.sleep(Duration.ofNanos((long) (seconds(call.text(2)) * 1e9)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
    }
    out.ok();
  }

  private static double seconds(String text) {
    try {
      return Math.clamp(Double.parseDouble(text), 0, LONGEST_SLEEP);
    } catch (NumberFormatException e) {
      throw Err.NOT_A_FLOAT;
    }
  }

  /** Matches outside the lock: it may take long, and needs nothing of the server's. */
  private void match(Call call, ReplyWriter out) {
    long length = call.integer(2);
    if (length < 0 || length > server.config().clients.protoMaxBulkLen.value()) {
      throw Err.OUT_OF_RANGE;
    }
    byte[] pattern = call.copy(3);
    call.outside(reply -> {
      var text = new byte[(int) Math.min(length, StringValue.MAX_LENGTH)];
      Arrays.fill(text, (byte) 'a');
      reply.integer(Glob.matches(pattern, text, /* ignoreCase= */ false) ? 1 : 0);
    });
  }
}
