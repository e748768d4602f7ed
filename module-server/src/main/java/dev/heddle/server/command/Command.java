package dev.heddle.server.command;

import dev.heddle.resp.Args;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the command table: what a command is called, takes and does, and how often it ran.
 *
 * <p>The description is complete when the table is; the counters are guarded by the server's lock.
 */
public final class Command {
  private static final int CONTAINER_ARITY = -2;

  private final Syntax syntax;
  private final Group group;
  private final long flags;
  private final int arity;
  private final List<KeySpec> keySpecs;
  private final @Nullable Handler handler;
  private final Map<String, Command> subcommands = new LinkedHashMap<>();
  private final CommandStats stats = new CommandStats();
  private List<String> categories;
  private List<String> tips = List.of();
  private String since = "";
  private String complexity = "";
  private String summary = "";
  private String replacedBy = "";
  private String deprecatedSince = "";

  Command(
      Syntax syntax, Group group, long flags, List<KeySpec> keySpecs, @Nullable Handler handler) {
    this.syntax = syntax;
    this.group = group;
    this.flags = flags;
    this.arity = handler == null ? CONTAINER_ARITY : syntax.arity();
    this.keySpecs = keySpecs;
    this.handler = handler;
    this.categories = group == Group.SERVER ? List.of() : List.of(group.category());
  }

  /** Since which version of Redis it is there, what it costs, and what it does in one sentence. */
  public Command doc(String sinceVersion, String cost, String sentence) {
    since = sinceVersion;
    complexity = cost;
    summary = sentence;
    return this;
  }

  /** ACL categories in place of the group's; those that follow from flags are added by themselves. */
  public Command acl(String... names) {
    categories = List.of(names);
    return this;
  }

  /** Hints for clients and proxies, such as {@code nondeterministic_output}. */
  public Command tips(String... hints) {
    tips = List.of(hints);
    return this;
  }

  /** The version that declared it deprecated, and what to use now. */
  public Command deprecated(String sinceVersion, String useInstead) {
    deprecatedSince = sinceVersion;
    replacedBy = useInstead;
    return this;
  }

  void addSubcommand(Command sub) {
    subcommands.put(sub.subcommandName(), sub);
  }

  /** Lower case; a subcommand's stands behind a bar: {@code client|kill}. */
  public String fullName() {
    return syntax.fullName();
  }

  public String name() {
    return syntax.name();
  }

  String subcommandName() {
    String sub = syntax.subcommand();
    return sub == null ? "" : sub;
  }

  /** The name as a client types it, {@code CLIENT KILL}. */
  public String spokenName() {
    return fullName().replace('|', ' ').toUpperCase(Locale.ROOT);
  }

  public String argumentsText() {
    return syntax.text();
  }

  public List<Argument> arguments() {
    return syntax.arguments();
  }

  public Group group() {
    return group;
  }

  public int arity() {
    return arity;
  }

  public boolean has(Flag flag) {
    return (flags & flag.bit()) != 0;
  }

  public boolean hasAny(long flagBits) {
    return (flags & flagBits) != 0;
  }

  public List<String> flagLabels() {
    var labels = new ArrayList<String>();
    for (Flag flag : Flag.values()) {
      if (has(flag)) {
        labels.add(flag.label());
      }
    }
    return labels;
  }

  public List<KeySpec> keySpecs() {
    return keySpecs;
  }

  public List<String> tips() {
    return tips;
  }

  public String since() {
    return since;
  }

  public String complexity() {
    return complexity;
  }

  public String summary() {
    return summary;
  }

  public String deprecatedSince() {
    return deprecatedSince;
  }

  public String replacedBy() {
    return replacedBy;
  }

  public CommandStats stats() {
    return stats;
  }

  public boolean isContainer() {
    return !subcommands.isEmpty();
  }

  public Collection<Command> subcommands() {
    return subcommands.values();
  }

  /** The subcommand that argument 1 names. */
  public @Nullable Command subcommand(Args args) {
    return subcommands.get(args.text(1).toLowerCase(Locale.ROOT));
  }

  public @Nullable Handler handler() {
    return handler;
  }

  /** Whether so many words, the name included, fit the syntax. */
  public boolean accepts(int count) {
    return arity >= 0 ? count == arity : count >= -arity;
  }

  /** The ACL categories without the leading at sign: the declared ones and those that flags imply. */
  public List<String> aclCategories() {
    var all = new ArrayList<>(categories);
    implied(all, has(Flag.WRITE), "write");
    implied(all, has(Flag.READONLY) && group != Group.SCRIPTING, "read");
    implied(all, has(Flag.ADMIN), "admin");
    implied(all, has(Flag.ADMIN), "dangerous");
    implied(all, has(Flag.PUBSUB), "pubsub");
    implied(all, has(Flag.BLOCKING), "blocking");
    implied(all, true, has(Flag.FAST) ? "fast" : "slow");
    return all;
  }

  private static void implied(List<String> all, boolean condition, String category) {
    if (condition && !all.contains(category)) {
      all.add(category);
    }
  }

  /** First key, last key and step as {@code COMMAND INFO} gives them besides the key specifications. */
  public int[] keyRange() {
    if (keySpecs.size() == 1
        && keySpecs.getFirst().begin() instanceof KeySpec.Begin.Index(int first)
        && keySpecs.getFirst().find() instanceof KeySpec.Find.Range range
        && range.limit() == 0) {
      return new int[] {first, range.last() < 0 ? range.last() : first + range.last(), range.step()};
    }
    return new int[] {0, 0, 0};
  }

  /** The positions of all keys in the arguments of one call, or null where the arguments do not fit. */
  public int @Nullable [] keyPositions(Args args) {
    var positions = new ArrayList<Integer>();
    for (KeySpec spec : keySpecs) {
      if (!spec.positions(args, positions::add)) {
        return null;
      }
    }
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }
}
