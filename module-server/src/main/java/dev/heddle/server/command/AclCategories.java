package dev.heddle.server.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The ACL categories of commands: those that a row declares and those that its flags imply. */
final class AclCategories {
  /** The ACL categories in the order in which they are shown. */
  private static final List<String> ORDER =
      List.of(
          "keyspace",
          "read",
          "write",
          "set",
          "sortedset",
          "list",
          "hash",
          "string",
          "bitmap",
          "hyperloglog",
          "geo",
          "stream",
          "pubsub",
          "admin",
          "fast",
          "slow",
          "blocking",
          "dangerous",
          "connection",
          "transaction",
          "scripting");

  private AclCategories() {}

  static List<String> of(Command command, List<String> declared) {
    var all = new ArrayList<>(declared);
    imply(all, command.has(Flag.WRITE), "write");
    imply(all, command.has(Flag.READONLY) && command.group() != Group.SCRIPTING, "read");
    imply(all, command.has(Flag.ADMIN), "admin");
    imply(all, command.has(Flag.ADMIN), "dangerous");
    imply(all, command.has(Flag.PUBSUB), "pubsub");
    imply(all, command.has(Flag.BLOCKING), "blocking");
    imply(all, true, command.has(Flag.FAST) ? "fast" : "slow");
    all.sort(Comparator.comparingInt(ORDER::indexOf));
    return all;
  }

  private static void imply(List<String> all, boolean condition, String category) {
    if (condition && !all.contains(category)) {
      all.add(category);
    }
  }
}
