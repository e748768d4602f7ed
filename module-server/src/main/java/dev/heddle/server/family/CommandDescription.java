package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.KeySpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command as COMMAND INFO describes it.
 *
 * <pre>
 * Description --> name arity Flags firstKey lastKey step Categories Tips KeySpecs Subcommands
 * KeySpec     --> { notes?, flags, begin_search: { type, spec }, find_keys: { type, spec } }
 * </pre>
 */
final class CommandDescription {
  private static final int ELEMENTS = 10;

  private CommandDescription() {}

  static void write(Command command, ReplyWriter out) {
    int[] keys = command.keyRange();
    out.array(ELEMENTS);
    out.bulk(command.fullName());
    out.integer(command.arity());
    simples(command.flagLabels(), out);
    out.integer(keys[0]);
    out.integer(keys[1]);
    out.integer(keys[2]);
    simples(command.aclCategories().stream().map(name -> "@" + name).toList(), out);
    out.set(command.tips().size());
    command.tips().forEach(out::bulk);
    out.set(command.keySpecs().size());
    command.keySpecs().forEach(spec -> writeSpec(spec, out));
    out.set(command.subcommands().size());
    command.subcommands().forEach(sub -> write(sub, out));
  }

  /** What is done with a key: the kind of access in capitals, the rest in small letters. */
  static void writeUse(Set<KeySpec.Use> use, ReplyWriter out) {
    simples(
        Stream.of(KeySpec.Use.values()).filter(use::contains).map(KeySpec.Use::label).toList(),
        out);
  }

  private static void writeSpec(KeySpec spec, ReplyWriter out) {
    boolean noted = !spec.notes().isEmpty();
    out.map(noted ? 4 : 3);
    if (noted) {
      out.bulk("notes");
      out.bulk(spec.notes());
    }
    out.bulk("flags");
    writeUse(spec.use(), out);
    out.bulk("begin_search");
    switch (spec.begin()) {
      case KeySpec.Begin.Index index -> {
        typed("index", 1, out);
        field("index", index.position(), out);
      }
      case KeySpec.Begin.Keyword keyword -> {
        typed("keyword", 2, out);
        out.bulk("keyword");
        out.bulk(keyword.word());
        field("startfrom", keyword.from(), out);
      }
      case KeySpec.Begin.Unknown unknown -> typed("unknown", 0, out);
    }
    out.bulk("find_keys");
    writeFind(spec.find(), out);
  }

  private static void writeFind(KeySpec.Find find, ReplyWriter out) {
    switch (find) {
      case KeySpec.Find.Range range -> {
        typed("range", 3, out);
        field("lastkey", range.last(), out);
        field("keystep", range.step(), out);
        field("limit", range.limit(), out);
      }
      case KeySpec.Find.KeyNum num -> {
        typed("keynum", 3, out);
        field("keynumidx", num.countAt(), out);
        field("firstkey", num.first(), out);
        field("keystep", num.step(), out);
      }
      case KeySpec.Find.Unknown unknown -> typed("unknown", 0, out);
    }
  }

  /** Begins {@code { type: name, spec: { fields...}}}. */
  private static void typed(String name, int fields, ReplyWriter out) {
    out.map(2);
    out.bulk("type");
    out.bulk(name);
    out.bulk("spec");
    out.map(fields);
  }

  private static void field(String name, int value, ReplyWriter out) {
    out.bulk(name);
    out.integer(value);
  }

  private static void simples(List<String> words, ReplyWriter out) {
    out.set(words.size());
    words.forEach(out::simple);
  }
}
