package dev.heddle.server.command;

import dev.heddle.resp.Args;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One row of the command table: what a command is called, takes and does, and how often it ran.
 *
 * <p>The description is complete when the table is; the counters are guarded by the server's lock.
 */
public final class Command {
  private static final int CONTAINER_ARITY = -2;

  /** Takes the position of a key among the arguments of a call, and what is done with the key. */
  @FunctionalInterface
  public interface KeyVisitor {
    void key(int position, Set<KeySpec.Use> use);
  }

  private final Syntax syntax;
  private final Group group;
  private final long flags;
  private int arity;
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
  private boolean internal;
  private boolean unqueued;
  private boolean execs;
  private @Nullable Function<Args, Set<KeySpec.Use>> keyUse;
  private @Nullable BiConsumer<Args, IntConsumer> keyFinder;

  Command(
      Syntax syntax, Group group, long flags, List<KeySpec> keySpecs, @Nullable Handler handler) {
    this.syntax = syntax;
    this.group = group;
    this.flags = flags;
    this.arity = handler == null ? CONTAINER_ARITY : syntax.arity();
    this.keySpecs = keySpecs;
    this.handler = handler;
    this.categories =
        group == Group.SERVER || handler == null ? List.of() : List.of(group.category());
  }

  /** Since which version of Redis it is there, what it costs, and what it does in one sentence. */
  public Command doc(String sinceVersion, String cost, String sentence) {
    since = sinceVersion;
    complexity = cost;
    summary = sentence;
    return this;
  }

  /**
   * ACL categories in place of the group's, for this command and its HELP; those that follow from
   * flags are added by themselves.
   */
  public Command acl(String... names) {
    categories = List.of(names);
    Command help = subcommands.get("help");
    if (help != null && handler != null) {
      help.acl(names);
    }
    return this;
  }

  /** ACL categories of HELP in place of the group's. */
  public Command helpAcl(String... names) {
    Command help = subcommands.get("help");
    if (help != null) {
      help.acl(names);
    }
    return this;
  }

  /** In place of what follows from the syntax, where Redis takes more words than it documents. */
  public Command arity(int words) {
    arity = words;
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

  /** Marks what is of use to those who develop the server only. */
  public Command internal() {
    internal = true;
    return this;
  }

  /** Marks what is carried out at once also inside a transaction, in place of being queued. */
  public Command unqueued() {
    unqueued = true;
    return this;
  }

  /** Marks EXEC: what refuses it ends the transaction. */
  public Command execs() {
    execs = true;
    return unqueued();
  }

  /** What a call does with its keys, where that depends on the arguments. */
  public Command keyUse(Function<Args, Set<KeySpec.Use>> ofCall) {
    keyUse = ofCall;
    return this;
  }

  /** Finds the positions of a call's keys, where the specifications alone cannot tell. */
  public Command keys(BiConsumer<Args, IntConsumer> finder) {
    keyFinder = finder;
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
    return isContainer() ? -Math.abs(arity) : arity;
  }

  public boolean has(Flag flag) {
    return (flags & flag.bit()) != 0;
  }

  long flagBits() {
    return flags;
  }

  public boolean hasAny(long flagBits) {
    return (flags & flagBits) != 0;
  }

  public List<String> flagLabels() {
    var labels = new ArrayList<String>();
    for (Flag flag : Flag.values()) {
      if (has(flag) && flag != Flag.MAY_REPLICATE) { // known to the server only
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

  /** True for what is of use to those who develop the server only. */
  public boolean isInternal() {
    return internal;
  }

  /** True for what is carried out at once also inside a transaction. */
  public boolean isUnqueued() {
    return unqueued;
  }

  /** True for EXEC. */
  public boolean isExec() {
    return execs;
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
    int words = arity();
    return words >= 0 ? count == words : count >= -words;
  }

  /**
   * The ACL categories without the leading at sign: the declared ones and those that flags imply.
   */
  public List<String> aclCategories() {
    return AclCategories.of(this, categories);
  }

  /**
   * First key, last key and step as {@code COMMAND INFO} gives them besides the key specifications:
   * those of the first specification at a fixed place, with what follows on it directly.
   */
  public int[] keyRange() {
    int first = 0;
    int last = 0;
    int step = 0;
    for (KeySpec spec : keySpecs) {
      if (spec.begin() instanceof KeySpec.Begin.Index(int from)
          && spec.find() instanceof KeySpec.Find.Range(int to, int by, int limit)
          && limit == 0
          && (first == 0 || (from == last + 1 && step == 1 && by == 1))) {
        first = first == 0 ? from : first;
        last = to < 0 ? to : from + to;
        step = by;
      }
    }
    return new int[] {first, last, step};
  }

  /**
   * Gives all keys in the arguments of one call to {@code visitor}.
   *
   * @return false where the arguments do not fit, such as a count that is not a number
   */
  public boolean eachKey(Args args, KeyVisitor visitor) {
    if (keyFinder != null) {
      Set<KeySpec.Use> use = keySpecs.getFirst().use();
      keyFinder.accept(args, at -> visitor.key(at, use));
      return true;
    }
    for (KeySpec spec : keySpecs) {
      Set<KeySpec.Use> use = keyUse == null ? spec.use() : keyUse.apply(args);
      if (!spec.positions(args, at -> visitor.key(at, use))) {
        return false;
      }
    }
    return true;
  }
}
