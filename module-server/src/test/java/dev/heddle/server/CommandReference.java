package dev.heddle.server;

import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders the page that says which commands of Redis there are, from the command table. */
final class CommandReference {
  private static final String HEAD =
      """
      # Commands

      The commands of Redis 7.2 and what Heddle has of them. This page is generated from the command
      table; a test compares the two. To write it anew:

      ```
      mvn -pl module-server -am test -Dtest=CommandReferenceTest \
      -Dsurefire.failIfNoSpecifiedTests=false -Dheddle.regenerate=true
      ```

      """;

  private final CommandTable table;
  private final List<RedisCommand> redis;

  CommandReference(CommandTable table, List<RedisCommand> redis) {
    this.table = table;
    this.redis = redis.stream().filter(command -> !command.name().endsWith("|help")).toList();
  }

  String render() {
    long there = redis.stream().filter(command -> find(command) != null).count();
    var text = new StringBuilder(HEAD);
    text.append("Heddle has ").append(there).append(" of ").append(redis.size()).append(".\n");
    byGroup().forEach((group, commands) -> section(group, commands, text));
    aliases(text);
    return text.toString();
  }

  private Map<String, List<RedisCommand>> byGroup() {
    return redis.stream()
        .sorted(Comparator.comparing(RedisCommand::name))
        .collect(Collectors.groupingBy(RedisCommand::group, TreeMap::new, Collectors.toList()));
  }

  private void section(String group, List<RedisCommand> commands, StringBuilder text) {
    text.append("\n## ").append(group).append("\n\n");
    text.append("| Command | Since | In Heddle | What it does |\n|---|---|---|---|\n");
    for (RedisCommand command : commands) {
      Command ours = find(command);
      text.append("| `")
          .append(ours == null ? spoken(command.name()) : syntax(ours))
          .append("` | ")
          .append(command.since())
          .append(ours == null ? " | no | |\n" : " | yes | " + ours.summary() + " |\n");
    }
  }

  private void aliases(StringBuilder text) {
    text.append("\n## Further names\n\n| Name | Command |\n|---|---|\n");
    table
        .aliases()
        .forEach((name, command) ->
            text.append("| `")
                .append(spoken(name))
                .append("` | `")
                .append(command.spokenName())
                .append("` |\n"));
  }

  private @Nullable Command find(RedisCommand command) {
    return table.find(command.name());
  }

  private static String syntax(Command command) {
    return (command.spokenName() + " " + command.argumentsText()).strip().replace("|", "\\|");
  }

  private static String spoken(String name) {
    return name.replace('|', ' ').toUpperCase(Locale.ROOT);
  }
}
