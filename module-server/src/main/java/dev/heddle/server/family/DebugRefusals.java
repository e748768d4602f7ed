package dev.heddle.server.family;

import dev.heddle.server.command.Err;
import java.util.List;
import java.util.stream.Stream;

/** The subcommands of DEBUG that Redis has and that can mean nothing here: each says why. */
final class DebugRefusals {
  private static final String OTHERS_PROCESS =
      "the process may be another program's, which a server inside it must not end";
  private static final String NO_MALLOC = "memory is the Java virtual machine's";
  private static final String NO_REPLICATION = "the server has no replicas";
  private static final String NO_SCRIPTS = "the server has no scripts";
  private static final String NO_CHECKS_LEFT_OUT = "checksums are always looked at";
  private static final String NO_C = "there are no structures of C";

  private DebugRefusals() {}

  static List<DebugForm> forms() {
    return List.of(
        refusal("ASSERT", OTHERS_PROCESS),
        refusal("CHANGE-REPL-ID", NO_REPLICATION),
        clientEviction(),
        ofCluster("CLUSTERLINK <KILL> <direction> <node-id>"),
        refusal("CRASH-AND-RECOVER [<milliseconds>]", OTHERS_PROCESS),
        ofCluster("DROP-CLUSTER-PACKET-FILTER <packet-type>"),
        refusal("LEAK <string>", OTHERS_PROCESS),
        refusal("MALLCTL <key> [<val>]", NO_MALLOC),
        refusal("MALLCTL-STR <key> [<val>]", NO_MALLOC),
        refusal("OOM", OTHERS_PROCESS),
        refusal("PANIC", OTHERS_PROCESS),
        refusal("REPLICATE <string> [<string>...]", NO_REPLICATION),
        refusal("RESTART [<milliseconds>]", OTHERS_PROCESS),
        refusal("SEGFAULT", OTHERS_PROCESS),
        refusal("SET-DISABLE-DENY-SCRIPTS <0|1>", NO_SCRIPTS),
        refusal("SET-SKIP-CHECKSUM-VALIDATION <0|1>", NO_CHECKS_LEFT_OUT),
        refusal("STRUCTSIZE", NO_C));
  }

  private static DebugForm refusal(String words, String reason) {
    String name = Stream.of(words.split(" ", -1)).findFirst().orElse(words);
    return new DebugForm(
        words,
        "Refused: " + reason + ".",
        (call, out) -> {
          throw Err.debugRefused(name, reason);
        });
  }

  /** No setting limits the memory of all clients. */
  private static DebugForm clientEviction() {
    return new DebugForm(
        "CLIENT-EVICTION",
        "Refused: maxmemory-clients is disabled.",
        (call, out) -> {
          throw Err.NO_CLIENT_EVICTION;
        });
  }

  private static DebugForm ofCluster(String words) {
    return new DebugForm(
        words,
        "Refused: the server is no part of a cluster.",
        (call, out) -> {
          throw Err.DEBUG_OF_CLUSTER;
        });
  }
}
