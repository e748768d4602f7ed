package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.config.ConfigException;
import dev.heddle.server.config.MemoryText;
import dev.heddle.server.config.SettingException;
import java.util.List;

/** The subcommands of DEBUG that change how the server works, or have it write something. */
final class DebugSwitches {
  private static final long LARGEST_ELEMENT = (4L << 30) - (1 << 20);

  private final ServerControl server;

  DebugSwitches(ServerControl server) {
    this.server = server;
  }

  List<DebugForm> forms() {
    return List.of(
        new DebugForm(
            "CONFIG-REWRITE-FORCE-ALL",
            "As CONFIG REWRITE, with all settings, also those with their defaults.",
            this::rewriteAll),
        new DebugForm(
            "DICT-RESIZING <0|1>",
            "Taken, without effect: tables grow and shrink by a bucket at a time, at no cost.",
            DebugSwitches::ofInternalCost),
        new DebugForm("LOG <message>", "Write a message to the server's log.", this::log),
        new DebugForm(
            "PAUSE-CRON <0|1>",
            "Whether periodic work stops: active expiry, save points, looking for idle clients.",
            this::pauseCron),
        new DebugForm(
            "QUICKLIST-PACKED-THRESHOLD <size>",
            "From how many bytes on an element gets a list node of its own; 0: when it is larger"
                + " than a node may become.",
            DebugSwitches::packedThreshold),
        new DebugForm(
            "REPLYBUFFER <PEAK-RESET-TIME|RESIZING> <value>",
            "Taken, without effect: buffers of replies are given back when they are empty.",
            DebugSwitches::replyBuffer));
  }

  private void rewriteAll(Call call, ReplyWriter out) {
    call.outside(reply -> {
      try {
        server.config().rewrite(/* withDefaults= */ true);
      } catch (ConfigException e) {
        throw Err.line(String.valueOf(e.getMessage()));
      }
      reply.ok();
    });
  }

  private void log(Call call, ReplyWriter out) {
    String message = call.text(2);
    call.outside(reply -> {
      server.log().warning("DEBUG LOG: " + message);
      reply.ok();
    });
  }

  private void pauseCron(Call call, ReplyWriter out) {
    server.engine().cronPaused(call.integer(2) != 0);
    out.ok();
  }

  private static void packedThreshold(Call call, ReplyWriter out) {
    call.keyspace().packing().largeElement(size(call.text(2)));
    out.ok();
  }

  private static long size(String text) {
    try {
      long bytes = MemoryText.parse(text);
      if (bytes <= LARGEST_ELEMENT) {
        return bytes;
      }
    } catch (SettingException e) {
      throw Err.PACKED_THRESHOLD;
    }
    throw Err.PACKED_THRESHOLD;
  }

  /** A switch that would change what something costs inside, and nothing that a client sees. */
  private static void ofInternalCost(Call call, ReplyWriter out) {
    call.integer(2);
    out.ok();
  }

  private static void replyBuffer(Call call, ReplyWriter out) {
    boolean peak = call.is(2, "PEAK-RESET-TIME");
    if (!peak && !call.is(2, "RESIZING")) {
      throw Err.unknownForm(call.args(), "DEBUG");
    }
    if (!peak || (!call.is(3, "NEVER") && !call.is(3, "RESET"))) {
      call.integer(3);
    }
    out.ok();
  }
}
