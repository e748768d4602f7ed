package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.store.Entry;

/** MEMORY: what the data take on the heap. */
public final class MemoryCommands {
  private MemoryCommands() {}

  public static void declare(CommandTable t, ServerControl server) {
    t.group(Group.SERVER);
    t.container("MEMORY", "4.0.0")
        .doc("4.0.0", "Depends on subcommand.", "Commands that tell about memory.");
    t.add("MEMORY MALLOC-STATS", MemoryCommands::mallocStats)
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .doc("4.0.0", "O(1)", "Says that the allocator is the Java virtual machine's.");
    t.add("MEMORY PURGE", (c, o) -> purge(server, o))
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .doc(
            "4.0.0",
            "O(1)",
            "Has the collector begin to give memory back to the system, as it also does by itself.");
    t.add("MEMORY USAGE key [SAMPLES count]", keyAt(2, RO), MemoryCommands::usage, READONLY)
        .doc("4.0.0", "O(1)", "Tells how many bytes a key and its value take.");
  }

  /** What Redis answers where its allocator is not jemalloc. */
  private static void mallocStats(Call call, ReplyWriter out) {
    out.bulk("Stats not supported for the current allocator");
  }

  private static void purge(ServerControl server, ReplyWriter out) {
    server.purgeMemory();
    out.ok();
  }

  /** Whatever the number of samples is: the memory of a value is known without looking at parts. */
  private static void usage(Call call, ReplyWriter out) {
    for (int i = 3; i < call.count(); i += 2) {
      if (!call.is(i, "SAMPLES") || i + 1 == call.count() || call.integer(i + 1) < 0) {
        throw Err.SYNTAX;
      }
    }
    Entry entry = call.peek(2);
    if (entry == null) {
      out.nil();
    } else {
      out.integer(call.keyspace().memory(entry));
    }
  }
}
